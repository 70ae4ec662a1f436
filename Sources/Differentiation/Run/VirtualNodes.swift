import Operations
import Tensors

extension PlanLayout {
  /// Marks the nodes that need no step and notes whose memory they read.
  static func virtualNodes(
    _ inputs: PlanInputs, _ outputs: [Node],
    owner: inout ContiguousArray<Int32>, isTransposed: inout ContiguousArray<Bool>
  ) -> ContiguousArray<Bool> {
    let (graph, needed) = (inputs.graph, inputs.needed)
    let kernels = ElementwiseTable.shared.kernels
    var onlyElementwise = ContiguousArray<Bool>(repeating: true, count: needed.count)
    var onlyProducts = ContiguousArray<Bool>(repeating: true, count: needed.count)
    for position in needed.indices where needed[position] {
      let opcode = graph.records[position].opcode
      if graph.records[position].arity == 0 { continue }
      for input in inputs(Node(position)) {
        if kernels[opcode.index] == nil { onlyElementwise[input.position] = false }
        if opcode != .matmul || graph.shape(of: input).rank != 2 {
          onlyProducts[input.position] = false
        }
      }
    }
    for node in outputs {
      onlyElementwise[node.position] = false
      onlyProducts[node.position] = false
    }
    var isVirtual = ContiguousArray<Bool>(repeating: false, count: needed.count)
    for position in needed.indices where needed[position] {
      let record = graph.records[position]
      if record.arity == 0 {
        isVirtual[position] = true
      } else if record.opcode == .reshape {
        isVirtual[position] = true
        owner[position] = owner[Int(record.a)]
      } else if record.opcode == .broadcast, onlyElementwise[position],
        graph.shape(of: Node(raw: record.a)).count == 1
      {
        isVirtual[position] = true
        owner[position] = owner[Int(record.a)]
      } else if record.opcode == .transpose, onlyProducts[position],
        graph.shape(of: Node(position)).rank == 2,
        !isTransposed[Int(record.a)]
      {
        isVirtual[position] = true
        isTransposed[position] = true
        owner[position] = owner[Int(record.a)]
      }
    }
    return isVirtual
  }
}
