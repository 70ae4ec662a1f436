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

enum GroupLoops {
  /// Sums with four running totals: fast, and the same on every machine.
  static let total: GroupLoop = { x, step, count, watch throws(OperationError) in
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    try watch.forEachBlock(of: count) { block in
      var i = block.lowerBound
      while i + 4 <= block.upperBound {
        s0 += x[i * step]
        s1 += x[(i + 1) * step]
        s2 += x[(i + 2) * step]
        s3 += x[(i + 3) * step]
        i += 4
      }
      while i < block.upperBound {
        s0 += x[i * step]
        i += 1
      }
    }
    return (s0 + s1) + (s2 + s3)
  }

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
