import Tensors

/// Copies a permuted view: output entry (i, j, ...) reads input with the given steps.
private func copyStrided(
  _ input: UnsafePointer<Double>, steps: [Int], shape: Shape,
  to output: UnsafeMutablePointer<Double>, _ interruption: Interruption
) throws(OperationError) {
  // Four nested loops cover every rank; missing axes have size 1.
  let missing = Shape.maximumRank - shape.rank
  let n = Array(repeating: 1, count: missing) + shape.dimensions
  let s = Array(repeating: 0, count: missing) + steps
  let s3 = s[3]
  var watch = Watch(interruption)
  var place = 0
  for i in 0..<n[0] {
    for j in 0..<n[1] {
      for k in 0..<n[2] {
        let start = i * s[0] + j * s[1] + k * s[2]
        try watch.forEachBlock(of: n[3]) { block in
          for l in block { output[place + l] = input[start + l * s3] }
        }
        try watch.spend(1)
        place += n[3]
      }
    }
  }
}

extension Operation {
  private static func shaped(
    _ name: String, category: Category = .shape, summary: String, parameters: [Parameter],
    formula: String = "the same entries", rule: String, shapes: String, convention: String? = nil,
    example: String, behaviour: Structured? = nil, meaning: Meaning
  ) -> Operation {
    Operation(
      name: name, category: category, summary: summary, parameters: parameters, formula: formula,
      derivative: rule, shapes: shapes, convention: convention, example: example,
      behaviour: behaviour.map { .structured($0) }, meaning: meaning)
  }

  static let reshape = shaped(
    "reshape", summary: "The same entries, row by row, in another shape.",
    parameters: [Parameter("x"), Parameter("shape", .shape)], rule: "v in the shape of x",
    shapes: "any shape with as many entries; one size may be -1",
    example: "reshape([1, 2, 3, 4], 2, 2)",
    behaviour: Structured(
      rules: ["v in the shape of x"],
      kernel: { call throws(OperationError) in
        var watch = Watch(call.interruption)
        try watch.copy(call.outputShape.count, from: call.inputs[0], to: call.output)
      },
      pullback: { graph, context in
        graph.reshape(context.upstream, to: graph.shape(of: context.inputs[0]))
      },
      text: { inputs, _ in "reshape(\(inputs[0]))" }),
    meaning: .record { graph, arguments throws(OperationError) in
      let x = arguments.node(0)
      let old = graph.shape(of: x)
      var sizes = arguments.integers(1)
      if let free = sizes.firstIndex(of: -1) {
        var others = 1
        for (axis, size) in sizes.enumerated() where axis != free {
          let (product, overflow) = others.multipliedReportingOverflow(by: size)
          if overflow || size < 0 {
            throw .option(operation: "reshape", argument: "shape", expected: "at most one -1")
          }
          others = product
        }
        sizes[free] = others == 0 ? 0 : old.count / others
      }
      let shape = try Shape.named(sizes)
      if shape.count != old.count {
        throw .elementCount(operation: "reshape", from: old, to: shape)
      }
      return graph.reshape(x, to: shape)
    })

  static let flatten = shaped(
    "flatten", summary: "All entries in one vector, row by row.", parameters: [Parameter("x")],
    rule: "v in the shape of x", shapes: "any shape to a vector", example: "flatten([1, 2; 3, 4])",
    meaning: .record { graph, arguments throws(OperationError) in
      let x = arguments.node(0)
      return graph.reshape(x, to: Shape([graph.shape(of: x).count]))
    })

  static let transpose = shaped(
    "transpose", summary: "The axes in reverse order; also written x'.",
    parameters: [Parameter("x")], formula: "y_ij = x_ji", rule: "vᵀ",
    shapes: "n×m to m×n; a vector is unchanged", example: "transpose([1, 2; 3, 4])",
    behaviour: Structured(
      rules: ["vᵀ"],
      kernel: { call throws(OperationError) in
        guard case .axes(let order) = call.attribute else { return }
        let steps = call.inputShapes[0].strides
        try copyStrided(
          call.inputs[0], steps: order.map { steps[$0] }, shape: call.outputShape,
          to: call.output, call.interruption)
      },
      pullback: { graph, context in
        guard case .axes(let order) = context.attribute else { return nil }
        var back = order
        for (new, old) in order.enumerated() { back[old] = new }
        return graph.permute(context.upstream, back)
      },
      text: { inputs, _ in "\(inputs[0])ᵀ" }),
    meaning: .record { graph, arguments throws(OperationError) in
      graph.transpose(arguments.node(0))
    })

  static let broadcast = shaped(
    "broadcast", summary: "A tensor repeated to a larger shape, as NumPy does silently.",
    parameters: [Parameter("x"), Parameter("shape", .shape)],
    formula: "x repeated", rule: "Σ of v over the repeated axes",
    shapes: "sizes 1 and missing leading axes are repeated", example: "broadcast([1, 2], 3, 2)",
    behaviour: Structured(
      rules: ["Σ of v over the repeated axes"],
      kernel: { call throws(OperationError) in
        let old = call.inputShapes[0]
        let new = call.outputShape
        let strides = old.strides
        let steps = new.dimensions.indices.map { axis -> Int in
          let source = axis - (new.rank - old.rank)
          return source < 0 || old[source] == 1 ? 0 : strides[source]
        }
        if call.outputShape.count > 0 {
          try copyStrided(
            call.inputs[0], steps: steps, shape: new, to: call.output, call.interruption)
        }
      },
      pullback: { graph, context in
        let small = graph.shape(of: context.inputs[0])
        let large = graph.shape(of: context.output)
        let added = large.rank - small.rank
        var gradient = context.upstream
        // From the last axis on, so that earlier numbers stay right.
        for axis in large.dimensions.indices.reversed() {
          let isRepeated = axis < added || small[axis - added] != large[axis]
          if isRepeated { gradient = graph.sum(gradient, [axis]) }
        }
        return graph.reshape(gradient, to: small)
      },
      text: { inputs, _ in "\(inputs[0]) repeated" }),
    meaning: .record { graph, arguments throws(OperationError) in
      let x = arguments.node(0)
      let shape = try arguments.shape(1)
      let old = graph.shape(of: x)
      guard let common = try? Shape.broadcast(old, shape), common == shape else {
        throw .cannotCombine(operation: "broadcast", old, shape)
      }
      return graph.filled(x, to: shape)
    })

  static let concat = shaped(
    "concat", summary: "Tensors one after another along an axis.",
    parameters: [Parameter("parts", .tensors), Parameter("axis", .integer, .number(0))],
    formula: "a, b, ... joined", rule: "the slice of v that belongs to each part",
    shapes: "equal sizes but along the axis; scalars count as vectors of one",
    example: "concat([1, 2], [3])",
    behaviour: Structured(
      rules: ["the slice of v that belongs to it"],
      kernel: { call throws(OperationError) in
        guard case .axis(let axis) = call.attribute else { return }
        let outer = call.outputShape.dimensions[..<axis].reduce(1, *)
        let blocks = call.inputShapes.map { $0.dimensions[axis...].reduce(1, *) }
        var watch = Watch(call.interruption)
        var place = 0
        for o in 0..<outer {
          for (part, block) in blocks.enumerated() {
            try watch.copy(block, from: call.inputs[part] + o * block, to: call.output + place)
            try watch.spend(1)
            place += block
          }
        }
      },
      pullback: { graph, context in
        guard case .axis(let axis) = context.attribute else { return nil }
        let whole = graph.shape(of: context.output)
        let start = context.inputs[..<context.index].reduce(0) { $0 + graph.shape(of: $1)[axis] }
        let part = graph.shape(of: context.inputs[context.index])
        let slices = whole.dimensions.indices.map { index in
          index == axis
            ? AxisSlice.range(from: start, to: start + part[axis], length: whole[axis])
            : AxisSlice.range(from: nil, to: nil, length: whole[index])
        }
        let upstream = graph.filled(context.upstream, to: whole)
        return graph.append(Opcode("slice"), [upstream], .slices(slices), shape: part)
      }),
    meaning: .record { graph, arguments throws(OperationError) in
      let parts = arguments.nodes(0).map { node in
        graph.shape(of: node).rank == 0 ? graph.filled(node, to: Shape([1])) : node
      }
      return try graph.concatenate(parts, axis: arguments.integer(1))
    })

  static let stack = shaped(
    "stack", summary: "Tensors of one shape along a new first axis.",
    parameters: [Parameter("parts", .tensors)], formula: "y_i = the i-th part",
    rule: "v_i for the i-th part", shapes: "k parts of one shape to k×shape",
    example: "stack([1, 2], [3, 4])",
    meaning: .record { graph, arguments throws(OperationError) in
      let parts = arguments.nodes(0)
      let first = graph.shape(of: parts[0])
      if first.rank == Shape.maximumRank {
        throw .rank(operation: "stack", argument: "parts", expected: [0, 1, 2, 3], got: first)
      }
      var rows: [Node] = []
      for part in parts {
        let shape = graph.shape(of: part)
        if shape != first { throw .cannotCombine(operation: "stack", first, shape) }
        rows.append(graph.filled(graph.reshape(part, to: first), to: first))
      }
      let row = Shape([1] + first.dimensions)
      return try graph.concatenate(rows.map { graph.filledRow($0, row) }, axis: 0)
    })

  static let repetition = shaped(
    "repeat", summary: "Every entry along an axis n times in a row.",
    parameters: [
      Parameter("x"), Parameter("n", .integer), Parameter("axis", .integer, .number(0)),
    ],
    formula: "each entry n times", rule: "Σ of v over each entry's copies",
    shapes: "the axis grows n-fold", example: "repeat([1, 2], 3)",
    meaning: .record { graph, arguments throws(OperationError) in
      let x = arguments.node(0)
      let old = graph.shape(of: x)
      let times = arguments.integer(1)
      guard times >= 0 else {
        throw .option(operation: "repeat", argument: "n", expected: "0 or more")
      }
      guard (1..<Shape.maximumRank).contains(old.rank) else {
        throw .rank(operation: "repeat", argument: "x", expected: [1, 2, 3], got: old)
      }
      let axis = try old.namedAxis(arguments.integer(2))
      var (split, spread, merged) = (old.dimensions, old.dimensions, old.dimensions)
      split.insert(1, at: axis + 1)
      spread.insert(times, at: axis + 1)
      let (size, overflow) = merged[axis].multipliedReportingOverflow(by: times)
      merged[axis] = overflow ? .max : size
      let final = try Shape.named(merged)
      let copied = try Shape.named(spread)
      let copies = graph.filled(graph.reshape(x, to: Shape(split)), to: copied)
      return graph.reshape(copies, to: final)
    })
}

extension Graph {
  fileprivate mutating func filledRow(_ node: Node, _ shape: Shape) -> Node {
    constantValue(of: node) != nil ? filled(node, to: shape) : reshape(node, to: shape)
  }

  /// Tensors joined along an axis, checked.
  package mutating func concatenate(_ parts: [Node], axis: Int) throws(OperationError) -> Node {
    let first = shape(of: parts[0])
    let place = try first.namedAxis(axis)
    var sizes = first.dimensions
    for part in parts.dropFirst() {
      let shape = self.shape(of: part)
      var (left, right) = (first.dimensions, shape.dimensions)
      guard left.count == right.count else {
        throw .cannotCombine(operation: "concat", first, shape)
      }
      sizes[place] += right[place]
      (left[place], right[place]) = (0, 0)
      if left != right { throw .cannotCombine(operation: "concat", first, shape) }
    }
    if parts.count == 1 { return parts[0] }
    let shape = try Shape.named(sizes)
    return append(Opcode("concat"), parts, .axis(place), shape: shape)
  }
}
