import CKernels
import Tensors

/// A reduction over neighbouring axes seen as outer × reduced × inner blocks.
struct Grouping {
  let outer: Int
  let reduced: Int
  /// Also how far apart the entries of one group are.
  let inner: Int

  /// Neighbouring axes only: callers move others together first.
  static func over(_ call: KernelCall) -> Grouping {
    guard case .axes(let axes) = call.attribute, let first = axes.first, let last = axes.last,
      last - first + 1 == axes.count
    else { preconditionFailure("a reduction needs neighbouring axes") }
    let sizes = call.inputShapes[0].dimensions
    return Grouping(
      outer: sizes[..<first].reduce(1, *), reduced: sizes[first...last].reduce(1, *),
      inner: sizes[(last + 1)...].reduce(1, *))
  }

  /// How many entries the result has.
  var groups: Int { outer * inner }

  /// The place of a group's first entry.
  func start(of group: Int) -> Int { group / inner * reduced * inner + group % inner }
}

/// A loop over one group of entries, `step` apart.
typealias GroupLoop =
  @Sendable (
    _ x: UnsafePointer<Double>, _ step: Int, _ count: Int, _ watch: inout Watch
  ) throws(OperationError) -> Double

/// The kernel that makes one number of each group.
func reductionKernel(
  _ loop: @escaping GroupLoop
) -> @Sendable (KernelCall) throws(OperationError) -> Void {
  { call throws(OperationError) in
    let grouping = Grouping.over(call)
    var watch = Watch(call.interruption)
    var output = call.output
    for o in 0..<grouping.outer {
      let first = call.inputs[0] + o * grouping.reduced * grouping.inner
      for i in 0..<grouping.inner {
        output.pointee = try loop(first + i, grouping.inner, grouping.reduced, &watch)
        output += 1
        try watch.spend(1)
      }
    }
  }
}

/// Sums, in an order that depends on nothing but the shape.
///
/// Entries that lie apart (a sum over rows) are added one after another, the first first. Of entries
/// that lie side by side, up to 15 are added one after another; from 16 on entry i is added to
/// running total i mod 16 and the totals are added in halves (8, 4, 2, 1), each stretch of 2¹⁸
/// entries by itself.
enum Totals {
  static let kernel: @Sendable (KernelCall) throws(OperationError) -> Void = {
    call throws(OperationError) in
    var watch = Watch(call.interruption)
    try write(call, Grouping.over(call), &watch)
  }

  static let means: @Sendable (KernelCall) throws(OperationError) -> Void = {
    call throws(OperationError) in
    var watch = Watch(call.interruption)
    let grouping = Grouping.over(call)
    try write(call, grouping, &watch)
    let count = Double(grouping.reduced)
    try watch.forEachBlock(of: grouping.groups) { block in
      for i in block { call.output[i] /= count }
    }
  }

  private static func write(
    _ call: KernelCall, _ grouping: Grouping, _ watch: inout Watch
  ) throws(OperationError) {
    let (rows, width) = (grouping.reduced, grouping.inner)
    let (x, y) = (call.inputs[0], call.output)
    if width == 1 {
      for o in 0..<grouping.outer { y[o] = try sum(x + o * rows, rows, &watch) }
      return
    }
    try watch.fill(grouping.groups, with: 0, at: y)
    // Stretches of rows and columns between which the interruption may be looked at.
    let columns = min(width, Watch.interval)
    let together = max(Watch.interval / max(columns, 1), 1)
    for o in 0..<grouping.outer {
      for first in stride(from: 0, to: rows, by: together) {
        let some = min(together, rows - first)
        for column in stride(from: 0, to: width, by: max(columns, 1)) {
          let count = min(columns, width - column)
          ck_sum_rows(
            LoopProgram.level, some, count, width, x + (o * rows + first) * width + column,
            y + o * width + column)
          try watch.spend(some * count)
        }
      }
    }
  }

  /// The sum of neighbouring entries.
  private static func sum(
    _ x: UnsafePointer<Double>, _ count: Int, _ watch: inout Watch
  ) throws(OperationError) -> Double {
    var total = 0.0
    if count < 16 {
      for i in 0..<count { total += x[i] }
      try watch.spend(count + 1)
      return total
    }
    try watch.forEachBlock(of: count) { block in
      total += ck_sum(LoopProgram.level, block.count, x + block.lowerBound)
    }
    return total
  }
}

enum GroupLoops {
  static let largest: GroupLoop = { x, step, count, watch throws(OperationError) in
    var best = x[0]
    try watch.forEachBlock(of: count) { block in
      for i in block where !(best >= x[i * step]) && !best.isNaN { best = x[i * step] }
    }
    return best
  }

  static let smallest: GroupLoop = { x, step, count, watch throws(OperationError) in
    var best = x[0]
    try watch.forEachBlock(of: count) { block in
      for i in block where !(best <= x[i * step]) && !best.isNaN { best = x[i * step] }
    }
    return best
  }

  /// The Euclidean length, scaled by the largest entry so that no square overflows.
  static let length: GroupLoop = { x, step, count, watch throws(OperationError) in
    var scale = 0.0
    try watch.forEachBlock(of: count) { block in
      for i in block {
        let size = Swift.abs(x[i * step])
        if !(size <= scale) && !scale.isNaN { scale = size }
      }
    }
    if scale == 0 || !scale.isFinite { return scale }
    var squares = 0.0
    try watch.forEachBlock(of: count) { block in
      for i in block {
        let ratio = x[i * step] / scale
        squares += ratio * ratio
      }
    }
    return scale * squares.squareRoot()
  }
}
