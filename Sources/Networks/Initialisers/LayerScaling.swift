package import Differentiation
package import Operations
package import Tensors

/// Layer-sequential unit variance (Mishkin and Matas 2016).
///
/// Layer after layer, a weight is divided by the root of the variance of what it gives until that is
/// 1 within `tolerance`: W ← W/√Var(layer).
package enum LayerScaling {
  package static let tolerance = 0.01
  /// How often one layer is scaled at most.
  package static let rounds = 10

  /// Scales so many layers, the first first.
  /// - Parameters:
  ///   - variance: That of a layer's output on data.
  ///   - divide: Divides a layer's weight by a number.
  /// - Returns: The variance of each layer in the end.
  @discardableResult
  package static func run<Failure: Error>(
    layers: Int, variance: (Int) throws(Failure) -> Double, divide: (Int, Double) -> Void
  ) throws(Failure) -> [Double] {
    var variances: [Double] = []
    for layer in 0..<layers {
      var current = try variance(layer)
      for _ in 0..<rounds {
        // A layer that gives nothing, or nothing finite, cannot be scaled to anything.
        guard abs(current - 1) > tolerance, current > 0, current.isFinite else { break }
        divide(layer, current.squareRoot())
        current = try variance(layer)
      }
      variances.append(current)
    }
    return variances
  }

  /// Scales weights of a recorded computation.
  /// - Parameters:
  ///   - output: What the weights lead to.
  ///   - weights: Leaves of the graph, in order of the layers; each must enter a product or a
  ///     convolution on the way to `output`.
  /// - Returns: The weights scaled and the variance of each layer's output.
  package static func scaled(
    _ graph: Graph, of output: Node, weights: [Node], budget: Budget
  ) throws(EvaluationError) -> (weights: [Tensor], variances: [Double]) {
    let outputs = weights.map { layer(of: $0, in: graph, before: output) ?? output }
    let plan = try Plan(graph, outputs: outputs, keeping: weights, budget: budget)
    let variances = try run(layers: weights.count) { layer throws(EvaluationError) in
      try plan.run(budget.interruption)
      return try variance(
        UnsafeBufferPointer(
          start: plan.entries(of: outputs[layer]), count: graph.shape(of: outputs[layer]).count),
        budget.interruption)
    } divide: { layer, scale in
      guard let entries = plan.entries(of: weights[layer]) else { return }
      for index in 0..<graph.shape(of: weights[layer]).count { entries[index] /= scale }
    }
    return (weights.map { plan.tensor($0) }, variances)
  }

  /// What a weight is multiplied into first: a product or a convolution.
  package static func layer(of weight: Node, in graph: Graph, before output: Node) -> Node? {
    let needed = graph.needed(for: [output])
    var carriers: Set<Node> = [weight]
    for position in needed.indices where needed[position] {
      let node = Node(position)
      guard graph.inputs(of: node).contains(where: carriers.contains) else { continue }
      switch graph.operation(of: node).name {
      case "transpose", "reshape", "identity": carriers.insert(node)
      default: return node
      }
    }
    return nil
  }

  /// The variance of a layer's output; NaN where some of it is not finite.
  static func variance(
    _ values: UnsafeBufferPointer<Double>, _ interruption: Interruption
  ) throws(EvaluationError) -> Double {
    do throws(Interrupted) {
      let summary = try TensorSummary(of: values, interruption: interruption)
      return summary.count == values.count ? summary.deviation * summary.deviation : .nan
    } catch { throw .interrupted }
  }
}
