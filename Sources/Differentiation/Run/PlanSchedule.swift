import Operations
import Tensors

/// The order in which a plan runs its nodes, and which of them share a loop.
struct PlanSchedule {
  /// What runs as one step.
  struct Group {
    /// Nodes that walk through `count` entries together, in order; sums of their rows at the end.
    var nodes: [Int32]
    var count: Int
    /// The matrix product whose rows the loop takes while they are in the cache.
    var product: Int32?
    /// Whether this is one node with a kernel of its own.
    var isSingle = false

    var all: [Int32] { (product.map { [$0] } ?? []) + nodes }
  }

  private(set) var groups: [Group] = []

  private let inputs: PlanInputs
  private let owner: ContiguousArray<Int32>
  private let isFusable: ContiguousArray<Bool>
  private let isOutput: ContiguousArray<Bool>
  private var isDone: ContiguousArray<Bool>
  /// Uses of an owner that are not scheduled yet.
  private var uses: ContiguousArray<Int32>
  /// The group of a scheduled node.
  private var home: ContiguousArray<Int32>
  private var pending: [Int32] = []

  /// How far ahead a loop looks for nodes that can join it.
  private static let reach = 64
  /// The widest rows that a loop adds up on its way.
  static let widestSum = 512
  /// The most entries of the right factor for which a product is cut into blocks of rows.
  private static let smallFactor = 1 << 14

  /// - Parameters:
  ///   - isVirtual: Nodes that need no step: leaves, reshapes, folded transposes.
  ///   - owner: The node whose memory a node uses: itself, or what a virtual one looks at.
  init(
    _ inputs: PlanInputs, outputs: [Node], isVirtual: ContiguousArray<Bool>,
    owner: ContiguousArray<Int32>, interruption: Interruption
  ) throws(EvaluationError) {
    self.inputs = inputs
    self.owner = owner
    let count = isVirtual.count
    isDone = isVirtual
    uses = ContiguousArray(repeating: 0, count: count)
    home = ContiguousArray(repeating: -1, count: count)
    var isOutput = ContiguousArray(repeating: false, count: count)
    for node in outputs { isOutput[Int(owner[node.position])] = true }
    self.isOutput = isOutput
    let kernels = ElementwiseTable.shared.kernels
    var isFusable = ContiguousArray(repeating: false, count: count)
    for position in 0..<count where inputs.needed[position] && !isVirtual[position] {
      pending.append(Int32(position))
      for input in inputs(Node(position)) { uses[Int(owner[input.position])] += 1 }
      isFusable[position] =
        kernels[inputs.opcode(position).index] != nil || inputs.spread(position) != nil
    }
    self.isFusable = isFusable

    for next in pending.indices {
      if next & 0xFFF == 0, interruption.isRequested { throw .interrupted }
      let node = pending[next]
      if isDone[Int(node)] { continue }
      if isFusable[Int(node)] {
        let nodes = gather(from: next, count: inputs.count(Int(node)))
        groups.append(Group(nodes: nodes, count: inputs.count(Int(node)), product: nil))
      } else {
        append(single: node, at: next)
      }
    }
  }

  /// A node with a kernel of its own; a matrix product with the loop that takes it up.
  private mutating func append(single node: Int32, at next: Int) {
    schedule(node)
    let count = inputs.count(Int(node))
    if inputs.opcode(Int(node)) == .matmul, count > 1, PlanSchedule.blockRows(node, inputs) != nil {
      let nodes = gather(from: next + 1, count: count, product: node)
      if !nodes.isEmpty {
        groups.append(Group(nodes: nodes, count: count, product: node))
        return
      }
    }
    groups.append(Group(nodes: [node], count: count, product: nil, isSingle: true))
  }

  private func columns(of product: Int32) -> Int {
    let shape = inputs.graph.shape(of: inputs.graph.inputs(of: Node(raw: product))[1])
    return shape.rank == 2 ? shape[1] : 1
  }

  /// How many rows of a product a loop takes at a time; nil where the product is better whole.
  static func blockRows(_ node: Int32, _ inputs: PlanInputs) -> Int? {
    let graph = inputs.graph
    let factors = graph.inputs(of: Node(raw: node)).map { graph.shape(of: $0) }
    let rows = factors[0].rank == 2 ? factors[0][0] : 1
    let columns = factors[1].rank == 2 ? factors[1][1] : 1
    guard rows > 0, columns > 0 else { return nil }
    // The block and, if it is small, the right factor stay in the first cache.
    let entries = factors[1].count <= 2048 ? 2048 : 16384
    let some = max(entries / columns / 8 * 8, 16)
    return rows <= some || factors[1].count <= smallFactor ? min(rows, some) : nil
  }

  private mutating func schedule(_ node: Int32) {
    isDone[Int(node)] = true
    home[Int(node)] = Int32(groups.count)
    for input in inputs(Node(raw: node)) { uses[Int(owner[input.position])] -= 1 }
  }

  private mutating func unschedule(_ node: Int32) {
    isDone[Int(node)] = false
    home[Int(node)] = -1
    for input in inputs(Node(raw: node)) { uses[Int(owner[input.position])] += 1 }
  }

  /// The nodes that join a loop; none if there is a product that no loop takes up.
  ///
  /// Neighbours in the recording join as soon as their inputs are there. Nodes behind others that
  /// run by themselves join only if that saves an intermediate value its memory: a result computed
  /// early would only lie about.
  private mutating func gather(from start: Int, count: Int, product: Int32? = nil) -> [Int32] {
    let group = Int32(groups.count)
    var nodes: [Int32] = []
    var isBehind = false
    let end = min(start + PlanSchedule.reach, pending.count)
    for candidate in pending[start..<end] where !isDone[Int(candidate)] {
      guard isFusable[Int(candidate)] else {
        isBehind = true
        continue
      }
      guard inputs.count(Int(candidate)) == count else { continue }
      var joining: [Int32] = []
      guard pull(candidate, count, into: &joining) else { continue }
      if isBehind || joining.count > 1 {
        guard savesMemory(joining, group) else { continue }
      }
      for node in joining { schedule(node) }
      nodes += joining
    }
    if let product, !nodes.contains(where: { reads(Node(raw: $0), product) }) {
      for node in nodes { unschedule(node) }
      return []
    }
    var width = product.map { columns(of: $0) }
    for candidate in pending[start..<end] where !isDone[Int(candidate)] {
      guard let own = inputs.summedWidth(Int(candidate)), own <= PlanSchedule.widestSum,
        width == nil || width == own
      else { continue }
      let source = Int(owner[Int(inputs.graph.records[Int(candidate)].a)])
      guard home[source] == group, nodes.contains(Int32(source)) else { continue }
      width = own
      schedule(candidate)
      nodes.append(candidate)
    }
    return nodes
  }

  private func reads(_ node: Node, _ other: Int32) -> Bool {
    inputs(node).contains { owner[$0.position] == other }
  }

  /// The node after those of its inputs that are not computed yet; false if one cannot join.
  private func pull(_ node: Int32, _ count: Int, into joining: inout [Int32]) -> Bool {
    if isDone[Int(node)] || joining.contains(node) { return true }
    guard joining.count < 8, isFusable[Int(node)], inputs.count(Int(node)) == count else {
      return false
    }
    for input in inputs(Node(raw: node)) {
      guard pull(owner[input.position], count, into: &joining) else { return false }
    }
    joining.append(node)
    return true
  }

  /// Whether a value of the group is needed no longer once these nodes have joined.
  private func savesMemory(_ joining: [Int32], _ group: Int32) -> Bool {
    var reads: [Int32: Int32] = [:]
    for node in joining {
      for input in inputs(Node(raw: node)) { reads[owner[input.position], default: 0] += 1 }
    }
    return reads.contains { source, count in
      home[Int(source)] == group && !isOutput[Int(source)] && uses[Int(source)] == count
    }
  }

  // MARK: - What never changes, and new values of leaves

  /// The largest value that is kept so as not to be computed again.
  private static let largestConstant = 1 << 20

  /// Moves nodes with a kernel of their own that read nothing but leaves which never change to the
  /// beginning, and says how many there are.
  mutating func moveConstantsFirst(changing leaves: [Node]) -> Int {
    let changing = Set(leaves.map(\.index))
    func isConstant(_ group: Group) -> Bool {
      group.isSingle && group.count <= PlanSchedule.largestConstant
        && inputs(Node(raw: group.nodes[0])).allSatisfy {
          let source = owner[$0.position]
          return inputs.graph.records[Int(source)].arity == 0 && !changing.contains(source)
        }
    }
    let first = groups.filter(isConstant)
    groups = first + groups.filter { !isConstant($0) }
    return first.count
  }

  /// Moves the groups that do nothing but compute values which leaves take at the end of a run to
  /// the end, and says where they begin.
  mutating func moveLast(_ values: [Node]) -> Int {
    let isValue = Set(values.map { owner[$0.position] })
    var isRead = ContiguousArray(repeating: false, count: isDone.count)
    for (index, group) in groups.enumerated() {
      for node in group.all {
        for input in inputs(Node(raw: node)) {
          let source = Int(owner[input.position])
          if home[source] != Int32(index) { isRead[source] = true }
        }
      }
    }
    func isLast(_ index: Int) -> Bool {
      let group = groups[index]
      guard !group.isSingle, !group.nodes.contains(where: { inputs.summedWidth(Int($0)) != nil })
      else { return false }
      if let product = group.product {
        let factors = inputs.graph.inputs(of: Node(raw: product))
        // Once leaves change nobody can stop the run: nothing long may happen then.
        let inner = inputs.graph.shape(of: factors[1])[0]
        guard group.count.multipliedReportingOverflow(by: inner).partialValue < 1 << 24 else {
          return false
        }
      }
      return group.all.allSatisfy { node in
        !isRead[Int(node)] && (isValue.contains(node) || !isOutput[Int(node)])
      } && group.all.contains { isValue.contains($0) }
    }
    let last = groups.indices.filter(isLast)
    let isMoved = Set(last)
    let first = groups.indices.filter { !isMoved.contains($0) }
    groups = (first + last).map { groups[$0] }
    return groups.count - last.count
  }
}
