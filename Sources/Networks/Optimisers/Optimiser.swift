import Operations

/// One way to turn a gradient into a step: W ← W - step.
package struct Optimiser: Sendable {
  /// A number that steers the rule: `momentum=0.9`.
  package struct Option: Sendable {
    package let name: String
    /// What it is unless given.
    package let value: Double
    package let meaning: String
    /// What it may be, in words.
    package let values: String
    let isAllowed: @Sendable (Double) -> Bool

    package func allows(_ value: Double) -> Bool { isAllowed(value) }
  }

  /// What an update is made from: nodes of one graph.
  struct Parts {
    let parameter: Node
    /// The gradient, weight decay included.
    let gradient: Node
    /// What the rule remembers of the parameter from step to step, at first 0.
    let slots: [Node]
    /// The learning rate, a scalar leaf.
    let rate: Node
    /// The numbers that change from step to step, scalar leaves.
    let corrections: [Node]
    let options: [Double]
  }

  package let name: String
  package let summary: String
  package let formula: String
  package let source: String
  /// The learning rate unless one is given.
  package let rate: Double
  package let options: [Option]
  /// Whether each step draws one example at random, if no size of batches is given.
  package let drawsExamples: Bool
  /// The names of what it remembers of every parameter.
  package let slots: [String]
  /// Numbers that follow from the step, counted from 1.
  let corrections: [@Sendable (_ step: Int, _ options: [Double]) -> Double]
  /// The new parameter, then the new slots.
  let record: @Sendable (inout Graph, Parts) -> [Node]

  package static func named(_ name: String) -> Optimiser? { all.first { $0.name == name } }

  /// Every optimiser.
  package static let all: [Optimiser] = [gradientDescent, stochastic, momentum, adam]

  /// Whether an optimiser has an option of this name.
  package static func isOption(_ name: String) -> Bool {
    all.contains { $0.options.contains { $0.name == name } }
  }
}

extension Optimiser {
  private static let step: @Sendable (inout Graph, Parts) -> [Node] = { graph, parts in
    [graph.descended(parts.parameter, parts.gradient, parts.rate)]
  }

  private static func fraction(_ name: String, _ value: Double, _ meaning: String) -> Option {
    Option(name: name, value: value, meaning: meaning, values: "at least 0 and below 1") {
      (0..<1).contains($0)
    }
  }

  private static let gradientDescent = Optimiser(
    name: "gd", summary: "Gradient descent: against the gradient, scaled by the learning rate.",
    formula: "W ← W - lr ∂J/∂W", source: "CS229 (7.10)", rate: 0.1, options: [],
    drawsExamples: false, slots: [], corrections: [], record: step)

  private static let stochastic = Optimiser(
    name: "sgd", summary: "Gradient descent on one example drawn at random each step.",
    formula: "W ← W - lr ∂J_i/∂W, i uniform over the rows", source: "CS229 algorithm 1",
    rate: 0.1, options: [], drawsExamples: true, slots: [], corrections: [], record: step)

  private static let momentum = Optimiser(
    name: "momentum", summary: "Steps add up while the gradient keeps its direction.",
    formula: "v ← momentum·v + g, W ← W - lr·v", source: "Polyak 1964; as torch.optim.SGD",
    rate: 0.1, options: [fraction("momentum", 0.9, "the share of the last step that is kept")],
    drawsExamples: false, slots: ["v"], corrections: []
  ) { graph, parts in
    let shape = graph.shape(of: parts.parameter)
    let kept = graph.multiply(graph.constant(parts.options[0]), parts.slots[0])
    let speed = graph.filled(graph.add(kept, parts.gradient), to: shape)
    return [graph.descended(parts.parameter, speed, parts.rate), speed]
  }

  private static let adam = Optimiser(
    name: "adam", summary: "Steps of even size: the mean gradient over its root mean square.",
    formula: "m ← beta1·m + (1 - beta1)·g, v ← beta2·v + (1 - beta2)·g²,"
      + " W ← W - lr·m̂/(√v̂ + eps) with m̂ = m/(1 - beta1ᵗ), v̂ = v/(1 - beta2ᵗ)",
    source: "Kingma and Ba 2015, algorithm 1", rate: 0.001,
    options: [
      fraction("beta1", 0.9, "how slowly the mean of gradients forgets"),
      fraction("beta2", 0.999, "how slowly the mean of their squares forgets"),
      Option(
        name: "eps", value: 1e-8, meaning: "what keeps the division from 0",
        values: "0 or more"
      ) { $0 >= 0 && $0.isFinite },
    ], drawsExamples: false, slots: ["m", "v"],
    corrections: [
      { step, options in 1 / (1 - power(options[0], step)) },
      { step, options in 1 / (1 - power(options[1], step)) },
    ]
  ) { graph, parts in
    let shape = graph.shape(of: parts.parameter)
    let (beta1, beta2) = (parts.options[0], parts.options[1])
    func blended(_ old: Node, _ new: Node, _ share: Double) -> Node {
      let kept = graph.multiply(graph.constant(share), old)
      return graph.add(kept, graph.multiply(graph.constant(1 - share), new))
    }
    let square = graph.multiply(parts.gradient, parts.gradient)
    let mean = blended(parts.slots[0], parts.gradient, beta1)
    let variance = blended(parts.slots[1], square, beta2)
    let size = graph.call(
      "sqrt", graph.multiply(variance, graph.filled(parts.corrections[1], to: shape)))
    let direction = graph.divide(
      graph.multiply(mean, graph.filled(parts.corrections[0], to: shape)),
      graph.add(size, graph.constant(parts.options[2])))
    return [graph.descended(parts.parameter, direction, parts.rate), mean, variance]
  }

  /// x to the power n by repeated squares.
  private static func power(_ x: Double, _ n: Int) -> Double {
    var (result, square, rest) = (1.0, x, n)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}

extension Graph {
  /// W - rate·direction.
  fileprivate mutating func descended(_ weight: Node, _ direction: Node, _ rate: Node) -> Node {
    let shape = self.shape(of: weight)
    return append(.subtract, weight, append(.multiply, filled(rate, to: shape), direction))
  }
}
