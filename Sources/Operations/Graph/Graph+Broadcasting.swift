package import Tensors

extension Graph {
  /// Records an element-wise operation, with a broadcast node for every operand that is smaller.
  ///
  /// A scalar constant needs no node: no gradient flows into it.
  package mutating func elementwise(
    _ name: String, _ operands: [Node]
  ) throws(OperationError) -> Node {
    var shape = self.shape(of: operands[0])
    for operand in operands.dropFirst() {
      do throws(TensorError) {
        shape = try Shape.broadcast(shape, self.shape(of: operand))
      } catch {
        if case .tooLarge = error { throw .tensor(error) }
        throw .cannotCombine(operation: name, shape, self.shape(of: operand))
      }
    }
    let opcode = Opcode(name)
    let ready = operands.map { spread($0, to: shape) }
    switch ready.count {
    case 1: return append(opcode, ready[0])
    case 2: return append(opcode, ready[0], ready[1])
    default: return append(opcode, ready[0], ready[1], ready[2])
    }
  }

  /// The node repeated to a larger shape; itself if it fits already.
  package mutating func spread(_ node: Node, to shape: Shape) -> Node {
    if self.shape(of: node) == shape || constantValue(of: node) != nil { return node }
    return append(.broadcast, [node], shape: shape)
  }

  /// The node repeated to exactly this shape, constants too.
  package mutating func filled(_ node: Node, to shape: Shape) -> Node {
    self.shape(of: node) == shape ? node : append(.broadcast, [node], shape: shape)
  }
}
