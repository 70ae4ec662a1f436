import Tensors

extension Operation {
  /// An operation that makes a tensor out of plain numbers.
  private static func making(
    _ name: String, summary: String, parameters: [Parameter], formula: String, shapes: String,
    convention: String? = nil, example: String,
    make: @escaping @Sendable (Arguments) throws(OperationError) -> Tensor
  ) -> Operation {
    Operation(
      name: name, category: .making, summary: summary, parameters: parameters, formula: formula,
      derivative: "nothing to differentiate", shapes: shapes, convention: convention,
      example: example,
      meaning: .record { graph, arguments throws(OperationError) in
        graph.literal(try make(arguments))
      })
  }

  /// The largest tensor an operation makes outright, in elements (8 GiB).
  private static let largest = 1 << 30

  private static func checked(_ shape: Shape) throws(OperationError) -> Shape {
    if shape.count > largest { throw .tensor(.tooLarge(dimensions: shape.dimensions)) }
    return shape
  }

  private static func filled(
    _ name: String, _ value: Double
  ) -> Operation {
    making(
      name, summary: "A tensor of \(name).", parameters: [Parameter("shape", .shape)],
      formula: Formula.text(of: value), shapes: "the sizes named; none: a scalar",
      example: "\(name)(2, 3)"
    ) { arguments throws(OperationError) in
      Tensor(repeating: value, shape: try checked(arguments.shape(0)))
    }
  }

  static let zeros = filled("zeros", 0)
  static let ones = filled("ones", 1)

  static let full = making(
    "full", summary: "A tensor with one number everywhere.",
    parameters: [Parameter("value", .number), Parameter("shape", .shape)], formula: "value",
    shapes: "the sizes named", example: "full(7, 2, 3)"
  ) { arguments throws(OperationError) in
    Tensor(repeating: arguments.number(0), shape: try checked(arguments.shape(1)))
  }

  static let eye = making(
    "eye", summary: "The identity matrix.", parameters: [Parameter("n", .integer)],
    formula: "1 on the diagonal, 0 elsewhere", shapes: "n×n", example: "eye(3)"
  ) { arguments throws(OperationError) in
    let n = arguments.integer(0)
    var tensor = Tensor(repeating: 0, shape: try checked(Shape.named([n, n])))
    for i in 0..<n { tensor.values[i * n + i] = 1 }
    return tensor
  }

  static let linspace = making(
    "linspace", summary: "n numbers from a to b, both included, equally spaced.",
    parameters: [
      Parameter("a", .number), Parameter("b", .number), Parameter("n", .integer, .number(50)),
    ],
    formula: "a + i (b - a)/(n - 1)", shapes: "n", example: "linspace(0, 1, 5)"
  ) { arguments throws(OperationError) in
    let (a, b, n) = (arguments.number(0), arguments.number(1), arguments.integer(2))
    guard n >= 0, n <= largest else {
      throw .option(operation: "linspace", argument: "n", expected: "0 or more")
    }
    let step = n > 1 ? (b - a) / Double(n - 1) : 0
    // The last is b itself, not a rounded neighbour, as in NumPy.
    return Tensor(vector: (0..<n).map { $0 == n - 1 && n > 1 ? b : Double($0) * step + a })
  }

  static let arange = making(
    "arange", summary: "Numbers from start up to stop, which is left out, by step.",
    parameters: [
      Parameter("start", .number), Parameter("stop", .number, .omitted),
      Parameter("step", .number, .number(1)),
    ],
    formula: "start + i step", shapes: "as many as fit",
    convention: "arange(n) counts from 0, as in NumPy.", example: "arange(5)"
  ) { arguments throws(OperationError) in
    var (start, stop) = (arguments.number(0), 0.0)
    if case .number(let end) = arguments.values[1] {
      stop = end
    } else {
      (start, stop) = (0, start)
    }
    let step = arguments.number(2)
    let count = ((stop - start) / step).rounded(.up)
    guard step != 0, count.isFinite, count <= Double(largest) else {
      throw .option(
        operation: "arange", argument: "step", expected: "a step that reaches stop")
    }
    let first = start
    return Tensor(vector: (0..<max(Int(count), 0)).map { first + Double($0) * step })
  }
}
