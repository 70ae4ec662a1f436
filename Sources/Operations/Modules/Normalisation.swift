import Tensors

extension Graph {
  /// (x - mean)/√(var + eps) over some axes, then scaled and shifted.
  ///
  /// `axes` may be apart; they are averaged one after the other, from the last.
  fileprivate mutating func normalise(_ x: Node, over axes: [Int], eps: Double) -> Node {
    let shape = self.shape(of: x)
    let centre = average(x, over: axes)
    let deviation = append(.subtract, x, filled(centre, to: shape))
    let variance = average(append(.power, deviation, constant(2)), over: axes)
    let padded = append(.add, variance, constant(eps))
    let scale = append(Opcode("sqrt"), padded)
    return append(.divide, deviation, filled(scale, to: shape))
  }

  private mutating func average(_ x: Node, over axes: [Int]) -> Node {
    axes.reversed().reduce(x) { mean($0, [$1], keepingDimensions: true) }
  }

  /// gamma and beta run along `axis`; scalars serve all.
  fileprivate mutating func rescale(
    _ normal: Node, gamma: Node, beta: Node, axis: Int, _ operation: String
  ) throws(OperationError) -> Node {
    let shape = self.shape(of: normal)
    var parts: [Node] = []
    for (name, node) in [("gamma", gamma), ("beta", beta)] {
      let own = self.shape(of: node)
      guard own.rank == 0 || own.rank == 1 && own[0] == shape[axis] else {
        throw .shape(
          operation: operation, argument: name, expected: "\(shape[axis])", got: own)
      }
      var sizes = Array(repeating: 1, count: shape.rank)
      sizes[axis] = shape[axis]
      parts.append(
        own.rank == 0 ? spread(node, to: shape) : filled(reshape(node, to: Shape(sizes)), to: shape)
      )
    }
    return append(.add, append(.multiply, parts[0], normal), parts[1])
  }
}

extension Operation {
  private static func normalisation(
    _ name: String, groups: Bool = false, summary: String, over: String, shapes: String,
    example: String, source: String?,
    record: @escaping @Sendable (inout Graph, Node, Arguments) throws(OperationError) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .normalisation, summary: summary,
      parameters: [Parameter("x")] + (groups ? [Parameter("groups", .integer)] : []) + [
        Parameter("gamma", .tensor, .number(1)), Parameter("beta", .tensor, .number(0)),
        Parameter("eps", .number, .number(1e-5)),
      ],
      formula: "gamma ⊙ (x - μ)/√(σ² + eps) + beta, μ and σ² over \(over)",
      derivative:
        "∂/∂x: (u - mean u - x̂ ⊙ mean(u ⊙ x̂))/√(σ² + eps) with u = gamma ⊙ v, "
        + "∂/∂gamma: Σ v ⊙ x̂, ∂/∂beta: Σ v",
      shapes: shapes, convention: "σ² divides by n.", example: example, source: source,
      meaning: .record { graph, arguments throws(OperationError) in
        guard arguments.number(groups ? 4 : 3) >= 0 else {
          throw .option(operation: name, argument: "eps", expected: "0 or more")
        }
        return try record(&graph, arguments.node(0), arguments)
      })
  }

  static let layerNorm = normalisation(
    "layernorm", summary: "Normalises each example over its own entries.",
    over: "the last axis", shapes: "x n×d or d; gamma and beta d, or numbers",
    example: "layernorm([1, 2, 3])", source: "CS229 (7.40), (7.41)"
  ) { graph, x, arguments throws(OperationError) in
    let shape = graph.shape(of: x)
    guard shape.rank >= 1, shape.count > 0 else {
      throw .shape(operation: "layernorm", argument: "x", expected: "n×d", got: shape)
    }
    let axis = shape.rank - 1
    let normal = graph.normalise(x, over: [axis], eps: arguments.number(3))
    return try graph.rescale(
      normal, gamma: arguments.node(1), beta: arguments.node(2), axis: axis, "layernorm")
  }

  static let batchNorm = normalisation(
    "batchnorm", summary: "Normalises each feature over the examples of a batch.",
    over: "the rows (and places, for images)", shapes: "x n×d or N×C×H×W; gamma and beta d or C",
    example: "batchnorm([1, 2; 3, 4])", source: "UCLA C147 lecture 8, batch normalisation"
  ) { graph, x, arguments throws(OperationError) in
    let shape = graph.shape(of: x)
    guard shape.rank >= 2, shape.count > 0 else {
      throw .shape(operation: "batchnorm", argument: "x", expected: "n×d", got: shape)
    }
    let axes = [0] + Array(2..<max(shape.rank, 2))
    let normal = graph.normalise(x, over: axes, eps: arguments.number(3))
    return try graph.rescale(
      normal, gamma: arguments.node(1), beta: arguments.node(2), axis: 1, "batchnorm")
  }

  static let groupNorm = normalisation(
    "groupnorm", groups: true, summary: "Normalises each example over groups of features.",
    over: "each group of columns", shapes: "x n×d or N×C×H×W; gamma and beta d or C",
    example: "groupnorm([1, 2, 3, 5], 2)", source: "UCLA C147 lecture 8, other norms"
  ) { graph, x, arguments throws(OperationError) in
    let shape = graph.shape(of: x)
    guard shape.rank >= 1, shape.count > 0 else {
      throw .shape(operation: "groupnorm", argument: "x", expected: "n×d", got: shape)
    }
    let groups = arguments.integer(1)
    let axis = shape.rank == 1 ? 0 : 1
    let channels = shape[axis]
    guard groups > 0, channels % groups == 0 else {
      throw .notDivisible(operation: "groupnorm", size: channels, by: groups)
    }
    let examples = axis == 0 ? 1 : shape[0]
    let grouped = Shape([examples, groups, shape.count / max(examples * groups, 1)])
    let normal = graph.normalise(
      graph.reshape(x, to: grouped), over: [2], eps: arguments.number(4))
    return try graph.rescale(
      graph.reshape(normal, to: shape), gamma: arguments.node(2), beta: arguments.node(3),
      axis: axis, "groupnorm")
  }

  static let dropout = Operation(
    name: "dropout", category: .normalisation,
    summary: "Zeroes each entry with probability rate and scales the rest up to keep the mean.",
    parameters: [Parameter("x"), Parameter("rate", .number)],
    formula: "x ⊙ mask/(1 - rate)", derivative: "v ⊙ mask/(1 - rate)", shapes: "any shape",
    convention: "Inverted dropout; the mask stays as first drawn until redraw.",
    example: "dropout(ones(4), 0.5)", source: "UCLA C147 lecture 8, dropout",
    meaning: .drawMask(
      shape: { shape, arguments throws(OperationError) in
        guard (0..<1).contains(arguments.number(1)) else {
          throw .option(
            operation: "dropout", argument: "rate", expected: "at least 0 and below 1")
        }
        return shape
      },
      draw: { random, shape, arguments, limits throws(OperationError) in
        let keep = 1 - arguments.number(1)
        let kept: Tensor
        do throws(Interrupted) {
          kept = try random.tensor(
            shape, from: .bernoulli(keep), interruption: limits.interruption)
        } catch { throw .interrupted }
        return try Tensor.made(shape, limits) { kept.values[$0] / keep }
      },
      record: { graph, arguments, mask throws(OperationError) in
        graph.append(.multiply, arguments.node(0), mask)
      }))
}
