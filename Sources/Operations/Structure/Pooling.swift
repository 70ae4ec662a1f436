import Tensors

/// Calls `body` for each place of a pooling window with the pixel of its largest entry.
private func forEachWinner(
  of x: UnsafePointer<Double>, _ shape: Shape, _ window: Window, _ interruption: Interruption,
  _ body: (_ place: Int, _ pixel: Int, _ isTied: Bool) -> Void
) throws(OperationError) {
  var watch = Watch(interruption)
  let (height, width) = (shape[2], shape[3])
  let rows = window.places(along: 0, of: height)
  let columns = window.places(along: 1, of: width)
  for plane in 0..<shape[0] * shape[1] {
    for oy in 0..<rows {
      for ox in 0..<columns {
        var best = -1
        var isTied = false
        for ky in 0..<window.sizes[0] {
          let row = (plane * height + oy * window.stride + ky) * width + ox * window.stride
          try watch.spend(window.sizes[1])
          for pixel in row..<row + window.sizes[1] {
            if best < 0 || x[pixel] > x[best] || (x[pixel].isNaN && !x[best].isNaN) {
              best = pixel
              isTied = false
            } else if x[pixel] == x[best] {
              isTied = true
            }
          }
        }
        body((plane * rows + oy) * columns + ox, best, isTied)
      }
    }
  }
}

private func knownWindow(_ call: KernelCall) -> Window {
  guard case .window(let window) = call.attribute else {
    preconditionFailure("a pooling knows its window")
  }
  return window
}

extension Operation {
  private static func poolingWindow(
    _ arguments: Arguments, _ shape: Shape, axes: Int
  ) throws(OperationError) -> Window {
    let size = arguments.integer(1)
    let stride = arguments.optionalInteger(2) ?? size
    guard size > 0, stride > 0 else {
      throw .option(operation: arguments.operation, argument: "k", expected: "1 or more")
    }
    let lengths = shape.dimensions.suffix(axes)
    guard lengths.allSatisfy({ $0 >= size }) else {
      throw .shape(
        operation: arguments.operation, argument: "x", expected: "at least \(size) wide",
        got: shape)
    }
    let sizes = axes == 1 ? [1, size] : [size, size]
    return Window(sizes: sizes, stride: stride, before: [0, 0], after: [0, 0])
  }

  private static func pooling(
    _ name: String, axes: Int, summary: String, formula: String, rule: String,
    convention: String? = nil, example: String, behaviour: Structured? = nil,
    record: @escaping @Sendable (inout Graph, Node, Window) -> Node
  ) -> Operation {
    let ranks = axes == 1 ? "N×C×L" : "N×C×H×W"
    return Operation(
      name: name, category: .convolution, summary: summary,
      parameters: [
        Parameter("x"), Parameter("k", .integer), Parameter("stride", .integer, .omitted),
      ],
      formula: formula, derivative: rule, shapes: "\(ranks); the stride is k unless given",
      convention: convention, example: example,
      behaviour: behaviour.map { .structured($0) },
      meaning: .record { graph, arguments throws(OperationError) in
        let x = arguments.node(0)
        let shape = graph.shape(of: x)
        guard shape.rank == axes + 2 else {
          throw .shape(operation: name, argument: "x", expected: ranks, got: shape)
        }
        let window = try poolingWindow(arguments, shape, axes: axes)
        let flat = axes == 2 ? shape : Shape([shape[0], shape[1], 1, shape[2]])
        let y = record(&graph, graph.reshape(x, to: flat), window)
        let pooled = graph.shape(of: y)
        return axes == 2
          ? y : graph.reshape(y, to: Shape([pooled[0], pooled[1], pooled[3]]))
      })
  }

  private static func pooledShape(_ shape: Shape, _ window: Window) -> Shape {
    Shape([
      shape[0], shape[1], window.places(along: 0, of: shape[2]),
      window.places(along: 1, of: shape[3]),
    ])
  }

  private static let recordMaximum: @Sendable (inout Graph, Node, Window) -> Node = {
    graph, x, window in
    graph.append(
      Opcode("maxpool2d"), [x], .window(window), shape: pooledShape(graph.shape(of: x), window))
  }

  /// A mean over windows is a convolution of each channel with equal weights.
  private static let recordMean: @Sendable (inout Graph, Node, Window) -> Node = {
    graph, x, window in
    let shape = graph.shape(of: x)
    let planes = graph.reshape(x, to: Shape([shape[0] * shape[1], 1, shape[2], shape[3]]))
    let size = window.sizes[0] * window.sizes[1]
    let weights = graph.leaf(
      Tensor(
        repeating: 1 / Double(size), shape: Shape([1, 1, window.sizes[0], window.sizes[1]])),
      role: .literal)
    let pooled = graph.append(
      Opcode("conv2d"), [planes, weights], .window(window),
      shape: pooledShape(graph.shape(of: planes), window))
    return graph.reshape(pooled, to: pooledShape(shape, window))
  }

  static let maxPool2d = pooling(
    "maxpool2d", axes: 2, summary: "The largest entry of each k×k window.",
    formula: "y = max over the window", rule: "v at the winner's place, 0 elsewhere",
    convention: "The first of several equal entries wins, as in PyTorch.",
    example: "maxpool2d(reshape(arange(16), 1, 1, 4, 4), 2)",
    behaviour: Structured(
      rules: ["v at the winner's place, 0 elsewhere"],
      kernel: { call throws(OperationError) in
        let x = call.inputs[0]
        try forEachWinner(of: x, call.inputShapes[0], knownWindow(call), call.interruption) {
          place, pixel, _ in
          call.output[place] = x[pixel]
        }
      },
      pullback: { graph, context in
        let v = graph.filled(context.upstream, to: graph.shape(of: context.output))
        return graph.append(
          Opcode("maxpool_route"), [context.inputs[0], v], context.attribute,
          shape: graph.shape(of: context.inputs[0]))
      },
      branch: { call in
        var hash = 1
        var hasTie = false
        // Nobody can stop it, so nothing is thrown.
        try? forEachWinner(of: call.inputs[0], call.inputShapes[0], knownWindow(call), .never) {
          _, pixel, isTied in
          hash = hash &* 31 &+ pixel
          hasTie = hasTie || isTied
        }
        return hasTie ? 0 : hash | 1 << 62
      }),
    record: recordMaximum)

  static let maxPool1d = pooling(
    "maxpool1d", axes: 1, summary: "The largest entry of each window of k.",
    formula: "y = max over the window", rule: "v at the winner's place, 0 elsewhere",
    convention: "The first of several equal entries wins, as in PyTorch.",
    example: "maxpool1d(reshape(arange(6), 1, 1, 6), 2)", record: recordMaximum)

  static let avgPool2d = pooling(
    "avgpool2d", axes: 2, summary: "The mean of each k×k window.",
    formula: "y = mean over the window", rule: "v/k² to each entry of the window",
    example: "avgpool2d(reshape(arange(16), 1, 1, 4, 4), 2)", record: recordMean)

  static let avgPool1d = pooling(
    "avgpool1d", axes: 1, summary: "The mean of each window of k.",
    formula: "y = mean over the window", rule: "v/k to each entry of the window",
    example: "avgpool1d(reshape(arange(6), 1, 1, 6), 2)", record: recordMean)

  static let maxPoolRoute = poolingPart(
    "maxpool_route", "Puts each upstream entry where its window's winner stands.",
    pullsBackTo: "maxpool_pick",
    kernel: { call throws(OperationError) in
      var watch = Watch(call.interruption)
      try watch.fill(call.outputShape.count, with: 0, at: call.output)
      try forEachWinner(
        of: call.inputs[0], call.inputShapes[0], knownWindow(call), call.interruption
      ) { place, pixel, _ in
        call.output[pixel] += call.inputs[1][place]
      }
    })

  static let maxPoolPick = poolingPart(
    "maxpool_pick", "Reads each window at its winner's place.", pullsBackTo: "maxpool_route",
    kernel: { call throws(OperationError) in
      try forEachWinner(
        of: call.inputs[0], call.inputShapes[0], knownWindow(call), call.interruption
      ) { place, pixel, _ in
        call.output[place] = call.inputs[1][pixel]
      }
    })

  /// Inputs: the pooled tensor, which only says who won, and what is moved.
  private static func poolingPart(
    _ name: String, _ summary: String, pullsBackTo other: String,
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void
  ) -> Operation {
    Operation(
      name: name, category: .convolution, summary: summary, parameters: [], formula: summary,
      derivative: other, shapes: "as maxpool2d", example: "",
      behaviour: .structured(
        Structured(rules: ["0", other], kernel: kernel) { graph, context in
          guard context.index == 1 else { return nil }
          let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
          return graph.append(
            Opcode(other), [context.inputs[0], upstream], context.attribute,
            shape: graph.shape(of: context.inputs[1]))
        }),
      meaning: .none)
  }
}
