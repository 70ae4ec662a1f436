import Tensors

/// LU factors of a square matrix with partial pivoting.
private struct Factors {
  private var entries: [Double]
  private var order: [Int]
  private let size: Int
  private(set) var determinant = 1.0
  /// Whether a pivot is exactly 0, so that nothing can be solved.
  private(set) var isSingular = false

  init(
    _ a: UnsafePointer<Double>, size n: Int, _ watch: inout Watch
  ) throws(OperationError) {
    entries = Array(UnsafeBufferPointer(start: a, count: n * n))
    order = Array(0..<n)
    size = n
    for column in 0..<n {
      try watch.spend(n)
      var best = column
      for row in column..<n
      where abs(entries[row * n + column]) > abs(entries[best * n + column]) { best = row }
      if best != column {
        for k in 0..<n { entries.swapAt(column * n + k, best * n + k) }
        order.swapAt(column, best)
        determinant = -determinant
      }
      let pivot = entries[column * n + column]
      determinant *= pivot
      if pivot == 0 {
        isSingular = true
        continue
      }
      for row in (column + 1)..<max(n, column + 1) {
        let factor = entries[row * n + column] / pivot
        entries[row * n + column] = factor
        subtract(factor, timesRow: column, fromRow: row, after: column)
        try watch.spend(n)
      }
    }
  }

  private mutating func subtract(
    _ factor: Double, timesRow source: Int, fromRow target: Int, after column: Int
  ) {
    let n = size
    entries.withUnsafeMutableBufferPointer { entries in
      for k in (column + 1)..<max(n, column + 1) {
        entries[target * n + k] -= factor * entries[source * n + k]
      }
    }
  }

  /// Solves for `columns` right-hand sides in row-major `b`, a row of unknowns at a time.
  func solve(
    _ b: UnsafePointer<Double>, columns: Int, into x: UnsafeMutablePointer<Double>,
    _ watch: inout Watch
  ) throws(OperationError) {
    let n = size
    func eliminate(_ k: Int, from i: Int, _ watch: inout Watch) throws(OperationError) {
      let factor = entries[i * n + k]
      let (known, row) = (x + k * columns, x + i * columns)
      try watch.forEachBlock(of: columns) { block in
        for j in block { row[j] -= factor * known[j] }
      }
      try watch.spend(1)
    }
    for i in 0..<n {
      try watch.copy(columns, from: b + order[i] * columns, to: x + i * columns)
      for k in 0..<i { try eliminate(k, from: i, &watch) }
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(n, i + 1) { try eliminate(k, from: i, &watch) }
      let (pivot, row) = (entries[i * n + i], x + i * columns)
      try watch.forEachBlock(of: columns) { block in
        for j in block { row[j] /= pivot }
      }
    }
  }
}

extension Operation {
  private static func linear(
    _ name: String, summary: String, parameters: [String], formula: String, rules: [String],
    shapes: String, convention: String? = nil, example: String, source: String? = nil,
    behaviour: Structured? = nil,
    meaning: @escaping @Sendable (inout Graph, Arguments) throws(OperationError) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .linearAlgebra, summary: summary,
      parameters: parameters.map { Parameter($0) },
      notation: name == "matmul" ? .infix("@", binding: 4) : .call, formula: formula,
      derivative: zip(parameters, rules).map { "∂/∂\($0): \($1)" }.joined(separator: ", "),
      shapes: shapes, convention: convention, example: example, source: source,
      behaviour: behaviour.map { .structured($0) }, meaning: .record(meaning))
  }

  static let matmul = linear(
    "matmul", summary: "The matrix product; written A @ B.", parameters: ["A", "B"],
    formula: "y_ij = Σ_k A_ik B_kj", rules: ["v Bᵀ", "Aᵀ v"],
    shapes: "n×k and k×m to n×m; a vector counts as a row on the left, a column on the right",
    example: "[1, 2; 3, 4] @ [1, 1]", source: "CS229 (7.63), (7.65); TUM lecture 7, affine layer",
    behaviour: Structured(
      rules: ["v Bᵀ", "Aᵀ v"],
      kernel: { call throws(OperationError) in
        let (a, b) = (call.inputShapes[0], call.inputShapes[1])
        do throws(Interrupted) {
          try MatrixProduct.multiply(
            rows: a.rank == 2 ? a[0] : 1, columns: b.rank == 2 ? b[1] : 1, inner: b[0],
            call.inputs[0], transposed: false, call.inputs[1], transposed: false,
            into: call.output, interruption: call.interruption)
        } catch { throw .interrupted }
      },
      pullback: { graph, context in
        let (a, b) = (context.inputs[0], context.inputs[1])
        let (left, right) = (graph.shape(of: a), graph.shape(of: b))
        let v = graph.filled(context.upstream, to: graph.shape(of: context.output))
        switch (left.rank, right.rank, context.index) {
        case (1, 1, 0): return graph.multiply(graph.filled(v, to: left), b)
        case (1, 1, _): return graph.multiply(graph.filled(v, to: left), a)
        case (2, 1, 0): return graph.outer(v, b)
        case (1, 2, 1): return graph.outer(a, v)
        case (_, _, 0): return graph.matmul(v, graph.transpose(b))
        default: return graph.matmul(graph.transpose(a), v)
        }
      },
      text: { inputs, _ in "\(inputs[0]) @ \(inputs[1])" })
  ) { graph, arguments throws(OperationError) in
    let (a, b) = (arguments.node(0), arguments.node(1))
    let (left, right) = (graph.shape(of: a), graph.shape(of: b))
    for (name, shape) in [("A", left), ("B", right)] where !(1...2).contains(shape.rank) {
      throw .rank(operation: "matmul", argument: name, expected: [1, 2], got: shape)
    }
    guard left[left.rank - 1] == right[0] else { throw .innerSizes(left, right) }
    _ = try Shape.named(left.dimensions.dropLast() + right.dimensions.dropFirst())
    return graph.matmul(a, b)
  }

  static let dot = linear(
    "dot", summary: "The inner product of two vectors.", parameters: ["a", "b"],
    formula: "Σ a_i b_i", rules: ["v b", "v a"], shapes: "n and n to a scalar",
    example: "dot([1, 2], [3, 4])"
  ) { graph, arguments throws(OperationError) in
    let (a, b) = (arguments.node(0), arguments.node(1))
    let (left, right) = (graph.shape(of: a), graph.shape(of: b))
    guard left.rank == 1 else {
      throw .rank(operation: "dot", argument: "a", expected: [1], got: left)
    }
    guard left == right else { throw .cannotCombine(operation: "dot", left, right) }
    return graph.matmul(a, b)
  }

  static let outer = linear(
    "outer", summary: "Every product of two vectors' entries.", parameters: ["a", "b"],
    formula: "y_ij = a_i b_j", rules: ["v b", "vᵀ a"], shapes: "n and m to n×m",
    example: "outer([1, 2], [3, 4])"
  ) { graph, arguments throws(OperationError) in
    var sizes: [Int] = []
    for (index, name) in ["a", "b"].enumerated() {
      let shape = graph.shape(of: arguments.node(index))
      guard shape.rank == 1 else {
        throw .rank(operation: "outer", argument: name, expected: [1], got: shape)
      }
      sizes.append(shape[0])
    }
    _ = try Shape.named(sizes)
    return graph.outer(arguments.node(0), arguments.node(1))
  }

  static let diagonal = linear(
    "diag", summary: "The diagonal of a matrix, or the matrix with a vector on its diagonal.",
    parameters: ["x"], formula: "y_i = x_ii, or y_ii = x_i and 0 elsewhere",
    rules: ["v on the diagonal, 0 elsewhere"],
    shapes: "n×n to n, or n to n×n", example: "diag([1, 2; 3, 4])",
    behaviour: Structured(
      rules: ["v on the diagonal, 0 elsewhere"],
      kernel: { call throws(OperationError) in
        let n = call.outputShape[0]
        for i in 0..<n { call.output[i] = call.inputs[0][i * n + i] }
      },
      pullback: { graph, context in
        let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
        return graph.append(
          Opcode("diagonal_matrix"), [upstream], shape: graph.shape(of: context.inputs[0]))
      })
  ) { graph, arguments throws(OperationError) in
    let x = arguments.node(0)
    let shape = graph.shape(of: x)
    switch shape.rank {
    case 1:
      let square = try Shape.named([shape[0], shape[0]])
      return graph.append(Opcode("diagonal_matrix"), [x], shape: square)
    case 2 where shape[0] == shape[1]:
      return graph.append(Opcode("diag"), [x], shape: Shape([shape[0]]))
    default: throw .shape(operation: "diag", argument: "x", expected: "n or n×n", got: shape)
    }
  }

  static let diagonalMatrix = linear(
    "diagonal_matrix", summary: "The matrix with a vector on its diagonal.", parameters: ["x"],
    formula: "y_ii = x_i, 0 elsewhere", rules: ["the diagonal of v"], shapes: "n to n×n",
    example: "diagonal_matrix([1, 2])",
    behaviour: Structured(
      rules: ["the diagonal of v"],
      kernel: { call throws(OperationError) in
        let n = call.inputShapes[0][0]
        var watch = Watch(call.interruption)
        try watch.fill(n * n, with: 0, at: call.output)
        for i in 0..<n { call.output[i * n + i] = call.inputs[0][i] }
      },
      pullback: { graph, context in
        let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
        return graph.append(Opcode("diag"), [upstream], shape: graph.shape(of: context.inputs[0]))
      })
  ) { graph, arguments throws(OperationError) in
    let shape = graph.shape(of: arguments.node(0))
    guard shape.rank == 1 else {
      throw .rank(operation: "diagonal_matrix", argument: "x", expected: [1], got: shape)
    }
    let square = try Shape.named([shape[0], shape[0]])
    return graph.append(Opcode("diagonal_matrix"), [arguments.node(0)], shape: square)
  }

  static let inverse = linear(
    "inv", summary: "The inverse of a square matrix.", parameters: ["A"], formula: "A⁻¹",
    rules: ["-yᵀ v yᵀ"], shapes: "n×n to n×n", convention: "A singular matrix is an error.",
    example: "inv([2, 0; 0, 4])",
    behaviour: Structured(
      rules: ["-yᵀ v yᵀ"],
      kernel: { call throws(OperationError) in
        let n = call.outputShape[0]
        var watch = Watch(call.interruption)
        let factors = try Factors(call.inputs[0], size: n, &watch)
        if factors.isSingular { throw singular("inv") }
        var unit = [Double](repeating: 0, count: n * n)
        for i in 0..<n { unit[i * n + i] = 1 }
        try factors.solve(unit, columns: n, into: call.output, &watch)
      },
      pullback: { graph, context in
        let v = graph.filled(context.upstream, to: graph.shape(of: context.output))
        let yT = graph.transpose(context.output)
        return graph.negate(graph.matmul(graph.matmul(yT, v), yT))
      })
  ) { graph, arguments throws(OperationError) in
    try graph.requireSquare(arguments.node(0), "inv")
    return graph.append(
      Opcode("inv"), [arguments.node(0)], shape: graph.shape(of: arguments.node(0)))
  }

  static let solve = linear(
    "solve", summary: "The x with A x = b.", parameters: ["A", "b"], formula: "A⁻¹ b",
    rules: ["-(A⁻ᵀ v) yᵀ", "A⁻ᵀ v"], shapes: "n×n and n, or n×m, to the shape of b",
    convention: "A singular matrix is an error.", example: "solve([2, 0; 0, 4], [2, 4])",
    behaviour: Structured(
      rules: ["-(A⁻ᵀ v) yᵀ", "A⁻ᵀ v"],
      kernel: { call throws(OperationError) in
        let shape = call.outputShape
        var watch = Watch(call.interruption)
        let factors = try Factors(call.inputs[0], size: shape[0], &watch)
        if factors.isSingular { throw singular("solve") }
        try factors.solve(
          call.inputs[1], columns: shape.rank == 2 ? shape[1] : 1, into: call.output, &watch)
      },
      pullback: { graph, context in
        let shape = graph.shape(of: context.output)
        let v = graph.filled(context.upstream, to: shape)
        let back = graph.append(
          Opcode("solve"), [graph.transpose(context.inputs[0]), v], shape: shape)
        if context.index == 1 { return back }
        let y = context.output
        let product =
          shape.rank == 1 ? graph.outer(back, y) : graph.matmul(back, graph.transpose(y))
        return graph.negate(product)
      })
  ) { graph, arguments throws(OperationError) in
    let (a, b) = (arguments.node(0), arguments.node(1))
    try graph.requireSquare(a, "solve")
    let (left, right) = (graph.shape(of: a), graph.shape(of: b))
    guard (1...2).contains(right.rank) else {
      throw .rank(operation: "solve", argument: "b", expected: [1, 2], got: right)
    }
    guard left[0] == right[0] else { throw .innerSizes(left, right) }
    return graph.append(Opcode("solve"), [a, b], shape: right)
  }

  static let determinant = linear(
    "det", summary: "The determinant of a square matrix.", parameters: ["A"], formula: "det A",
    rules: ["v y A⁻ᵀ"], shapes: "n×n to a scalar",
    convention: "The gradient needs an inverse; at a singular matrix it is an error.",
    example: "det([1, 2; 3, 4])",
    behaviour: Structured(
      rules: ["v y A⁻ᵀ"],
      kernel: { call throws(OperationError) in
        var watch = Watch(call.interruption)
        let factors = try Factors(call.inputs[0], size: call.inputShapes[0][0], &watch)
        call.output[0] = factors.determinant
      },
      pullback: { graph, context in
        let a = context.inputs[0]
        let shape = graph.shape(of: a)
        let inverse = graph.transpose(graph.append(Opcode("inv"), [a], shape: shape))
        let scale = graph.multiply(context.upstream, context.output)
        return graph.multiply(graph.filled(scale, to: shape), inverse)
      })
  ) { graph, arguments throws(OperationError) in
    try graph.requireSquare(arguments.node(0), "det")
    return graph.append(Opcode("det"), [arguments.node(0)], shape: .scalar)
  }

  static let traceOfMatrix = linear(
    "trace", summary: "The sum of the diagonal.", parameters: ["A"], formula: "Σ A_ii",
    rules: ["v on the diagonal, 0 elsewhere"], shapes: "n×n to a scalar",
    example: "trace([1, 2; 3, 4])"
  ) { graph, arguments throws(OperationError) in
    let a = arguments.node(0)
    try graph.requireSquare(a, "trace")
    let diagonal = graph.append(Opcode("diag"), [a], shape: Shape([graph.shape(of: a)[0]]))
    return graph.append(.sum, [diagonal], .axes([0]), shape: .scalar)
  }

  private static func singular(_ name: String) -> OperationError {
    .value(operation: name, argument: "A", expected: "a matrix that can be inverted", got: 0)
  }
}

extension Graph {
  /// a bᵀ of two vectors, as a product of a column and a row.
  package mutating func outer(_ a: Node, _ b: Node) -> Node {
    let column = reshape(a, to: Shape([shape(of: a)[0], 1]))
    let row = reshape(b, to: Shape([1, shape(of: b)[0]]))
    return matmul(column, row)
  }

  fileprivate func requireSquare(_ node: Node, _ operation: String) throws(OperationError) {
    let shape = self.shape(of: node)
    guard shape.rank == 2, shape[0] == shape[1], shape[0] > 0 else {
      throw .shape(operation: operation, argument: "A", expected: "n×n", got: shape)
    }
  }
}
