import Tensors

/// How a loss turns one number an example into one number.
private func reduced(
  _ graph: inout Graph, _ each: Node, _ arguments: Arguments, at index: Int
) throws(OperationError) -> Node {
  let shape = graph.shape(of: each)
  let axes = Array(0..<shape.rank)
  switch arguments.word(index) {
  case "none": return each
  case "sum": return graph.sum(each, axes)
  default:
    if shape.count == 0 { throw .empty(operation: arguments.operation) }
    return graph.mean(each, axes)
  }
}

extension Operation {
  private static let reduction = Parameter(
    "reduction", .word(["mean", "sum", "none"]), .word("mean"))

  /// A loss that compares prediction and target entry by entry.
  private static func entrywiseLoss(
    _ name: String, category: Category = .loss, summary: String, of first: String = "p",
    formula: String, derivative: String, options: [Parameter] = [], convention: String? = nil,
    example: String, source: String? = nil, reduction: Parameter? = Operation.reduction,
    each: @escaping @Sendable (inout Graph, Node, Node, Arguments) throws(OperationError) -> Node
  ) -> Operation {
    Operation(
      name: name, category: category, summary: summary,
      parameters: [Parameter(first), Parameter("y")] + options + (reduction.map { [$0] } ?? []),
      formula: formula, derivative: derivative,
      shapes: "\(first) and y of one shape to a scalar", convention: convention, example: example,
      source: source,
      meaning: .record { graph, arguments throws(OperationError) in
        let (p, y) = try graph.paired(arguments.node(0), arguments.node(1), name)
        let losses = try each(&graph, p, y, arguments)
        if reduction == nil { return graph.sumOfAll(losses) }
        return try reduced(&graph, losses, arguments, at: 2 + options.count)
      })
  }

  static let mse = entrywiseLoss(
    "mse", summary: "The mean squared error over all entries.", formula: "mean (p - y)²",
    derivative: "∂/∂p: 2v (p - y)/n", example: "mse([1, 2], [0, 4])",
    source: "TUM lecture 7, choosing the loss"
  ) { graph, p, y, _ in
    graph.append(.power, graph.append(.subtract, p, y), graph.constant(2))
  }

  static let sse = entrywiseLoss(
    "sse", summary: "The sum of squared errors.", formula: "Σ (p - y)²",
    derivative: "∂/∂p: 2v (p - y)", example: "sse([1, 2], [0, 4])",
    source: "UCLA C147 lecture 7, tensor derivatives", reduction: nil
  ) { graph, p, y, _ in
    graph.append(.power, graph.append(.subtract, p, y), graph.constant(2))
  }

  static let mae = entrywiseLoss(
    "mae", summary: "The mean absolute error.", formula: "mean |p - y|",
    derivative: "∂/∂p: v sign(p - y)/n", convention: "The derivative at p = y is 0.",
    example: "mae([1, 2], [0, 4])", source: "TUM lecture 7, choosing the loss"
  ) { graph, p, y, _ in graph.append(Opcode("abs"), graph.append(.subtract, p, y)) }

  static let huber = entrywiseLoss(
    "huber", summary: "Squared near the target, absolute beyond delta: outliers pull less.",
    formula: "mean of e²/2 if |e| ≤ delta, else delta (|e| - delta/2), with e = p - y",
    derivative: "∂/∂p: v clip(e, -delta, delta)/n",
    options: [Parameter("delta", .number, .number(1))], example: "huber([1, 2], [0, 4])",
    source: "TUM lecture 7, choosing the loss"
  ) { graph, p, y, arguments throws(OperationError) in
    let delta = arguments.number(2)
    guard delta > 0 else {
      throw .option(operation: "huber", argument: "delta", expected: "more than 0")
    }
    let error = graph.append(.subtract, p, y)
    let size = graph.append(Opcode("abs"), error)
    let isNear = graph.append(Opcode("less_or_equal"), size, graph.constant(delta))
    let square = graph.append(
      .multiply, graph.constant(0.5), graph.append(.power, error, graph.constant(2)))
    let line = graph.append(
      .multiply, graph.constant(delta), graph.append(.subtract, size, graph.constant(delta / 2)))
    return graph.append(Opcode("where"), isNear, square, line)
  }

  static let logisticLoss = entrywiseLoss(
    "logistic_loss", summary: "Cross entropy of a yes/no label from a logit, without overflow.",
    of: "t", formula: "mean log(1 + exp(t)) - y t", derivative: "∂/∂t: v (sigmoid(t) - y)/n",
    convention: "Labels y are 0 or 1.", example: "logistic_loss([0, 2], [0, 1])",
    source: "CS229 (7.4), (7.70)"
  ) { graph, t, y, _ in
    graph.append(
      .subtract, graph.append(Opcode("softplus"), t, graph.constant(1)),
      graph.append(.multiply, y, t))
  }

  static let binaryCrossEntropy = entrywiseLoss(
    "bce", summary: "Cross entropy of a yes/no label from a probability.",
    formula: "mean -(y log p + (1 - y) log(1 - p))",
    derivative: "∂/∂p: v (p - y)/(p (1 - p) n)",
    convention: "Labels y are 0 or 1; 0 log 0 is 0, p = 0 or 1 on the wrong side is inf.",
    example: "bce([0.2, 0.9], [0, 1])", source: "TUM lecture 7, binary classification"
  ) { graph, p, y, _ in
    let one = graph.constant(1)
    let yes = graph.append(.multiply, y, graph.logarithm(p, unlessZero: y))
    let rest = graph.append(.subtract, one, y)
    let no = graph.append(
      .multiply, rest, graph.logarithm(graph.append(.subtract, one, p), unlessZero: rest))
    return graph.append(.negate, graph.append(.add, yes, no))
  }

  /// `logcosh(x)` element by element; with a target the mean over entries.
  static let logCosh: Operation = {
    let rule = Operation(LogCosh.self)
    return Operation(
      name: rule.name, category: rule.category, summary: rule.summary,
      parameters: [Parameter("x"), Parameter("y", .tensor, .omitted), Operation.reduction],
      shapes: "any shape; with y of the same shape a scalar",
      convention: "With a target y it is a loss: the mean of logcosh(x - y).",
      example: "logcosh([1, 2], [0, 4])", source: rule.source, behaviour: rule.behaviour,
      meaning: .record { graph, arguments throws(OperationError) in
        guard let target = arguments.optionalNode(1) else {
          return graph.append(Opcode("logcosh"), arguments.node(0))
        }
        let (p, y) = try graph.paired(arguments.node(0), target, "logcosh")
        let each = graph.append(Opcode("logcosh"), graph.append(.subtract, p, y))
        return try reduced(&graph, each, arguments, at: 2)
      })
  }()

  // MARK: - Losses over rows

  /// A loss with one number a row of its inputs' last axis.
  private static func rowLoss(
    _ name: String, summary: String, first: String, second: String, formula: String,
    derivative: String, shapes: String, convention: String? = nil, example: String,
    source: String? = nil,
    rows: @escaping @Sendable (inout Graph, Node, Node) throws(OperationError) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .loss, summary: summary,
      parameters: [Parameter(first), Parameter(second), reduction], formula: formula,
      derivative: derivative, shapes: shapes, convention: convention, example: example,
      source: source,
      meaning: .record { graph, arguments throws(OperationError) in
        let each = try rows(&graph, arguments.node(0), arguments.node(1))
        return try reduced(&graph, each, arguments, at: 2)
      })
  }

  static let halfMSE = rowLoss(
    "half_mse", summary: "Half the squared distance, averaged over examples.",
    first: "p", second: "y", formula: "mean over rows of ½‖p - y‖²",
    derivative: "∂/∂p: v (p - y)/rows", shapes: "p and y of one shape, n×d or n, to a scalar",
    convention: "A vector holds n examples of one number each.",
    example: "half_mse([1, 2], [0, 4])", source: "CS229 (7.1), (7.2)"
  ) { graph, p, y throws(OperationError) in
    let (p, y) = try graph.paired(p, y, "half_mse")
    let square = graph.append(.power, graph.append(.subtract, p, y), graph.constant(2))
    let rank = graph.shape(of: square).rank
    let row = rank > 1 ? Array(1..<rank) : []
    return graph.append(.multiply, graph.constant(0.5), graph.sum(square, row))
  }

  static let crossEntropy = rowLoss(
    "cross_entropy", summary: "The cross entropy of softmax scores, from logits.",
    first: "logits", second: "y", formula: "mean over rows of -Σ_k y_k log softmax(logits)_k",
    derivative: "∂/∂logits: v (softmax(logits) - onehot(y))/n",
    shapes: "logits n×K, y n labels 0...K-1 or n×K rows of probabilities, to a scalar",
    convention: "Labels and rows of probabilities y are both accepted.",
    example: "cross_entropy([2, 1; 0, 3], [0, 1])",
    source: "CS229 (7.6), (7.71); Northeastern lecture 14"
  ) { graph, logits, y throws(OperationError) in
    let shape = graph.shape(of: logits)
    guard shape.rank >= 1, shape[shape.rank - 1] > 0 else {
      throw .shape(operation: "cross_entropy", argument: "logits", expected: "n×K", got: shape)
    }
    let labels = graph.shape(of: y)
    let target: Node
    if labels == shape {
      target = y
    } else if labels.dimensions == Array(shape.dimensions.dropLast()) {
      target = try graph.oneHot(y, classes: shape[shape.rank - 1])
    } else {
      throw .shape(
        operation: "cross_entropy", argument: "y",
        expected: "\(Shape(Array(shape.dimensions.dropLast()))) labels or \(shape)", got: labels)
    }
    let axis = shape.rank - 1
    let scores = graph.append(Opcode("log_softmax"), [logits], .axis(axis), shape: shape)
    let picked = graph.sum(graph.append(.multiply, target, scores), [axis])
    return graph.append(.negate, picked)
  }

  static let klDivergence = rowLoss(
    "kl", summary: "The Kullback-Leibler divergence of q from p.", first: "p", second: "q",
    formula: "mean over rows of Σ p log(p/q)",
    derivative: "∂/∂p: v (log(p/q) + 1)/rows, ∂/∂q: -v p/(q rows)",
    shapes: "p and q of one shape, n×K or K, to a scalar",
    convention: "0 log 0 is 0; a vector is one distribution.",
    example: "kl([0.5, 0.5], [0.9, 0.1])", source: "TUM lecture 7, choosing the loss"
  ) { graph, p, q throws(OperationError) in
    let (p, q) = try graph.paired(p, q, "kl")
    let isZero = graph.append(Opcode("equal"), p, graph.constant(0))
    let safe = graph.append(Opcode("where"), isZero, graph.constant(1), p)
    let sure = graph.append(Opcode("where"), isZero, graph.constant(1), q)
    let ratio = graph.append(Opcode("log"), graph.append(.divide, safe, sure))
    let terms = graph.append(
      Opcode("where"), isZero, graph.constant(0), graph.append(.multiply, p, ratio))
    let rank = graph.shape(of: terms).rank
    return rank == 0 ? terms : graph.sum(terms, [rank - 1])
  }

  static let wasserstein = rowLoss(
    "wasserstein", summary: "The earth mover's distance of two histograms on a line.",
    first: "p", second: "q", formula: "mean over rows of Σ_i |Σ_j≤i (p_j - q_j)|",
    derivative: "∂/∂p_j: v Σ_i≥j sign(Σ_k≤i (p_k - q_k))/rows",
    shapes: "p and q of one shape, n×K or K, to a scalar",
    convention: "Bins are one apart; a vector is one histogram.",
    example: "wasserstein([1, 0, 0], [0, 0, 1])", source: "TUM lecture 7, choosing the loss"
  ) { graph, p, q throws(OperationError) in
    let (p, q) = try graph.paired(p, q, "wasserstein")
    let shape = graph.shape(of: p)
    guard shape.rank >= 1 else {
      throw .shape(operation: "wasserstein", argument: "p", expected: "n×K or K", got: shape)
    }
    let difference = graph.append(.subtract, p, q)
    let flow = graph.append(Opcode("cumsum"), [difference], .axis(shape.rank - 1), shape: shape)
    return graph.sum(graph.append(Opcode("abs"), flow), [shape.rank - 1])
  }

  static let accuracy = Operation(
    name: "accuracy", category: .reduction,
    summary: "The share of rows whose largest score stands at the label.",
    parameters: [Parameter("logits"), Parameter("y")], formula: "mean [argmax logits = y]",
    derivative: "0 (not differentiable)", shapes: "logits n×K, y n labels or n×K rows",
    convention: "Not differentiable.", example: "accuracy([2, 1; 0, 3], [0, 0])",
    meaning: .record { graph, arguments throws(OperationError) in
      let (logits, y) = (arguments.node(0), arguments.node(1))
      let (scores, labels) = (graph.shape(of: logits), graph.shape(of: y))
      guard scores.rank >= 1, scores.count > 0 else {
        throw .shape(operation: "accuracy", argument: "logits", expected: "n×K", got: scores)
      }
      let axis = scores.rank - 1
      let rows = scores.removing([axis], keepingDimensions: false)
      let guess = graph.append(Opcode("argmax"), [logits], .axes([axis]), shape: rows)
      let truth =
        labels == scores
        ? graph.append(Opcode("argmax"), [y], .axes([axis]), shape: rows) : y
      guard graph.shape(of: truth) == rows else {
        throw .shape(
          operation: "accuracy", argument: "y", expected: "\(rows) labels or \(scores)",
          got: labels)
      }
      let hits = graph.append(Opcode("equal"), guess, truth)
      return graph.mean(hits, Array(0..<rows.rank))
    })
}

extension Graph {
  /// log x, but 0 where its weight is 0: there 0 log 0 is 0 and so is its derivative.
  fileprivate mutating func logarithm(_ x: Node, unlessZero weight: Node) -> Node {
    let isZero = append(Opcode("equal"), weight, constant(0))
    return append(Opcode("log"), append(Opcode("where"), isZero, constant(1), x))
  }

  /// Two operands of a loss spread to one shape.
  ///
  /// A vector beside a column would broadcast to a matrix, which is never meant: refused.
  fileprivate mutating func paired(
    _ p: Node, _ y: Node, _ operation: String
  ) throws(OperationError) -> (Node, Node) {
    let (left, right) = (shape(of: p), shape(of: y))
    guard left == right || left.rank == 0 || right.rank == 0 else {
      throw .cannotCombine(operation: operation, left, right)
    }
    let shape = left.rank == 0 ? right : left
    return (filled(p, to: shape), filled(y, to: shape))
  }
}
