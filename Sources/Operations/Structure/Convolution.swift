import Tensors

extension Graph {
  /// A convolution of x (N×C×H×W) with w (C'×C×h×w), checked by the caller.
  fileprivate mutating func convolve(
    _ x: Node, _ w: Node, _ window: Window
  ) throws(OperationError) -> Node {
    let (input, weight) = (shape(of: x), shape(of: w))
    let output = try Shape.named([
      input[0], weight[0], window.places(along: 0, of: input[2]),
      window.places(along: 1, of: input[3]),
    ])
    return append(Opcode("conv2d"), [x, w], .window(window), shape: output)
  }

  /// Adds one bias to each channel (axis 1).
  fileprivate mutating func addBias(
    _ y: Node, _ b: Node?, _ operation: String
  ) throws(OperationError) -> Node {
    guard let b else { return y }
    let (output, bias) = (shape(of: y), shape(of: b))
    guard bias.count == output[1], bias.rank <= 1 else {
      throw .shape(
        operation: operation, argument: "b", expected: "\(output[1])", got: bias)
    }
    var sizes = Array(repeating: 1, count: output.rank)
    sizes[1] = output[1]
    let column = reshape(bias.rank == 0 ? filled(b, to: Shape([1])) : b, to: Shape(sizes))
    return append(.add, y, filled(column, to: output))
  }
}

/// Zeros to add before and after an axis.
private func padding(
  _ argument: ArgumentValue, size: Int, stride: Int, length: Int, _ operation: String
) throws(OperationError) -> (Int, Int) {
  switch argument {
  case .integer(let zeros) where zeros >= 0 && zeros < 1 << 20: return (zeros, zeros)
  case .word("valid"): return (0, 0)
  case .word("same"):
    // As many places as the stride allows: ceil(length / stride).
    let places = (length + stride - 1) / stride
    let total = max((places - 1) * stride + size - length, 0)
    return (total / 2, total - total / 2)
  default:
    throw .option(
      operation: operation, argument: "padding",
      expected: "\"same\", \"valid\" or a number of zeros")
  }
}

private func stride(_ arguments: Arguments, at index: Int) throws(OperationError) -> Int {
  let stride = arguments.integer(index)
  guard stride > 0, stride < 1 << 20 else {
    throw .option(operation: arguments.operation, argument: "stride", expected: "1 or more")
  }
  return stride
}

extension Operation {
  private static let convolutionParameters = [
    Parameter("x"), Parameter("w"), Parameter("b", .tensor, .omitted),
    Parameter("stride", .integer, .number(1)),
    Parameter("padding", .wordOrInteger(["same", "valid"]), .word("same")),
  ]

  private static func convolutionWindow(
    _ arguments: Arguments, sizes: [Int], lengths: [Int]
  ) throws(OperationError) -> Window {
    let name = arguments.operation
    let step = try stride(arguments, at: 3)
    var window = Window(sizes: sizes, stride: step, before: [], after: [])
    for (size, length) in zip(sizes, lengths) {
      // An axis of a one-dimensional convolution that is not there takes no padding.
      let isAbsent = sizes[0] == 1 && name == "conv1d" && window.before.isEmpty
      let (before, after) =
        isAbsent
        ? (0, 0)
        : try padding(arguments.values[4], size: size, stride: step, length: length, name)
      window.before.append(before)
      window.after.append(after)
    }
    for (axis, (size, length)) in zip(sizes, lengths).enumerated()
    where size == 0 || window.places(along: axis, of: length) == 0 {
      throw .shape(
        operation: name, argument: "w",
        expected: "no wider than the padded input (\(length + 2 * window.before[axis]))",
        got: Shape(sizes))
    }
    return window
  }

  static let conv2d = Operation(
    name: "conv2d", category: .convolution,
    summary: "Slides filters over images: a cross-correlation in two dimensions.",
    parameters: convolutionParameters,
    formula: "y_nkij = Σ_c,p,q w_kcpq x_n,c,s·i+p,s·j+q + b_k",
    derivative: "∂/∂x: v spread back through w, ∂/∂w: Σ x ⊙ v over places, ∂/∂b: Σ v per channel",
    shapes: "x N×C×H×W, w C'×C×h×w, b C' to N×C'×H'×W'",
    convention: "Cross-correlation, as in PyTorch, of the padded x; s is the stride.",
    example: "conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), [0])",
    source: "CS229 (7.51)",
    behaviour: .structured(
      Structured(
        rules: ["v spread back through w", "Σ x ⊙ v over places"],
        kernel: { call throws(OperationError) in try ConvolutionKernels.forward(call) },
        pullback: { graph, context in
          let v = graph.filled(context.upstream, to: graph.shape(of: context.output))
          let (x, w) = (context.inputs[0], context.inputs[1])
          return context.index == 0
            ? graph.append(
              Opcode("conv_input_gradient"), [v, w], context.attribute,
              shape: graph.shape(of: x))
            : graph.append(
              Opcode("conv_weight_gradient"), [x, v], context.attribute,
              shape: graph.shape(of: w))
        })),
    meaning: .record { graph, arguments throws(OperationError) in
      let (x, w) = (arguments.node(0), arguments.node(1))
      let (input, weight) = (graph.shape(of: x), graph.shape(of: w))
      guard input.rank == 4 else {
        throw .shape(operation: "conv2d", argument: "x", expected: "N×C×H×W", got: input)
      }
      guard weight.rank == 4, weight[1] == input[1] else {
        throw .shape(
          operation: "conv2d", argument: "w", expected: "C'×\(input[1])×h×w", got: weight)
      }
      let window = try convolutionWindow(
        arguments, sizes: [weight[2], weight[3]], lengths: [input[2], input[3]])
      return try graph.addBias(
        graph.convolve(x, w, window), arguments.optionalNode(2), "conv2d")
    })

  static let conv1d = Operation(
    name: "conv1d", category: .convolution,
    summary: "Slides filters along sequences: a cross-correlation in one dimension.",
    parameters: convolutionParameters, formula: "y_nki = Σ_c,p w_kcp x_n,c,s·i+p + b_k",
    derivative: "∂/∂x: v spread back through w, ∂/∂w: Σ x ⊙ v over places, ∂/∂b: Σ v per channel",
    shapes: "x N×C×L, w C'×C×k, b C' to N×C'×L'; vectors x and w give a vector",
    convention: "Cross-correlation, as in PyTorch, of the padded x; s is the stride.",
    example: "conv1d([1, 2, 3, 4], [1, 0, -1], 0)", source: "CS229 (7.48), (7.50)",
    meaning: .record { graph, arguments throws(OperationError) in
      let (x, w) = (arguments.node(0), arguments.node(1))
      let (input, weight) = (graph.shape(of: x), graph.shape(of: w))
      let isPlain = input.rank == 1 && weight.rank == 1
      guard isPlain || input.rank == 3 else {
        throw .shape(operation: "conv1d", argument: "x", expected: "N×C×L, or L", got: input)
      }
      guard isPlain || weight.rank == 3 && weight[1] == input[1] else {
        throw .shape(
          operation: "conv1d", argument: "w",
          expected: input.rank == 1 ? "k" : "C'×\(input[1])×k", got: weight)
      }
      let x4 = isPlain ? [1, 1, 1, input[0]] : [input[0], input[1], 1, input[2]]
      let w4 = isPlain ? [1, 1, 1, weight[0]] : [weight[0], weight[1], 1, weight[2]]
      let window = try convolutionWindow(
        arguments, sizes: [1, w4[3]], lengths: [1, x4[3]])
      let y = try graph.addBias(
        graph.convolve(
          graph.reshape(x, to: Shape(x4)), graph.reshape(w, to: Shape(w4)), window),
        arguments.optionalNode(2), "conv1d")
      let shape = graph.shape(of: y)
      return graph.reshape(y, to: Shape(isPlain ? [shape[3]] : [shape[0], shape[1], shape[3]]))
    })

  static let convolutionInputGradient = convolutionPart(
    "conv_input_gradient", "Spreads an upstream gradient back through the filters.",
    rules: ["conv2d(v, w)", "the weight gradient of v"],
    kernel: { call throws(OperationError) in try ConvolutionKernels.inputGradient(call) }
  ) { graph, context, u in
    let (v, w) = (context.inputs[0], context.inputs[1])
    return context.index == 0
      ? graph.append(Opcode("conv2d"), [u, w], context.attribute, shape: graph.shape(of: v))
      : graph.append(
        Opcode("conv_weight_gradient"), [u, v], context.attribute, shape: graph.shape(of: w))
  }

  static let convolutionWeightGradient = convolutionPart(
    "conv_weight_gradient", "Sums input times upstream gradient over the window's places.",
    rules: ["v spread back", "conv2d(x, v)"],
    kernel: { call throws(OperationError) in try ConvolutionKernels.weightGradient(call) }
  ) { graph, context, u in
    let (x, v) = (context.inputs[0], context.inputs[1])
    return context.index == 0
      ? graph.append(
        Opcode("conv_input_gradient"), [v, u], context.attribute, shape: graph.shape(of: x))
      : graph.append(Opcode("conv2d"), [x, u], context.attribute, shape: graph.shape(of: v))
  }

  /// One of the products that a convolution's backward pass is made of.
  private static func convolutionPart(
    _ name: String, _ summary: String, rules: [String],
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void,
    pullback: @escaping @Sendable (inout Graph, PullbackContext, Node) -> Node
  ) -> Operation {
    Operation(
      name: name, category: .convolution, summary: summary, parameters: [], formula: summary,
      derivative: rules.joined(separator: ", "), shapes: "as conv2d", example: "",
      behaviour: .structured(
        Structured(rules: rules, kernel: kernel) { graph, context in
          let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
          return pullback(&graph, context, upstream)
        }),
      meaning: .none)
  }
}
