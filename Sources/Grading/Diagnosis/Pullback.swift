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
    let stride = shape.strides[axis]
    let mask = Tensor(
      shape: shape,
      values: (0..<shape.count).map { indices.contains($0 / stride % shape[axis]) ? 1 : 0 })
    return multiply(node, leaf(mask, role: .data))
  }
}
