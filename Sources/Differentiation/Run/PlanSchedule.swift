import Operations
import Tensors

/// The order in which a plan runs its nodes: chains of element-wise nodes together.
struct PlanSchedule {
  enum Group {
    /// Element-wise nodes of `count` elements, in order.
    case fused(count: Int, nodes: [Int32])
    case single(Int32)
  }

  private(set) var groups: [Group] = []

  /// How far ahead a chain looks for nodes that can join it.
  private static let reach = 64

  /// - Parameters:
  ///   - isVirtual: Nodes that need no step: leaves, reshapes, folded transposes.
  ///   - owner: The node whose memory a node uses: itself, or what a virtual one looks at.
  init(
    _ graph: Graph, needed: ContiguousArray<Bool>, isVirtual: ContiguousArray<Bool>,
    owner: ContiguousArray<Int32>, interruption: Interruption
  ) throws(EvaluationError) {
    let elementwise = ElementwiseTable.shared.kernels
    var pending: [Int32] = []
    for position in needed.indices where needed[position] && !isVirtual[position] {
      pending.append(Int32(position))
    }
    // A virtual node is ready as soon as its owner is; leaves always are.
    var isDone = isVirtual
    func isReady(_ node: Node) -> Bool { isDone[Int(owner[node.position])] }

    var next = 0
    while next < pending.count {
      if next & 0xFFF == 0, interruption.isRequested { throw .interrupted }
      let position = Int(pending[next])
      if isDone[position] {
        next += 1
        continue
      }
      let record = graph.records[position]
      guard elementwise[record.opcode.index] != nil else {
        groups.append(.single(Int32(position)))
        isDone[position] = true
        next += 1
        continue
      }
      let count = graph.shapes[Int(record.shape)].count
      var nodes = [Int32(position)]
      isDone[position] = true
      for candidate in pending[(next + 1)..<min(next + 1 + PlanSchedule.reach, pending.count)] {
        let other = graph.records[Int(candidate)]
        guard !isDone[Int(candidate)], elementwise[other.opcode.index] != nil,
          graph.shapes[Int(other.shape)].count == count,
          graph.allInputs(of: Node(raw: candidate), isReady)
        else { continue }
        nodes.append(candidate)
        isDone[Int(candidate)] = true
      }
      groups.append(.fused(count: count, nodes: nodes))
      next += 1
    }
  }
}
