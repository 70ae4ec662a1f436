/// Entries made from rules written over an algebra.
extension Operation {
  init<R: UnaryRule>(_ rule: R.Type) {
    let x = Formula.symbol("x")
    self.init(
      rule, parameters: [Parameter("x")], shapes: "element by element",
      Elementwise(
        inputs: ["x"], formula: R.value(x), partials: [R.derivative(x, .symbol("y"))],
        kernel: ElementwiseKernel(rule), domains: R.domains, isDifferentiable: R.isDifferentiable,
        isPiecewise: R.isPiecewise))
  }

  init<R: BinaryRule>(_ rule: R.Type) {
    let (first, second, fallback) = R.arguments
    let (a, b) = (Formula.symbol(first), Formula.symbol(second))
    let partials = R.derivatives(a, b, .symbol("y"))
    self.init(
      rule,
      parameters: [
        Parameter(first), Parameter(second, .tensor, fallback.map { .number($0) } ?? .required),
      ], shapes: "element by element; shapes broadcast as in NumPy",
      Elementwise(
        inputs: [first, second], formula: R.value(a, b), partials: [partials.0, partials.1],
        kernel: ElementwiseKernel(rule), domains: R.domains, isDifferentiable: R.isDifferentiable,
        isPiecewise: R.isPiecewise))
  }

  private init(
    _ rule: any Rule.Type, parameters: [Parameter], shapes: String, _ elementwise: Elementwise
  ) {
    let name = rule.name
    self.init(
      name: name, aliases: rule.aliases, category: rule.category, summary: rule.summary,
      parameters: parameters, notation: rule.notation,
      shapes: shapes, convention: rule.convention, example: rule.example, source: rule.source,
      behaviour: .elementwise(elementwise),
      meaning: .record { graph, arguments throws(OperationError) in
        try graph.elementwise(name, arguments.values.indices.map { arguments.node($0) })
      })
  }

  /// `where(c, a, b)`: the one element-wise operation of three inputs.
  static let selection = Operation(
    name: "where", category: .elementary,
    summary: "a where c is not zero, b elsewhere; the gradient goes to the one that was taken.",
    parameters: [Parameter("c"), Parameter("a"), Parameter("b")],
    formula: "a if c ≠ 0, else b", derivative: "∂y/∂a = [c ≠ 0], ∂y/∂b = [c = 0], ∂y/∂c = 0",
    shapes: "element by element; shapes broadcast as in NumPy",
    example: "where([1, 0], 2, 3)",
    behaviour: .elementwise(
      Elementwise(
        inputs: ["c", "a", "b"],
        formula: .apply("where", [.symbol("c"), .symbol("a"), .symbol("b")]),
        partials: [
          0, .call(.notEqual, .symbol("c"), 0), .equal(.symbol("c"), 0),
        ],
        kernel: .selection, domains: [0.5...1, -2.5...2.5, -2.5...2.5], isDifferentiable: true,
        isPiecewise: true)),
    meaning: .record { graph, arguments throws(OperationError) in
      try graph.elementwise("where", [arguments.node(0), arguments.node(1), arguments.node(2)])
    })
}
