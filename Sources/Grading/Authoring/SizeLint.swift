import Differentiation
import Notebook
import Operations
import Tensors

/// Whether an assignment's sizes differ where they are free to: the number of examples, features,
/// units and classes.
struct SizeLint {
  private(set) var findings: [AssignmentLint.Finding] = []

  init(_ assignment: Assignment) {
    let recording = assignment.recording
    let graph = recording.graph
    var axes = AxisGroups(graph, outputs: recording.outputs)
    let named = recording.names.sorted { $0.key < $1.key }

    // Each group of axes that have one size by necessity, by its first place in a named tensor.
    var groups: [(group: Int, size: Int, label: String)] = []
    for (node, name) in named where axes.isKnown(node) && graph.shape(of: node).rank >= 2 {
      let shape = graph.shape(of: node)
      for axis in 0..<shape.rank {
        let group = axes.group(of: node, axis)
        guard !groups.contains(where: { $0.group == group }) else { continue }
        groups.append((group, shape[axis], Self.label(name, axis, of: shape.rank, shape[axis])))
      }
    }

    for group in groups where group.size == 1 {
      findings.append(LintMessages.oneLong(group.label))
    }
    let taken = Set(groups.map(\.size))
    let free = (3...).first { !taken.contains($0) } ?? 3
    for size in taken.sorted() where size > 1 {
      let equal = groups.filter { $0.size == size }.map(\.label)
      if equal.count > 1 { findings.append(LintMessages.equalSizes(equal, free: free)) }
    }

    // Rows are examples: those of the last matrix before the loss.
    let last = named.last {
      axes.isKnown($0.key) && graph.leaf(of: $0.key) == nil && graph.shape(of: $0.key).rank == 2
    }
    if let last, graph.shape(of: last.key)[0] == 2 {
      findings.append(LintMessages.fewExamples(2))
    }
  }

  /// `X has 4 rows`, `W1 has 4 columns`.
  private static func label(_ name: String, _ axis: Int, of rank: Int, _ size: Int) -> String {
    let (one, many) =
      rank > 2
      ? ("entry along axis \(axis)", "entries along axis \(axis)")
      : axis == 0 ? ("row", "rows") : ("column", "columns")
    return "\(name) has \(size) \(size == 1 ? one : many)"
  }
}

/// The axes of a graph's tensors that have the same size by necessity, since an operation joins
/// them: inner sizes of products, rows that are added.
private struct AxisGroups {
  private var parents: [Int] = []
  /// Where each node's axes start; -1 where it is not needed.
  private var starts: [Int]

  init(_ graph: Graph, outputs: [Node]) {
    let needed = graph.needed(for: outputs)
    starts = Array(repeating: -1, count: needed.count)
    for position in needed.indices where needed[position] {
      starts[position] = parents.count
      let rank = graph.shape(of: Node(position)).rank
      parents += parents.count..<parents.count + rank
      join(Node(position), graph)
    }
  }

  func isKnown(_ node: Node) -> Bool { node.position < starts.count && starts[node.position] >= 0 }

  mutating func group(of node: Node, _ axis: Int) -> Int { root(starts[node.position] + axis) }

  private mutating func root(_ place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  private mutating func join(_ a: Node, _ i: Int, _ b: Node, _ j: Int) {
    let (first, second) = (group(of: a, i), group(of: b, j))
    if first != second { parents[max(first, second)] = min(first, second) }
  }

  private mutating func join(_ node: Node, _ graph: Graph) {
    let shape = graph.shape(of: node)
    let inputs = graph.inputs(of: node)
    switch graph.opcode(of: node) {
    case .matmul:
      let (a, b) = (inputs[0], inputs[1])
      let (left, right) = (graph.shape(of: a).rank, graph.shape(of: b).rank)
      join(a, left - 1, b, 0)
      if left == 2 { join(node, 0, a, 0) }
      if right == 2 { join(node, shape.rank - 1, b, 1) }
    case .transpose:
      guard case .axes(let order) = graph.attribute(of: node) else { return }
      for (new, old) in order.enumerated() { join(node, new, inputs[0], old) }
    case .broadcast:
      let before = graph.shape(of: inputs[0])
      let missing = shape.rank - before.rank
      for axis in 0..<max(before.rank, 0) where before[axis] == shape[missing + axis] {
        join(node, missing + axis, inputs[0], axis)
      }
    case Opcode("conv1d"), Opcode("conv2d"):
      let (x, w) = (inputs[0], inputs[1])
      join(node, 0, x, 0)
      join(node, 1, w, 0)
      join(x, 1, w, 1)
      // What slides over a picture makes one of a size that follows.
      for axis in 2..<shape.rank { join(node, axis, x, axis) }
    case Opcode("maxpool1d"), Opcode("maxpool2d"):
      for axis in 0..<shape.rank { join(node, axis, inputs[0], axis) }
    case Opcode("take"):
      for axis in 1..<shape.rank { join(node, axis, inputs[0], axis) }
    case Opcode("onehot"):
      for axis in 0..<shape.rank - 1 { join(node, axis, inputs[0], axis) }
    case Opcode("sum"), Opcode("mean"):
      guard case .axes(let summed) = graph.attribute(of: node) else { return }
      let kept = (0..<graph.shape(of: inputs[0]).rank).filter { !summed.contains($0) }
      for (new, old) in kept.enumerated() where new < shape.rank { join(node, new, inputs[0], old) }
    default:
      for input in inputs where graph.shape(of: input) == shape {
        for axis in 0..<shape.rank { join(node, axis, input, axis) }
      }
    }
  }
}
