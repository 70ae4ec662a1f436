import Tensors

extension Operation {
  private static func penalty(
    _ name: String, summary: String, formula: String, derivative: String,
    convention: String, source: String,
    each: @escaping @Sendable (inout Graph, Node) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .penalty, summary: summary, parameters: [Parameter("w")],
      formula: formula, derivative: derivative, shapes: "any shape to a scalar",
      convention: convention
        + " Of a network: over its weights; biases=true: over everything it learns.",
      example: "\(name)([1, -2])", source: source,
      meaning: .record { graph, arguments throws(OperationError) in
        graph.sumOfAll(each(&graph, arguments.node(0)))
      })
  }

  static let l2 = penalty(
    "l2", summary: "The sum of squares: pulls weights towards 0.", formula: "Σ w²",
    derivative: "2v w", convention: "No factor ½; write 0.5 * lambda * l2(W) for that.",
    source: "Northeastern lecture 14, weight decay"
  ) { graph, w in graph.append(.power, w, graph.constant(2)) }

  static let l1 = penalty(
    "l1", summary: "The sum of absolute values: pulls weights to exactly 0.", formula: "Σ |w|",
    derivative: "v sign(w)", convention: "The derivative at 0 is 0.",
    source: "UCLA C147 lecture 8, regularisation"
  ) { graph, w in graph.append(Opcode("abs"), w) }
}
