import Differentiation
import Operations
import Tensors

extension Graph {
  /// What a step would hand on for another upstream gradient.
  mutating func pullback(_ step: BackwardStep, upstream: Node) -> Node {
    pullback(step, inputs: inputs(of: step.consumer), upstream: upstream)
  }

  /// What a step would hand on if its operation had been given other inputs.
  mutating func pullback(_ step: BackwardStep, inputs: [Node], upstream: Node) -> Node {
    pullback(step, inputs: inputs, attribute(of: step.consumer), upstream: upstream)
  }

  /// What a step would hand on if something else stood beside the input that it leads to.
  mutating func pullback(
    _ step: BackwardStep, upstream: Node, beside other: (inout Graph, Node) -> Node
  ) -> Node {
    var inputs = self.inputs(of: step.consumer)
    for slot in inputs.indices where slot != step.slot { inputs[slot] = other(&self, inputs[slot]) }
    return pullback(step, inputs: inputs, upstream: upstream)
  }

  /// The same for another attribute: a window that lies elsewhere.
  mutating func pullback(
    _ step: BackwardStep, inputs: [Node], _ attribute: Attribute, upstream: Node
  ) -> Node {
    var inputs = inputs
    // A node of its own, so that nothing else of the graph leads from it to the operation.
    inputs[step.slot] = append(Opcode("identity"), inputs[step.slot])
    let again =
      operation(of: step.consumer).elementwise != nil
      ? append(copying: step.consumer, inputs: inputs)
      : append(
        opcode(of: step.consumer), inputs, attribute, shape: shape(of: step.consumer))
    let seed = filled(upstream, to: shape(of: step.consumer))
    return gradient(of: again, wrt: [inputs[step.slot]], seed: seed).gradients[0]
  }

  /// A tensor with nothing but the entries at some indices of an axis left.
  mutating func keeping(_ indices: Set<Int>, along axis: Int, of node: Node) -> Node {
    let shape = self.shape(of: node)
    let mask = Tensor(
      shape: Shape(shape.dimensions.indices.map { $0 == axis ? shape[axis] : 1 }),
      values: (0..<shape[axis]).map { indices.contains($0) ? 1 : 0 })
    return multiply(node, spread(leaf(mask, role: .data), to: shape))
  }
}
