package import Operations
import Tensors

/// What running some nodes costs.
package struct Cost: Sendable, Equatable {
  /// Nodes that compute something.
  package var nodes = 0
  /// Arithmetic operations: one an element; a matrix product of n×k and k×m counts 2nkm.
  package var operations = 0
  /// Bytes of all results.
  package var bytes = 0
}

extension Graph {
  /// The cost of everything the outputs need, within a range of nodes.
  package func cost(of outputs: [Node], within range: Range<Int>? = nil) -> Cost {
    let needed = needed(for: outputs)
    let counted = range.map { $0.clamped(to: needed.indices) } ?? needed.indices
    var cost = Cost()
    for position in counted where needed[position] {
      let node = Node(position)
      if opcode(of: node).isLeaf { continue }
      cost.nodes += 1
      cost.operations = cost.operations.saturatingAdd(operations(of: node))
      cost.bytes = cost.bytes.saturatingAdd(shape(of: node).count * 8)
    }
    return cost
  }

  private func operations(of node: Node) -> Int {
    let output = shape(of: node).count
    let inputs = inputs(of: node).map { shape(of: $0) }
    switch operation(of: node).name {
    case "matmul": return 2 * output * inputs[1][0]
    case "conv2d": return 2 * output * inputs[1].count / max(inputs[1][0], 1)
    case "conv_input_gradient": return 2 * inputs[0].count * inputs[1].count / max(inputs[1][0], 1)
    case "conv_weight_gradient": return 2 * inputs[1].count * output / max(inputs[1][1], 1)
    case "reshape", "transpose", "broadcast", "slice", "unslice", "concat", "take": return 0
    default: return max(output, inputs.map(\.count).max() ?? 0)
    }
  }
}

extension Int {
  fileprivate func saturatingAdd(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
