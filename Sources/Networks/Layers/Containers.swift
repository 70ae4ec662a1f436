import Operations
import Tensors

/// Layers made around networks.
extension LayerEntry {
  static let residual = LayerEntry(
    "residual", "Adds what a network makes of its input to the input itself.",
    parameters: [Parameter("inner")], formula: "x + inner(x)", learns: "what inner learns",
    shapes: "inner keeps the shape",
    example: "net = affine(2, 4) -> residual(relu -> affine(4, 4)); net([1, 2; 3, 4])",
    source: "CS229 (7.37) to (7.39), ResNet-S", inner: .one
  ) { graph, call throws(OperationError) in
    guard let inner = call.inner.first else { return .node(call.x) }
    let (before, after) = (graph.shape(of: call.x), graph.shape(of: inner))
    guard before == after else {
      throw .shape(
        operation: "residual", argument: "inner's result", expected: "\(before)", got: after)
    }
    return .node(graph.append(.add, call.x, inner))
  }

  static let ensemble = LayerEntry(
    "ensemble", "The average of what several networks make of the input.",
    parameters: [Parameter("nets", .tensors)], formula: "(1/m) Σ net_i(x)",
    learns: "what the networks learn", shapes: "all networks give one shape",
    convention: "Average probabilities or scores, as the networks end: "
      + "ensemble(net1 -> softmax, net2 -> softmax).",
    example: "net1 = affine(2, 3); net2 = affine(2, 3); both = ensemble(net1, net2); both([1, 2])",
    source: "UCLA C147 lecture 8, bagging and ensembles", inner: .many
  ) { graph, call throws(OperationError) in
    guard var total = call.inner.first else { return .node(call.x) }
    let shape = graph.shape(of: total)
    for output in call.inner.dropFirst() {
      guard graph.shape(of: output) == shape else {
        throw .cannotCombine(operation: "ensemble", shape, graph.shape(of: output))
      }
      total = graph.append(.add, total, output)
    }
    let count = graph.constant(Double(call.inner.count))
    return .node(graph.append(.divide, total, count))
  }
}
