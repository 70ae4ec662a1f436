package import Differentiation
package import Operations
package import Tensors

/// A loss that training looks at now and then, without learning from it.
package struct TestLoss {
  private let plan: Plan
  private let outputs: [Node]
  private let leaves: [Node?]
  /// Where its leaves take the values of training's parameters and statistics, in their order.
  let places: [UnsafeMutablePointer<Double>?]

  /// - Parameters:
  ///   - outputs: Scalars.
  ///   - leaves: The leaf of each parameter, then of each running statistic; nil for those the
  ///     loss does not depend on.
  package init(
    _ graph: Graph, outputs: [Node], leaves: [Node?], budget: Budget
  ) throws(EvaluationError) {
    plan = try Plan(
      graph, outputs: outputs, keeping: leaves.compactMap { $0 }, budget: budget)
    self.outputs = outputs
    self.leaves = leaves
    places = leaves.map { [plan] in $0.flatMap { plan.entries(of: $0) } }
  }

  /// Every output, at the values it has taken over or was recorded with.
  package func values(
    interruption: Interruption = .never
  ) throws(EvaluationError) -> [Double] {
    try plan.run(interruption)
    return outputs.map { plan.number($0) }
  }

  /// Takes over values of the leaves, in their order.
  package func bind(_ values: [Tensor]) {
    for (leaf, value) in zip(leaves, values) {
      if let leaf { plan.bind(leaf, to: value) }
    }
  }

  func loss(_ interruption: Interruption) throws(EvaluationError) -> Double {
    try plan.run(interruption)
    return plan.number(outputs[0])
  }
}
