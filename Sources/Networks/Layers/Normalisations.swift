package import Operations
import Tensors

extension LayerEntry {
  /// How much of a batch's statistic goes into the running one.
  package static let momentum = 0.1

  private static let epsilon = Parameter("eps", .number, .number(1e-5))

  private static func scaleAndShift(_ count: Int) -> [Weight] {
    [
      Weight(name: "gamma", kind: .offset, shape: [count], start: .filled(1)),
      Weight(name: "beta", kind: .offset, shape: [count], start: .filled(0)),
    ]
  }

  static let layerNorm = LayerEntry(
    "layernorm", "Normalises each example over its own entries, then scales and shifts.",
    parameters: [Parameter("n", .integer), epsilon],
    formula: "gamma ⊙ (x - μ)/√(σ² + eps) + beta, μ and σ² over the last axis",
    learns: "gamma n, beta n", shapes: "the last axis has n entries",
    convention: "σ² divides by n.", example: "net = layernorm(3); net([1, 2, 3; 4, 4, 8])",
    source: "CS229 (7.40), (7.41)",
    problem: { sizeProblem("layernorm", ["n"], $0) },
    weights: { scaleAndShift($0.integer(0)) }, input: { .columns($0.integer(0)) }
  ) { _, call in
    .call(
      "layernorm",
      [.node(call.x), call.weight("gamma"), call.weight("beta"), call.settings.values[1]])
  }

  static let groupNorm = LayerEntry(
    "groupnorm", "Normalises each example over groups of features, then scales and shifts.",
    parameters: [Parameter("n", .integer), Parameter("groups", .integer), epsilon],
    formula: "gamma ⊙ (x - μ)/√(σ² + eps) + beta, μ and σ² over each group",
    learns: "gamma n, beta n", shapes: "N×n or N×n×H×W; groups divides n",
    example: "net = groupnorm(4, 2); net([1, 2, 3, 5; 2, 2, 4, 8])",
    source: "UCLA C147 lecture 8, other norms",
    problem: { settings in
      if let problem = sizeProblem("groupnorm", ["n", "groups"], settings) { return problem }
      let (count, groups) = (settings.integer(0), settings.integer(1))
      return count % groups == 0
        ? nil : .notDivisible(operation: "groupnorm", size: count, by: groups)
    },
    weights: { scaleAndShift($0.integer(0)) }, input: { .features($0.integer(0)) }
  ) { _, call in
    .call(
      "groupnorm",
      [
        .node(call.x), call.settings.values[1], call.weight("gamma"), call.weight("beta"),
        call.settings.values[2],
      ])
  }

  static let batchNorm = LayerEntry(
    "batchnorm", "Normalises each feature over the batch, then scales and shifts.",
    parameters: [Parameter("n", .integer), epsilon],
    formula: "gamma ⊙ (x - μ)/√(σ² + eps) + beta, μ and σ² over the rows",
    learns: "gamma n, beta n; keeps mean n, var n", shapes: "N×n or N×n×H×W",
    convention: "Training takes the batch's statistics and moves the running ones a tenth of the "
      + "way to them (the variance over n - 1); net(X, train=false) takes the running ones.",
    example: "net = batchnorm(2); net([1, 2; 3, 6])",
    source: "UCLA C147 lecture 8, batch normalisation; Ioffe and Szegedy 2015",
    problem: { sizeProblem("batchnorm", ["n"], $0) },
    weights: { settings in
      let count = settings.integer(0)
      return scaleAndShift(count) + [
        Weight(name: "mean", kind: .statistic, shape: [count], start: .filled(0)),
        Weight(name: "var", kind: .statistic, shape: [count], start: .filled(1)),
      ]
    }, input: { .features($0.integer(0)) }
  ) { graph, call throws(OperationError) in
    if call.isTraining {
      return .call(
        "batchnorm",
        [.node(call.x), call.weight("gamma"), call.weight("beta"), call.settings.values[1]])
    }
    guard let gamma = call.weights["gamma"], let beta = call.weights["beta"],
      let mean = call.weights["mean"], let variance = call.weights["var"]
    else { return .node(call.x) }
    let shape = graph.shape(of: call.x)
    // Features run along axis 1.
    let column = Shape(
      [graph.shape(of: mean).count] + Array(repeating: 1, count: max(shape.rank - 2, 0)))
    let spread = [gamma, beta, mean, variance].map { graph.reshape($0, to: column) }
    let centred = try graph.elementwise("subtract", [call.x, spread[2]])
    let padded = try graph.elementwise(
      "add", [spread[3], graph.constant(call.settings.number(1))])
    let deviation = try graph.elementwise("sqrt", [padded])
    let normal = try graph.elementwise("divide", [centred, deviation])
    let scaled = try graph.elementwise("multiply", [spread[0], normal])
    return .node(try graph.elementwise("add", [scaled, spread[1]]))
  }

  /// The batch's mean and its variance over n - 1, as running statistics take them.
  package static func batchStatistics(
    of x: Node, in graph: inout Graph
  ) -> (mean: Node, variance: Node) {
    let shape = graph.shape(of: x)
    let axes = [0] + Array(2..<max(shape.rank, 2))
    var mean = x
    for axis in axes.reversed() { mean = graph.mean(mean, [axis], keepingDimensions: true) }
    let deviation = graph.append(.subtract, x, graph.filled(mean, to: shape))
    let square = graph.append(.power, deviation, graph.constant(2))
    let count = shape.count / max(shape[1], 1)
    let features = Shape([shape[1]])
    var total = square
    for axis in axes.reversed() { total = graph.sum(total, [axis], keepingDimensions: true) }
    let variance = graph.append(.divide, total, graph.constant(Double(max(count - 1, 1))))
    return (graph.reshape(mean, to: features), graph.reshape(variance, to: features))
  }

  static let dropout = LayerEntry(
    "dropout", "Zeroes each entry with probability rate and scales the rest up to keep the mean.",
    parameters: [Parameter("rate", .number)], formula: "x ⊙ mask/(1 - rate)", shapes: "any shape",
    convention: "The mask stays as first drawn until redraw; train draws a new one each step; "
      + "net(X, train=false) lets everything through.",
    example: "net = dropout(0.5); net(ones(2, 4)); net(ones(2, 4), train=false)",
    source: "UCLA C147 lecture 8, dropout",
    problem: { settings in
      (0..<1).contains(settings.number(0))
        ? nil
        : .option(operation: "dropout", argument: "rate", expected: "at least 0 and below 1")
    }
  ) { graph, call in
    call.isTraining
      ? .call("dropout", [.node(call.x), call.settings.values[0]])
      : .node(graph.append(Opcode("identity"), call.x))
  }
}
