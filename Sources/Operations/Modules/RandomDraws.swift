import Tensors

extension Operation {
  private static func random(
    _ name: String, summary: String, parameters: [Parameter], shapes: String, example: String,
    draw:
      @escaping @Sendable (inout RandomState, Arguments, Graph.Limits)
      throws(OperationError) -> Tensor
  ) -> Operation {
    Operation(
      name: name, category: .random, summary: summary, parameters: parameters,
      formula: "drawn once, when the line is entered", derivative: "nothing to differentiate",
      shapes: shapes,
      convention: "The numbers of numpy.random.RandomState with the same seed.",
      example: example, meaning: .draw(draw))
  }

  private static let shape = Parameter("shape", .shape)

  /// Draws a tensor of the shape that an argument says.
  private static func drawn(
    _ random: inout RandomState, _ distribution: RandomState.Distribution,
    _ arguments: Arguments, shapeAt index: Int, _ limits: Graph.Limits
  ) throws(OperationError) -> Tensor {
    let shape = try limits.checked(arguments.shape(index))
    do throws(Interrupted) {
      return try random.tensor(shape, from: distribution, interruption: limits.interruption)
    } catch {
      throw .interrupted
    }
  }

  static let randn = random(
    "randn", summary: "Standard normal numbers.", parameters: [shape],
    shapes: "the sizes named; none: a scalar", example: "randn(2, 3)"
  ) { random, arguments, limits throws(OperationError) in
    try drawn(&random, .normal, arguments, shapeAt: 0, limits)
  }

  static let rand = random(
    "rand", summary: "Uniform numbers in [0, 1).", parameters: [shape],
    shapes: "the sizes named; none: a scalar", example: "rand(3)"
  ) { random, arguments, limits throws(OperationError) in
    try drawn(&random, .uniform(0, 1), arguments, shapeAt: 0, limits)
  }

  static let randint = random(
    "randint", summary: "Whole numbers from lo up to hi, which is left out.",
    parameters: [Parameter("lo", .integer), Parameter("hi", .integer), shape],
    shapes: "the sizes named after lo and hi; none: a scalar", example: "randint(0, 10, 6)"
  ) { random, arguments, limits throws(OperationError) in
    let (low, high) = (arguments.integer(0), arguments.integer(1))
    guard low < high, low > -1 << 53, high < 1 << 53 else {
      throw .option(operation: "randint", argument: "hi", expected: "more than lo")
    }
    return try drawn(&random, .integer(low..<high), arguments, shapeAt: 2, limits)
  }

  static let uniform = random(
    "uniform", summary: "Uniform numbers in [a, b).",
    parameters: [Parameter("a", .number), Parameter("b", .number), shape],
    shapes: "the sizes named after a and b; none: a scalar", example: "uniform(-1, 1, 4)"
  ) { random, arguments, limits throws(OperationError) in
    let (low, high) = (arguments.number(0), arguments.number(1))
    guard low.isFinite, high.isFinite else {
      throw .option(operation: "uniform", argument: "a", expected: "finite bounds")
    }
    return try drawn(&random, .uniform(low, high), arguments, shapeAt: 2, limits)
  }

  static let permutation = random(
    "permutation", summary: "The numbers 0 to n - 1 in random order.",
    parameters: [Parameter("n", .integer)], shapes: "n", example: "permutation(5)"
  ) { random, arguments, limits throws(OperationError) in
    let n = arguments.integer(0)
    guard n >= 0 else {
      throw .option(operation: "permutation", argument: "n", expected: "0 or more")
    }
    var order = try Tensor.made(limits.checked(Shape.named([n])), limits) { Double($0) }
    do throws(Interrupted) {
      try random.shuffle(&order.values, interruption: limits.interruption)
    } catch {
      throw .interrupted
    }
    return order
  }

  static let bernoulli = random(
    "bernoulli", summary: "1 with probability p, 0 otherwise.",
    parameters: [Parameter("p", .number), shape],
    shapes: "the sizes named after p; none: a scalar", example: "bernoulli(0.5, 4)"
  ) { random, arguments, limits throws(OperationError) in
    let p = arguments.number(0)
    guard (0...1).contains(p) else {
      throw .option(operation: "bernoulli", argument: "p", expected: "a probability, 0 to 1")
    }
    return try drawn(&random, .bernoulli(p), arguments, shapeAt: 1, limits)
  }
}
