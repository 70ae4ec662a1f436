import Operations
import Tensors

/// Every call of the table that gradients flow through.
extension GradientCase {
  typealias Input = (shape: [Int], draw: Draw)

  static let all: [GradientCase] =
    elementwise + otherPieces + broadcasting + reductions + lines + shapes + slices + products
    + linearAlgebra + convolutions + poolings + normalisations + losses + penalties

  // MARK: - Element by element

  static let elementwise: [GradientCase] = Operation.all.compactMap { operation in
    guard let rule = operation.elementwise, rule.isDifferentiable else { return nil }
    let inputs: [Input] = rule.domains.map { ([5], .range($0)) }
    return GradientCase(operation.name, "element-wise", inputs) { graph, nodes in
      try graph.elementwise(operation.name, nodes)
    }
  }

  /// The pieces that lie outside an operation's domain.
  static let otherPieces: [GradientCase] = {
    let pieces: [(String, [Input])] = [
      ("abs", [([5], .range(-2.5 ... -0.1))]),
      ("relu", [([5], .range(-2.5 ... -0.1))]),
      ("leaky_relu", [([5], .range(-2.5 ... -0.1)), ([5], .range(0.05...0.5))]),
      ("elu", [([5], .range(-2.5 ... -0.1)), ([5], .range(0.5...2))]),
      ("maximum", [([5], .range(0.1...2.5)), ([5], .range(-2.5 ... -0.1))]),
      ("minimum", [([5], .range(0.1...2.5)), ([5], .range(-2.5 ... -0.1))]),
      ("where", [([5], .labels(1)), ([5], .normal), ([5], .normal)]),
      ("divide", [([5], .normal), ([5], .range(-3 ... -0.5))]),
    ]
    return pieces.map { name, inputs in
      GradientCase(name, "other piece", inputs) { graph, nodes in
        try graph.elementwise(name, nodes)
      }
    }
  }()

  static let broadcasting: [GradientCase] = {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [3]), ([3], [2, 3]), ([2, 1], [1, 3]), ([], [2, 2]), ([2, 2], []), ([1], []),
      ([1, 1], [2]), ([2, 1, 2], [3, 1]), ([1, 1, 1, 1], [2, 1, 2, 1]), ([4], [1]),
    ]
    var cases: [GradientCase] = []
    for name in ["multiply", "divide", "maximum", "power"] {
      let draw: Draw = name == "maximum" ? .apart : .range(0.5...2)
      for (left, right) in shapes {
        let inputs: [Input] = [(left, draw), (right, draw)]
        cases.append(
          GradientCase(name, "\(left) \(right)", inputs) { graph, nodes in
            try graph.elementwise(name, nodes)
          })
      }
    }
    return cases
  }()

  // MARK: - Reductions

  static let reductions: [GradientCase] = {
    let shapes: [([Int], Int?)] = [
      ([2, 3], nil), ([2, 3], 0), ([2, 3], -1), ([2, 3, 2], 1), ([4], nil), ([1], nil),
      ([1, 3], 0), ([3, 1], 1), ([2, 1, 2, 2], 2), ([], nil),
    ]
    var cases: [GradientCase] = []
    for name in ["sum", "mean", "max", "min", "prod", "var", "std", "norm"] {
      for (shape, axis) in shapes {
        // A single number spreads nowhere: there std stands at its kink.
        let count = axis.map { shape[$0 < 0 ? $0 + shape.count : $0] } ?? shape.reduce(1, *)
        if name == "std", count == 1 { continue }
        for keeps in [false, true] {
          let variant = "\(shape) \(axis.map(String.init) ?? "all") \(keeps)"
          cases.append(
            GradientCase(name, variant, [(shape, .apart)]) { graph, x in
              let place: ArgumentValue = axis.map { .integer($0) } ?? .omitted
              return try graph.call(name, [.node(x[0]), place, .boolean(keeps)])
            })
        }
      }
    }
    return cases
  }()

  /// What runs along one axis.
  static let lines: [GradientCase] = {
    let shapes: [([Int], Int)] = [
      ([3], -1), ([2, 3], 0), ([2, 3], 1), ([2, 2, 2], 1), ([1], 0), ([3, 1], 1),
    ]
    var cases: [GradientCase] = []
    for (shape, axis) in shapes {
      for name in ["softmax", "log_softmax", "cumsum"] {
        cases.append(
          GradientCase(name, "\(shape) \(axis)", [(shape, .normal)]) { graph, x in
            try graph.call(name, [.node(x[0]), .integer(axis)])
          })
      }
      for keeps in [false, true] {
        cases.append(
          GradientCase("logsumexp", "\(shape) \(axis) \(keeps)", [(shape, .normal)]) { graph, x in
            try graph.call("logsumexp", [.node(x[0]), .integer(axis), .boolean(keeps)])
          })
      }
    }
    return cases
  }()

  // MARK: - Shapes

  static let shapes: [GradientCase] = [
    call("reshape", "", [([2, 3], .normal)], [.integers([3, 2])]),
    call("reshape", "free size", [([2, 3], .normal)], [.integers([-1, 1])]),
    call("reshape", "scalar", [([], .normal)], [.integers([1, 1])]),
    call("flatten", "", [([2, 1, 3], .normal)]),
    call("transpose", "", [([2, 3], .normal)]),
    call("transpose", "4 axes", [([2, 1, 3, 2], .normal)]),
    call("transpose", "vector", [([3], .normal)]),
    call("broadcast", "", [([2, 1], .normal)], [.integers([3, 2, 4])]),
    call("broadcast", "scalar", [([], .normal)], [.integers([2, 2])]),
    joined("concat", "", [([2], .normal), ([], .normal), ([3], .normal)], [.integer(0)]),
    joined("concat", "columns", [([2, 1], .normal), ([2, 2], .normal)], [.integer(-1)]),
    joined("concat", "one", [([2, 2], .normal)], [.integer(1)]),
    GradientCase("concat", "twice", [([2], .normal)]) { graph, x in
      try graph.call("concat", [.nodes([x[0], x[0]]), .integer(0)])
    },
    joined("stack", "", [([2], .normal), ([2], .normal)]),
    joined("stack", "scalars", [([], .normal), ([], .normal), ([], .normal)]),
    joined("stack", "3 axes", [([1, 2, 2], .normal), ([1, 2, 2], .normal)]),
    call("repeat", "", [([3], .normal)], [.integer(2), .integer(0)]),
    call("repeat", "columns", [([2, 2], .normal)], [.integer(3), .integer(-1)]),
    call("take", "", [([3, 2], .normal), ([5], .labels(3))]),
    call("take", "vector", [([4], .normal), ([2], .labels(4))]),
  ]

  static let slices: [GradientCase] = [
    GradientCase("slice", "", [([3, 4], .normal)]) { graph, x in
      graph.slice(x[0], [try .index(-1, length: 3), .range(from: 1, to: 3, length: 4)])
    },
    GradientCase("slice", "4 axes", [([2, 3, 2, 3], .normal)]) { graph, x in
      let first = AxisSlice.range(from: 0, to: nil, length: 2)
      let third = AxisSlice.range(from: 1, to: 2, length: 2)
      let last = AxisSlice.range(from: nil, to: -1, length: 3)
      return graph.slice(x[0], [first, try .index(1, length: 3), third, last])
    },
    GradientCase("slice", "one entry", [([3], .normal)]) { graph, x in
      graph.slice(x[0], [try .index(2, length: 3)])
    },
  ]

  // MARK: - Linear algebra

  static let products: [GradientCase] = {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [3, 2]), ([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([1, 1], [1, 1]), ([1], [1]),
      ([1, 2], [2, 1]), ([2, 1], [1, 3]),
    ]
    var cases = shapes.map { left, right in
      call("matmul", "\(left) \(right)", [(left, .normal), (right, .normal)])
    }
    cases.append(
      GradientCase("matmul", "of itself", [([2, 2], .normal)]) { graph, x in
        graph.matmul(x[0], x[0])
      })
    cases.append(
      GradientCase("matmul", "with its transpose", [([2, 3], .normal)]) { graph, x in
        graph.matmul(graph.transpose(x[0]), x[0])
      })
    return cases
  }()

  static let linearAlgebra: [GradientCase] = [
    call("dot", "", [([3], .normal), ([3], .normal)]),
    call("outer", "", [([2], .normal), ([3], .normal)]),
    call("diag", "of a matrix", [([3, 3], .normal)]),
    call("diag", "of a vector", [([3], .normal)]),
    call("diagonal_matrix", "", [([2], .normal)]),
    call("inv", "", [([3, 3], .invertible)]),
    call("inv", "1×1", [([1, 1], .invertible)]),
    call("solve", "vector", [([3, 3], .invertible), ([3], .normal)]),
    call("solve", "columns", [([2, 2], .invertible), ([2, 3], .normal)]),
    call("det", "", [([3, 3], .invertible)]),
    call("trace", "", [([3, 3], .normal)]),
  ]

  // MARK: - Convolutions

  static let convolutions: [GradientCase] = {
    let options: [(String, ArgumentValue, Int)] = [
      ("same", .word("same"), 1), ("valid", .word("valid"), 1), ("2 zeros", .integer(2), 2),
      ("same, stride 2", .word("same"), 2), ("stride 3", .integer(0), 3),
    ]
    var cases: [GradientCase] = []
    for (variant, padding, stride) in options {
      let tail: [ArgumentValue] = [.integer(stride), padding]
      let lines: [Input] = [([2, 2, 5], .normal), ([3, 2, 3], .normal), ([3], .normal)]
      let images: [Input] = [([2, 2, 4, 3], .normal), ([2, 2, 2, 3], .normal), ([2], .normal)]
      cases.append(call("conv1d", variant, lines, tail))
      cases.append(call("conv2d", variant, images, tail))
      cases.append(
        call("conv1d", "vectors \(variant)", [([6], .normal), ([2], .normal)], [.omitted] + tail))
    }
    let same: [ArgumentValue] = [.integer(1), .word("same")]
    let single: [Input] = [([1, 1, 1, 1], .normal), ([1, 1, 1, 1], .normal)]
    let vectors: [Input] = [([4], .normal), ([3], .normal), ([], .normal)]
    cases.append(call("conv2d", "1×1", single, [.omitted] + same))
    cases.append(call("conv1d", "scalar bias", vectors, same))
    return cases
  }()

  static let poolings: [GradientCase] = {
    var cases: [GradientCase] = []
    let windows: [(Int, Int?)] = [(2, nil), (2, 1), (3, 2), (1, 1), (4, nil)]
    for (size, stride) in windows {
      let options: [ArgumentValue] = [.integer(size), stride.map { .integer($0) } ?? .omitted]
      let variant = "\(size) \(stride ?? size)"
      for name in ["maxpool2d", "avgpool2d"] {
        cases.append(call(name, variant, [([1, 2, 4, 5], .apart)], options))
      }
      for name in ["maxpool1d", "avgpool1d"] {
        cases.append(call(name, variant, [([2, 2, 5], .apart)], options))
      }
    }
    return cases
  }()

  // MARK: - Normalisation

  static let normalisations: [GradientCase] = {
    var cases: [GradientCase] = []
    func add(_ name: String, _ shape: [Int], _ features: Int, _ options: [ArgumentValue] = []) {
      let inputs: [Input] = [(shape, .normal), ([features], .normal), ([features], .normal)]
      cases.append(
        GradientCase(name, "\(shape)", inputs) { graph, x in
          let rest: [ArgumentValue] = [.node(x[1]), .node(x[2]), .number(1e-2)]
          return try graph.call(name, [.node(x[0])] + options + rest)
        })
    }
    for shape in [[4], [3, 4], [2, 2, 4]] { add("layernorm", shape, 4) }
    for shape in [[3, 2], [2, 2, 3], [2, 2, 2, 2]] { add("batchnorm", shape, 2) }
    for shape in [[4], [2, 4], [2, 4, 2]] { add("groupnorm", shape, 4, [.integer(2)]) }
    // Scalars as gamma and beta; in dropout the second argument plays the mask.
    cases.append(
      call(
        "layernorm", "scalars", [([2, 3], .normal), ([], .normal), ([], .normal)], [.number(0.1)]))
    cases.append(
      GradientCase("dropout", "", [([6], .normal), ([6], .labels(2))]) { graph, x in
        guard case .drawMask(_, _, let record) = Operation.named("dropout")?.meaning else {
          throw Unrecordable()
        }
        let arguments = Arguments(operation: "dropout", values: [.node(x[0]), .number(0.5)])
        return try record(&graph, arguments, x[1])
      })
    return cases
  }()

  // MARK: - Losses and penalties

  static let losses: [GradientCase] = {
    var cases: [GradientCase] = []
    let pair: [Input] = [([2, 3], .apart), ([2, 3], .normal)]
    let vectors: [Input] = [([3], .apart), ([3], .normal)]
    let rows: [Input] = [([2, 3], .distribution), ([2, 3], .distribution)]
    let single: [Input] = [([3], .distribution), ([3], .distribution)]
    let chances: [Input] = [([4], .range(0.1...0.9)), ([4], .range(0...1))]
    for reduction in ["mean", "sum", "none"] {
      let word: [ArgumentValue] = [.word(reduction)]
      for name in ["mse", "half_mse", "mae", "logistic_loss", "logcosh"] {
        cases.append(call(name, reduction, pair, word))
        cases.append(call(name, "vectors \(reduction)", vectors, word))
      }
      cases.append(call("kl", reduction, rows, word))
      cases.append(call("kl", "vectors \(reduction)", single, word))
      // Not distributions: where their sums are equal the last flow has a kink.
      cases.append(call("wasserstein", reduction, pair, word))
      cases.append(call("wasserstein", "vectors \(reduction)", vectors, word))
      cases.append(call("huber", reduction, pair, [.number(0.7)] + word))
      cases.append(call("bce", reduction, chances, word))
      cases.append(
        call("cross_entropy", "labels \(reduction)", [([3, 4], .normal), ([3], .labels(4))], word))
      cases.append(
        call(
          "cross_entropy", "rows \(reduction)", [([3, 4], .normal), ([3, 4], .distribution)], word))
      cases.append(call("mse", "a number \(reduction)", [([3], .normal), ([], .normal)], word))
    }
    cases.append(
      call("cross_entropy", "one row", [([3], .normal), ([], .labels(3))], [.word("mean")]))
    return cases
  }()

  static let penalties: [GradientCase] = [
    call("sse", "", [([2, 2], .normal), ([2, 2], .normal)]),
    call("l2", "", [([2, 2], .normal)]),
    call("l1", "", [([2, 2], .apart)]),
  ]

  // MARK: - Calls by the table's entry

  /// Tensors first, then options.
  static func call(
    _ name: String, _ variant: String, _ inputs: [Input], _ options: [ArgumentValue] = []
  ) -> GradientCase {
    GradientCase(name, variant, inputs) { graph, nodes in
      try graph.call(name, nodes.map { .node($0) } + options)
    }
  }

  /// All tensors as one argument.
  static func joined(
    _ name: String, _ variant: String, _ inputs: [Input], _ options: [ArgumentValue] = []
  ) -> GradientCase {
    GradientCase(name, variant, inputs) { graph, nodes in
      try graph.call(name, [.nodes(nodes)] + options)
    }
  }
}
