import Tensors

extension Graph {
  /// The axes a reduction runs over: all if none is named.
  fileprivate func axes(_ axis: Int?, of node: Node) throws(OperationError) -> [Int] {
    let shape = self.shape(of: node)
    guard let axis else { return Array(0..<shape.rank) }
    return [try shape.namedAxis(axis)]
  }
}

extension Operation {
  private static let reductionParameters = [
    Parameter("x"), Parameter("axis", .integer, .omitted),
    Parameter("keepdims", .boolean, .boolean(false)),
  ]

  /// - Parameter keepsNumbers: Whether a single number reduces to itself.
  private static func reduction(
    _ name: String, summary: String, formula: String, rule: String, convention: String? = nil,
    example: String, source: String? = nil, needsEntries: Bool = true,
    keepsNumbers: Bool = true,
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void,
    branch: (@Sendable (KernelCall) -> Int)? = nil,
    pullback: @escaping Structured.Pullback
  ) -> Operation {
    Operation(
      name: name, category: .reduction, summary: summary, parameters: reductionParameters,
      formula: formula, derivative: rule,
      shapes: "any shape; axis leaves the other axes, keepdims keeps it with size 1",
      convention: convention, example: example, source: source,
      behaviour: .structured(
        Structured(rules: [rule], kernel: kernel, pullback: pullback, branch: branch)),
      meaning: .record { graph, arguments throws(OperationError) in
        var x = arguments.node(0)
        var axes = try graph.axes(arguments.optionalInteger(1), of: x)
        if graph.shape(of: x).rank == 0, !keepsNumbers {
          x = graph.filled(x, to: Shape([1]))
          axes = [0]
        }
        if needsEntries, axes.contains(where: { graph.shape(of: x)[$0] == 0 }) {
          throw .empty(operation: name)
        }
        let keeps = arguments.boolean(2) && graph.shape(of: arguments.node(0)).rank > 0
        return graph.reduce(name, x, axes, keeps)
      })
  }

  /// v repeated over the axes that the reduction removed.
  private static func spreadUpstream(_ graph: inout Graph, _ context: PullbackContext) -> Node {
    guard case .axes(let axes) = context.attribute else {
      preconditionFailure("a reduction knows its axes")
    }
    return graph.spread(context.upstream, over: axes, of: graph.shape(of: context.inputs[0]))
  }

  static let sum = reduction(
    "sum", summary: "The sum of the entries.", formula: "Σ x", rule: "v for every entry",
    example: "sum([1, 2, 3])",
    needsEntries: false, kernel: Totals.kernel
  ) { graph, context in spreadUpstream(&graph, context) }

  static let mean = reduction(
    "mean", summary: "The mean of the entries.", formula: "Σ x / n", rule: "v/n for every entry",
    example: "mean([1, 2, 3])",
    kernel: Totals.means
  ) { graph, context in
    guard case .axes(let axes) = context.attribute else { return nil }
    let shape = graph.shape(of: context.inputs[0])
    let count = axes.reduce(1) { $0 * shape[$1] }
    let spread = spreadUpstream(&graph, context)
    return graph.divide(spread, graph.constant(Double(count)))
  }

  static let maximumOf = extremum(
    "max", "largest", example: "max([1, 3, 2])", kernel: reductionKernel(GroupLoops.largest))
  static let minimumOf = extremum(
    "min", "smallest", example: "min([1, 3, 2])", kernel: reductionKernel(GroupLoops.smallest))

  private static func extremum(
    _ name: String, _ word: String, example: String,
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void
  ) -> Operation {
    reduction(
      name, summary: "The \(word) entry; the gradient goes to where it stands.",
      formula: "\(name) x", rule: "v where x = y, else 0",
      convention: "Entries that tie share the gradient in equal parts.", example: example,
      source: "UCLA C147 lecture 7, gates", kernel: kernel,
      branch: { call in
        let grouping = Grouping.over(call)
        var hash = 1
        var isTied = false
        for output in 0..<grouping.groups {
          let start = grouping.start(of: output)
          var winners = 0
          for i in 0..<grouping.reduced
          where call.inputs[0][start + i * grouping.inner] == call.output[output] {
            hash = hash &* 31 &+ i
            winners += 1
          }
          isTied = isTied || winners > 1
        }
        return isTied ? 0 : hash | 1 << 62
      }
    ) { graph, context in
      guard case .axes(let axes) = context.attribute else { return nil }
      let x = context.inputs[0]
      let shape = graph.shape(of: x)
      let best = graph.spread(context.output, over: axes, of: shape)
      let isBest = graph.append(Opcode("equal"), x, best)
      let winners = graph.sum(isBest, axes)
      let share = graph.divide(context.upstream, winners)
      return graph.multiply(graph.spread(share, over: axes, of: shape), isBest)
    }
  }

  static let product = reduction(
    "prod", summary: "The product of the entries.", formula: "Π x",
    rule: "v times the product of the other entries",
    convention: "Second derivatives are those away from two zero factors.",
    example: "prod([2, 3, 4])", needsEntries: false,
    kernel: reductionKernel { x, step, count, watch throws(OperationError) in
      var product = 1.0
      try watch.forEachBlock(of: count) { block in
        for i in block { product *= x[i * step] }
      }
      return product
    }
  ) { graph, context in
    guard case .axes(let axes) = context.attribute else { return nil }
    let x = context.inputs[0]
    let shape = graph.shape(of: x)
    // A zero factor leaves the product of the others to itself alone.
    let isZero = graph.append(Opcode("equal"), x, graph.constant(0))
    let one = graph.constant(1)
    let safe = graph.append(Opcode("where"), isZero, one, x)
    let others = graph.reduce("prod", safe, axes, false)
    let zeros = graph.sum(isZero, axes)
    let none = graph.append(Opcode("equal"), zeros, graph.constant(0))
    let single = graph.append(Opcode("equal"), zeros, one)
    let atZero = graph.spread(graph.multiply(others, single), over: axes, of: shape)
    let elsewhere = graph.divide(
      graph.spread(graph.multiply(others, none), over: axes, of: shape), safe)
    let local = graph.append(Opcode("where"), isZero, atZero, elsewhere)
    return graph.multiply(spreadUpstream(&graph, context), local)
  }

  static let norm = reduction(
    "norm", summary: "The Euclidean length.", formula: "√Σ x²", rule: "v x/‖x‖",
    convention: "The derivative at the zero vector is 0.", example: "norm([3, 4])",
    needsEntries: false, keepsNumbers: false,
    kernel: reductionKernel(GroupLoops.length),
    branch: { call in
      (0..<call.outputShape.count).contains { call.output[$0] == 0 } ? 0 : 1
    }
  ) { graph, context in
    guard case .axes(let axes) = context.attribute else { return nil }
    let isZero = graph.append(Opcode("equal"), context.output, graph.constant(0))
    let safe = graph.append(Opcode("where"), isZero, graph.constant(1), context.output)
    let x = context.inputs[0]
    let scale = graph.spread(
      graph.divide(context.upstream, safe), over: axes, of: graph.shape(of: x))
    return graph.multiply(scale, x)
  }

  static let logSumExp = Operation(
    name: "logsumexp", category: .reduction,
    summary: "The logarithm of the sum of exponentials: a smooth maximum.",
    parameters: [
      Parameter("x"), Parameter("axis", .integer, .number(-1)),
      Parameter("keepdims", .boolean, .boolean(false)),
    ],
    formula: "log Σ exp(x)", derivative: "v softmax(x)",
    shapes: "any shape; the axis (default the last) is removed",
    convention: "Computed after subtracting the largest entry, so it does not overflow.",
    example: "logsumexp([1, 2, 3])",
    behaviour: .structured(
      Structured(
        rules: ["v softmax(x)"],
        kernel: reductionKernel { x, step, count, watch throws(OperationError) in
          let top = try GroupLoops.largest(x, step, count, &watch)
          if !top.isFinite { return top }
          var sum = 0.0
          try watch.forEachBlock(of: count) { block in
            for i in block { sum += Double.exp(x[i * step] - top) }
          }
          return top + Double.log(sum)
        },
        pullback: { graph, context in
          guard case .axes(let axes) = context.attribute else { return nil }
          let x = context.inputs[0]
          let shape = graph.shape(of: x)
          let p = graph.append(Opcode("softmax"), [x], .axis(axes[0]), shape: shape)
          return graph.multiply(graph.spread(context.upstream, over: axes, of: shape), p)
        })),
    meaning: .record { graph, arguments throws(OperationError) in
      let x = arguments.node(0)
      let axes = try graph.axes(arguments.integer(1), of: x)
      if graph.shape(of: x).count == 0 { throw .empty(operation: "logsumexp") }
      return graph.reduce("logsumexp", x, axes, arguments.boolean(2))
    })

  static let variance = spreadMeasure(
    "var", summary: "The variance: the mean squared distance from the mean.",
    formula: "Σ (x - mean)²/n"
  ) { graph, deviation, axes in
    graph.mean(graph.append(.power, deviation, graph.constant(2)), axes)
  }

  /// As a length, so that the derivative is 0 where all entries are equal.
  static let standardDeviation = spreadMeasure(
    "std", summary: "The standard deviation: the root of the variance.",
    formula: "√(Σ (x - mean)²/n)"
  ) { graph, deviation, axes in
    let shape = graph.shape(of: deviation)
    let count = axes.reduce(1) { $0 * shape[$1] }
    let length = graph.reduce("norm", deviation, axes, false)
    return graph.divide(length, graph.constant(Double(count).squareRoot()))
  }

  private static func spreadMeasure(
    _ name: String, summary: String, formula: String,
    measure: @escaping @Sendable (inout Graph, _ deviation: Node, _ axes: [Int]) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .reduction, summary: summary, parameters: reductionParameters,
      formula: formula,
      derivative: name == "var" ? "2v (x - mean)/n" : "v (x - mean)/(n y)",
      shapes: "any shape; axis leaves the other axes, keepdims keeps it with size 1",
      convention: name == "var"
        ? "Divides by n, not by n - 1."
        : "Divides by n, not by n - 1; the derivative at equal entries is 0.",
      example: "\(name)([1, 2, 4])",
      meaning: .record { graph, arguments throws(OperationError) in
        let x = arguments.node(0)
        let shape = graph.shape(of: x)
        let axes = try graph.axes(arguments.optionalInteger(1), of: x)
        if shape.count == 0 { throw .empty(operation: name) }
        let centre = graph.mean(x, axes)
        let deviation = graph.append(
          .subtract, x, graph.spread(centre, over: axes, of: shape))
        let kept = shape.removing(axes, keepingDimensions: arguments.boolean(2))
        return graph.reshape(measure(&graph, deviation, axes), to: kept)
      })
  }

  static let argmax = position("argmax", "largest", example: "argmax([1, 3, 2])") { $0 > $1 }
  static let argmin = position("argmin", "smallest", example: "argmin([1, 3, 2])") { $0 < $1 }

  private static func position(
    _ name: String, _ word: String, example: String,
    isBetter: @escaping @Sendable (Double, Double) -> Bool
  ) -> Operation {
    reduction(
      name, summary: "The place of the \(word) entry, counted from 0.",
      formula: "\(name) x", rule: "0 (not differentiable)",
      convention: "The first of several equal entries; not differentiable.", example: example,
      keepsNumbers: false,
      kernel: reductionKernel { x, step, count, watch throws(OperationError) in
        var best = 0
        try watch.forEachBlock(of: count) { block in
          for i in block {
            let (new, old) = (x[i * step], x[best * step])
            // The first that is no number stands out, as in NumPy.
            if isBetter(new, old) || new.isNaN && !old.isNaN { best = i }
          }
        }
        return Double(best)
      },
      branch: { call in
        (0..<call.outputShape.count).reduce(1) { $0 &* 31 &+ Int(call.output[$1]) } | 1 << 62
      }
    ) { _, _ in nil }
  }
}
