import Tensors

extension Operation {
  /// An operation that makes a tensor out of plain numbers.
  private static func making(
    _ name: String, summary: String, parameters: [Parameter], formula: String, shapes: String,
    convention: String? = nil, example: String,
    make: @escaping @Sendable (Arguments, Graph.Limits) throws(OperationError) -> Tensor
  ) -> Operation {
    Operation(
      name: name, category: .making, summary: summary, parameters: parameters, formula: formula,
      derivative: "nothing to differentiate", shapes: shapes, convention: convention,
      example: example,
      meaning: .record { graph, arguments throws(OperationError) in
        graph.literal(try make(arguments, graph.limits))
      })
  }

  private static func filled(
    _ name: String, _ value: Double
  ) -> Operation {
    making(
      name, summary: "A tensor of \(name).", parameters: [Parameter("shape", .shape)],
      formula: Formula.text(of: value), shapes: "the sizes named; none: a scalar",
      example: "\(name)(2, 3)"
    ) { arguments, limits throws(OperationError) in
      try Tensor.made(limits.checked(arguments.shape(0)), limits) { _ in value }
    }
  }

  static let zeros = filled("zeros", 0)
  static let ones = filled("ones", 1)

  static let full = making(
    "full", summary: "A tensor with one number everywhere.",
    parameters: [Parameter("value", .number), Parameter("shape", .shape)], formula: "value",
    shapes: "the sizes named", example: "full(7, 2, 3)"
  ) { arguments, limits throws(OperationError) in
    let value = arguments.number(0)
    return try Tensor.made(limits.checked(arguments.shape(1)), limits) { _ in value }
  }

  static let eye = making(
    "eye", summary: "The identity matrix.", parameters: [Parameter("n", .integer)],
    formula: "1 on the diagonal, 0 elsewhere", shapes: "n×n", example: "eye(3)"
  ) { arguments, limits throws(OperationError) in
    let n = arguments.integer(0)
    let shape = try limits.checked(Shape.named([n, n]))
    return try Tensor.made(shape, limits) { $0 % (n + 1) == 0 ? 1 : 0 }
  }

  static let linspace = making(
    "linspace", summary: "n numbers from a to b, both included, equally spaced.",
    parameters: [
      Parameter("a", .number), Parameter("b", .number), Parameter("n", .integer, .number(50)),
    ],
    formula: "a + i (b - a)/(n - 1)", shapes: "n", example: "linspace(0, 1, 5)"
  ) { arguments, limits throws(OperationError) in
    let (a, b, n) = (arguments.number(0), arguments.number(1), arguments.integer(2))
    guard n >= 0 else {
      throw .option(operation: "linspace", argument: "n", expected: "0 or more")
    }
    let step = n > 1 ? (b - a) / Double(n - 1) : 0
    // The last is b itself, not a rounded neighbour, as in NumPy.
    return try Tensor.made(limits.checked(Shape.named([n])), limits) {
      $0 == n - 1 && n > 1 ? b : Double($0) * step + a
    }
  }

  static let arange = making(
    "arange", summary: "Numbers from start up to stop, which is left out, by step.",
    parameters: [
      Parameter("start", .number), Parameter("stop", .number, .omitted),
      Parameter("step", .number, .number(1)),
    ],
    formula: "start + i step", shapes: "as many as fit",
    convention: "arange(n) counts from 0, as in NumPy.", example: "arange(5)"
  ) { arguments, limits throws(OperationError) in
    var (start, stop) = (0.0, arguments.number(0))
    if case .number(let end) = arguments.values[1] { (start, stop) = (stop, end) }
    let (first, step) = (start, arguments.number(2))
    let count = ((stop - start) / step).rounded(.up)
    guard step != 0, !count.isNaN else {
      throw .option(
        operation: "arange", argument: "step", expected: "a step that reaches stop")
    }
    // What is beyond any tensor is named by a number that is too.
    let n = Int(min(max(count, 0), 0x1p53))
    return try Tensor.made(limits.checked(Shape.named([n])), limits) {
      first + Double($0) * step
    }
  }
}

extension Tensor {
  /// A tensor whose entries are computed from their places, in blocks between which it can be
  /// stopped.
  static func made(
    _ shape: Shape, _ limits: Graph.Limits, _ entry: (Int) -> Double
  ) throws(OperationError) -> Tensor {
    var failure: OperationError?
    let values = [Double](unsafeUninitializedCapacity: shape.count) { buffer, count in
      var watch = Watch(limits.interruption)
      do throws(OperationError) {
        try watch.forEachBlock(of: shape.count) { block in
          for i in block { buffer.initializeElement(at: i, to: entry(i)) }
        }
        count = shape.count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return Tensor(shape: shape, values: values)
  }
}
