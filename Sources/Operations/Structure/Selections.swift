package import Tensors

/// Calls `body` with the place in the whole of each line (last axis) of a slice, in order.
private func forEachLine(
  of slices: [AxisSlice], in whole: Shape,
  _ body: (_ place: Int, _ count: Int) throws(OperationError) -> Void
) throws(OperationError) {
  let missing = Shape.maximumRank - whole.rank
  let strides = [Int](repeating: 0, count: missing) + whole.strides
  let unit = AxisSlice.range(from: nil, to: nil, length: 1)
  let s = [AxisSlice](repeating: unit, count: missing) + slices
  for i in 0..<s[0].count {
    for j in 0..<s[1].count {
      for k in 0..<s[2].count {
        let first = (s[0].start + i) * strides[0]
        let second = (s[1].start + j) * strides[1]
        let third = (s[2].start + k) * strides[2]
        try body(first + second + third + s[3].start, s[3].count)
      }
    }
  }
}

/// Whole numbers below `limit`, or the first that is not.
private func checkedIndex(
  _ value: Double, below limit: Int, _ operation: String, _ argument: String
) throws(OperationError) -> Int {
  guard value == value.rounded(), value >= 0, value < Double(limit) else {
    let expected = limit == 0 ? "nothing to choose from" : "whole numbers 0 to \(limit - 1)"
    throw .value(operation: operation, argument: argument, expected: expected, got: value)
  }
  return Int(value)
}

extension Graph {
  /// The part of a tensor that slices name, one per axis.
  package mutating func slice(_ x: Node, _ slices: [AxisSlice]) -> Node {
    let kept = slices.filter { !$0.dropsAxis }.map(\.count)
    return append(Opcode("slice"), [x], .slices(slices), shape: Shape(kept))
  }

  /// Rows of a tensor by number.
  package mutating func take(_ x: Node, rows indices: Node) throws(OperationError) -> Node {
    let (data, places) = (shape(of: x), shape(of: indices))
    guard data.rank > 0 else {
      throw .rank(operation: "take", argument: "x", expected: [1, 2, 3, 4], got: data)
    }
    guard places.rank == 1 else {
      throw .rank(operation: "take", argument: "rows", expected: [1], got: places)
    }
    let taken = try Shape.named([places[0]] + data.dimensions.dropFirst())
    return append(Opcode("take"), [x, indices], shape: taken)
  }
}

extension Operation {
  static let slice = Operation(
    name: "slice", category: .shape, summary: "A part of a tensor; written x[0, 1:3].",
    parameters: [], formula: "x[a:b]", derivative: "v in its place, 0 elsewhere",
    shapes: "a:b keeps an axis, a single index drops it", example: "[1, 2, 3, 4][1:3]",
    behaviour: .structured(
      Structured(
        rules: ["v in its place, 0 elsewhere"],
        kernel: { call throws(OperationError) in
          guard case .slices(let slices) = call.attribute else { return }
          var watch = Watch(call.interruption)
          var output = call.output
          try forEachLine(of: slices, in: call.inputShapes[0]) {
            place, count throws(OperationError) in
            try watch.copy(count, from: call.inputs[0] + place, to: output)
            try watch.spend(1)
            output += count
          }
        },
        pullback: { graph, context in
          let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
          return graph.append(
            Opcode("unslice"), [upstream], context.attribute,
            shape: graph.shape(of: context.inputs[0]))
        },
        text: { inputs, attribute in
          guard case .slices(let slices) = attribute else { return inputs[0] }
          let parts = slices.map {
            $0.dropsAxis ? "\($0.start)" : "\($0.start):\($0.start + $0.count)"
          }
          return "\(inputs[0])[\(parts.joined(separator: ", "))]"
        })),
    meaning: .none)

  static let unslice = Operation(
    name: "unslice", category: .shape, summary: "Puts a part in its place, zeros elsewhere.",
    parameters: [], formula: "v in its place, 0 elsewhere", derivative: "the slice of v",
    shapes: "the part to the whole", example: "",
    behaviour: .structured(
      Structured(
        rules: ["the slice of v"],
        kernel: { call throws(OperationError) in
          guard case .slices(let slices) = call.attribute else { return }
          var watch = Watch(call.interruption)
          try watch.fill(call.outputShape.count, with: 0, at: call.output)
          var input = call.inputs[0]
          try forEachLine(of: slices, in: call.outputShape) {
            place, count throws(OperationError) in
            try watch.copy(count, from: input, to: call.output + place)
            try watch.spend(1)
            input += count
          }
        },
        pullback: { graph, context in
          guard case .slices(let slices) = context.attribute else { return nil }
          let whole = graph.shape(of: context.output)
          return graph.slice(graph.filled(context.upstream, to: whole), slices)
        })),
    meaning: .none)

  static let take = Operation(
    name: "take", category: .shape,
    summary: "Rows by number, in any order and as often as named; also written x[rows].",
    parameters: [Parameter("x"), Parameter("rows")], formula: "y_i = x[rows_i]",
    derivative: "v_i added to row rows_i", shapes: "N×... and k numbers to k×...",
    example: "take([10, 20, 30], [2, 0])",
    behaviour: .structured(
      Structured(
        rules: ["v_i added to row rows_i", "0 (not differentiable)"],
        kernel: { call throws(OperationError) in
          let width = call.outputShape.dimensions.dropFirst().reduce(1, *)
          var watch = Watch(call.interruption)
          for i in 0..<call.outputShape[0] {
            let row = try checkedIndex(
              call.inputs[1][i], below: call.inputShapes[0][0], "take", "rows")
            try watch.copy(
              width, from: call.inputs[0] + row * width, to: call.output + i * width)
            try watch.spend(1)
          }
        },
        pullback: { graph, context in
          guard context.index == 0 else { return nil }
          let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
          return graph.append(
            Opcode("scatter_rows"), [upstream, context.inputs[1]],
            shape: graph.shape(of: context.inputs[0]))
        },
        text: { inputs, _ in "\(inputs[0])[\(inputs[1])]" })),
    meaning: .record { graph, arguments throws(OperationError) in
      try graph.take(arguments.node(0), rows: arguments.node(1))
    })

  static let scatterRows = Operation(
    name: "scatter_rows", category: .shape, summary: "Adds rows up where their numbers say.",
    parameters: [], formula: "y[rows_i] += v_i", derivative: "rows of v by number",
    shapes: "k×... to N×...", example: "",
    behaviour: .structured(
      Structured(
        rules: ["rows of v by number", "0 (not differentiable)"],
        kernel: { call throws(OperationError) in
          let width = call.outputShape.dimensions.dropFirst().reduce(1, *)
          var watch = Watch(call.interruption)
          try watch.fill(call.outputShape.count, with: 0, at: call.output)
          for i in 0..<call.inputShapes[0][0] {
            let row = try checkedIndex(
              call.inputs[1][i], below: call.outputShape[0], "take", "rows")
            let (source, target) = (call.inputs[0] + i * width, call.output + row * width)
            try watch.forEachBlock(of: width) { block in
              for j in block { target[j] += source[j] }
            }
            try watch.spend(1)
          }
        },
        pullback: { graph, context in
          guard context.index == 0 else { return nil }
          let upstream = graph.filled(context.upstream, to: graph.shape(of: context.output))
          return graph.append(
            Opcode("take"), [upstream, context.inputs[1]],
            shape: graph.shape(of: context.inputs[0]))
        })),
    meaning: .none)

  static let oneHot = Operation(
    name: "onehot", category: .shape,
    summary: "A row for each label: 1 at the label's place, 0 elsewhere.",
    parameters: [Parameter("y"), Parameter("k", .integer)], formula: "[j = y_i]",
    derivative: "0 (not differentiable)", shapes: "n labels 0...k-1 to n×k",
    convention: "Not differentiable: its gradient is zero.", example: "onehot([0, 2], 3)",
    behaviour: .structured(
      Structured(
        rules: ["0 (not differentiable)"],
        kernel: { call throws(OperationError) in
          guard case .count(let classes) = call.attribute else { return }
          var watch = Watch(call.interruption)
          for i in 0..<call.inputShapes[0].count {
            let label = try checkedIndex(call.inputs[0][i], below: classes, "onehot", "label")
            let row = call.output + i * classes
            if classes > 16 {
              try watch.fill(classes, with: 0, at: row)
            } else {
              for j in 0..<classes { row[j] = 0 }
              try watch.spend(classes)
            }
            row[label] = 1
          }
        },
        pullback: { _, _ in nil })),
    meaning: .record { graph, arguments throws(OperationError) in
      let labels = graph.shape(of: arguments.node(0))
      let classes = arguments.integer(1)
      guard classes > 0 else {
        throw .option(operation: "onehot", argument: "k", expected: "1 or more")
      }
      guard labels.rank < Shape.maximumRank else {
        throw .rank(operation: "onehot", argument: "y", expected: [0, 1, 2, 3], got: labels)
      }
      return try graph.oneHot(arguments.node(0), classes: classes)
    })
}

extension Graph {
  package mutating func oneHot(_ labels: Node, classes: Int) throws(OperationError) -> Node {
    let shape = try Shape.named(self.shape(of: labels).dimensions + [classes])
    return append(Opcode("onehot"), [labels], .count(classes), shape: shape)
  }
}
