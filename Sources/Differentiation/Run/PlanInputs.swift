import Operations
import Tensors

/// What a plan computes: the needed nodes and where each takes its inputs from.
struct PlanInputs {
  let graph: Graph
  let needed: ContiguousArray<Bool>
  /// The relu of a node.
  private let rectified: [Int32: Int32]

  private static let relu = Opcode("relu")
  private static let greater = Opcode("greater")

  init(_ graph: Graph, outputs: [Node]) {
    self.graph = graph
    needed = graph.needed(for: outputs)
    var rectified: [Int32: Int32] = [:]
    for position in needed.indices where needed[position] {
      let record = graph.records[position]
      if record.opcode == PlanInputs.relu, record.shape != 0, rectified[record.a] == nil {
        rectified[record.a] = Int32(position)
      }
    }
    self.rectified = rectified
  }

  /// The inputs of a node.
  ///
  /// Whether x is above 0 is read off relu(x), which is needed anyway: then x need not be kept.
  func callAsFunction(_ node: Node) -> [Node] {
    let record = graph.records[node.position]
    if record.opcode == PlanInputs.greater, let relu = rectified[record.a], relu < node.index,
      graph.constantValue(of: Node(raw: record.b)) == 0
    {
      return [Node(raw: relu), Node(raw: record.b)]
    }
    return graph.inputs(of: node)
  }

  func count(_ position: Int) -> Int { graph.shapes[Int(graph.records[position].shape)].count }

  func opcode(_ position: Int) -> Opcode { graph.records[position].opcode }

  // MARK: - What a loop can do

  /// How a broadcast repeats: entry i of the result is entry i / run % count of the input.
  func spread(_ position: Int) -> (run: Int, count: Int)? {
    let record = graph.records[position]
    guard record.opcode == .broadcast else { return nil }
    let small = graph.shape(of: Node(raw: record.a)).dimensions
    let large = graph.shape(of: Node(position)).dimensions
    let missing = large.count - small.count
    let own = large.indices.filter { $0 >= missing && small[$0 - missing] > 1 }
    guard !large.contains(0) else { return nil }
    guard let first = own.first, let last = own.last else {
      return (large.reduce(1, *), 1)
    }
    guard (first...last).allSatisfy({ large[$0] == 1 || own.contains($0) }) else { return nil }
    return (
      large[(last + 1)...].reduce(1, *), own.reduce(1) { $0 * large[$1] }
    )
  }

  /// The width of the rows that a node adds up, if it adds up rows.
  func summedWidth(_ position: Int) -> Int? {
    let record = graph.records[position]
    guard record.opcode == .sum,
      case .axes(let axes) = graph.attribute(of: Node(position)), axes.first == 0,
      axes == Array(0..<axes.count)
    else { return nil }
    let shape = graph.shape(of: Node(raw: record.a))
    let width = shape.dimensions[axes.count...].reduce(1, *)
    return shape.count > 0 && width > 1 ? width : nil
  }
}
