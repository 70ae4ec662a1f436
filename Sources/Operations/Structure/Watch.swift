import Tensors

/// Asks now and then whether a long loop should stop.
///
/// A kernel spends the elements it walks; every quarter of a million the interruption is looked
/// at, so that Ctrl-C answers at once however large a tensor is.
struct Watch {
  /// Elements between two looks, and the most that may be walked between two calls of `spend`.
  static let interval = 1 << 18

  private let interruption: Interruption
  private var left = Watch.interval

  init(_ interruption: Interruption) { self.interruption = interruption }

  @inline(__always)
  mutating func spend(_ elements: Int) throws(OperationError) {
    left -= elements
    if left <= 0 { try look() }
  }

  private mutating func look() throws(OperationError) {
    left = Watch.interval
    if interruption.isRequested { throw .interrupted }
  }

  /// Calls `body` with runs of 0 ..< count between which the interruption may be looked at.
  @inline(__always)
  mutating func forEachBlock(
    of count: Int, _ body: (Range<Int>) -> Void
  ) throws(OperationError) {
    var start = 0
    while start < count {
      let end = min(start + Watch.interval, count)
      body(start..<end)
      try spend(end - start)
      start = end
    }
  }

  /// Copies neighbouring entries.
  mutating func copy(
    _ count: Int, from source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>
  ) throws(OperationError) {
    var start = 0
    while start < count {
      let length = min(Watch.interval, count - start)
      (target + start).update(from: source + start, count: length)
      start += length
      try spend(length)
    }
  }

  /// Fills neighbouring entries with one number.
  mutating func fill(
    _ count: Int, with value: Double, at target: UnsafeMutablePointer<Double>
  ) throws(OperationError) {
    var start = 0
    while start < count {
      let length = min(Watch.interval, count - start)
      (target + start).update(repeating: value, count: length)
      start += length
      try spend(length)
    }
  }
}
