import CKernels
import Tensors

/// A line along one axis: its entries are `step` apart.
private struct Line {
  let start: Int
  let step: Int
  let count: Int

  @inline(__always) subscript(_ i: Int) -> Int { start + i * step }
}

/// Calls `body` with every line along the axis of a call.
private func forEachLine(
  _ call: KernelCall, _ body: (Line, inout Watch) throws(OperationError) -> Void
) throws(OperationError) {
  guard case .axis(let axis) = call.attribute else { return }
  let sizes = call.inputShapes[0].dimensions
  let inner = sizes[(axis + 1)...].reduce(1, *)
  let outer = sizes[..<axis].reduce(1, *)
  var watch = Watch(call.interruption)
  for o in 0..<outer {
    for i in 0..<inner {
      try body(Line(start: o * sizes[axis] * inner + i, step: inner, count: sizes[axis]), &watch)
      try watch.spend(1)
    }
  }
}

/// Calls the loop in C on short lines along the last axis; false where a line is long or its entries
/// lie apart.
private func writeRows(
  _ call: KernelCall, isLogarithm: Bool
) throws(OperationError) -> Bool {
  let sizes = call.inputShapes[0].dimensions
  guard case .axis(sizes.count - 1) = call.attribute, let width = sizes.last,
    (1...Int(ck_softmax_row)).contains(width)
  else { return false }
  let rows = call.outputShape.count / width
  let together = Watch.interval / width
  var watch = Watch(call.interruption)
  for first in stride(from: 0, to: rows, by: together) {
    let some = min(together, rows - first)
    ck_softmax(
      LoopProgram.level, some, width, call.inputs[0] + first * width,
      call.output + first * width, isLogarithm)
    // Exponentials cost more than what is counted.
    try watch.spend(Watch.interval)
  }
  return true
}

/// The largest entry of a line and the sum of exp(x - largest).
private func exponentials(
  _ x: UnsafePointer<Double>, _ line: Line, _ watch: inout Watch
) throws(OperationError) -> (top: Double, sum: Double) {
  var top = -Double.infinity
  try watch.forEachBlock(of: line.count) { block in
    for i in block { top = Swift.max(top, x[line[i]]) }
  }
  if top == -.infinity { top = 0 }
  var sum = 0.0
  try watch.forEachBlock(of: line.count) { block in
    for i in block { sum += Double.exp(x[line[i]] - top) }
  }
  return (top, sum)
}

extension Operation {
  static let softmax = alongAxis(
    "softmax", summary: "Turns scores into positive numbers that add up to 1.",
    formula: "exp(x) / Σ exp(x)", rule: "y ⊙ (v - Σ v ⊙ y)",
    convention: "Computed after subtracting the largest entry, so it does not overflow.",
    source: "CS229 (7.5); TUM lecture 7, multi-class classification",
    kernel: { call throws(OperationError) in
      let x = call.inputs[0]
      if try writeRows(call, isLogarithm: false) { return }
      try forEachLine(call) { line, watch throws(OperationError) in
        let (top, sum) = try exponentials(x, line, &watch)
        try watch.forEachBlock(of: line.count) { block in
          for i in block { call.output[line[i]] = Double.exp(x[line[i]] - top) / sum }
        }
      }
    },
    pullback: { graph, context in
      guard case .axis(let axis) = context.attribute else { return nil }
      let y = context.output
      let weighted = graph.multiply(context.upstream, y)
      let total = graph.spread(graph.sum(weighted, [axis]), over: [axis], of: graph.shape(of: y))
      return graph.subtract(weighted, graph.multiply(y, total))
    })

  static let logSoftmax = alongAxis(
    "log_softmax", summary: "The logarithm of softmax, without the overflow.",
    formula: "x - log Σ exp(x)", rule: "v - softmax(x) Σ v", source: "CS229 (7.6)",
    kernel: { call throws(OperationError) in
      let x = call.inputs[0]
      if try writeRows(call, isLogarithm: true) { return }
      try forEachLine(call) { line, watch throws(OperationError) in
        let (top, sum) = try exponentials(x, line, &watch)
        let logarithm = Double.log(sum)
        try watch.forEachBlock(of: line.count) { block in
          for i in block { call.output[line[i]] = x[line[i]] - top - logarithm }
        }
      }
    },
    pullback: { graph, context in
      guard case .axis(let axis) = context.attribute else { return nil }
      let x = context.inputs[0]
      let shape = graph.shape(of: x)
      let p = graph.append(Opcode("softmax"), [x], context.attribute, shape: shape)
      let total = graph.spread(graph.sum(context.upstream, [axis]), over: [axis], of: shape)
      return graph.subtract(context.upstream, graph.multiply(p, total))
    })

  static let cumulativeSum = alongAxis(
    "cumsum", summary: "The running sum along an axis.", formula: "y_i = x_0 + ... + x_i",
    rule: "the running sum of v from the end",
    kernel: { call throws(OperationError) in
      try forEachLine(call) { line, watch throws(OperationError) in
        var sum = 0.0
        try watch.forEachBlock(of: line.count) { block in
          for i in block {
            sum += call.inputs[0][line[i]]
            call.output[line[i]] = sum
          }
        }
      }
    },
    pullback: { graph, context in
      guard case .axis(let axis) = context.attribute else { return nil }
      let v = context.upstream
      let shape = graph.shape(of: context.output)
      let upstream = graph.filled(v, to: shape)
      let running = graph.append(Opcode("cumsum"), [upstream], context.attribute, shape: shape)
      let total = graph.spread(graph.sum(upstream, [axis]), over: [axis], of: shape)
      return graph.add(graph.subtract(total, running), upstream)
    })

  private static func alongAxis(
    _ name: String, summary: String, formula: String, rule: String, convention: String? = nil,
    source: String? = nil,
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void,
    pullback: @escaping Structured.Pullback
  ) -> Operation {
    Operation(
      name: name, category: name == "cumsum" ? .reduction : .activation, summary: summary,
      parameters: [Parameter("x"), Parameter("axis", .integer, .number(-1))],
      formula: formula, derivative: rule, shapes: "the shape of x; axis is the last by default",
      convention: convention, example: "\(name)([1, 2, 3])", source: source,
      behaviour: .structured(Structured(rules: [rule], kernel: kernel, pullback: pullback)),
      meaning: .record { graph, arguments throws(OperationError) in
        let x = arguments.node(0)
        let shape = graph.shape(of: x)
        if shape.rank == 0 {
          throw .rank(operation: name, argument: "x", expected: [1, 2, 3, 4], got: shape)
        }
        let axis = try shape.namedAxis(arguments.integer(1))
        return graph.append(Opcode(name), [x], .axis(axis), shape: shape)
      })
  }
}
