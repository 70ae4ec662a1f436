/// A run of neighbouring positions along one axis.
package struct AxisSlice: Hashable, Sendable {
  package let start: Int
  package let count: Int

  /// Whether the axis disappears from the result, as it does for a single index.
  package let dropsAxis: Bool

  /// The position `i`; negative positions count from the end.
  package static func index(_ i: Int, length: Int) throws(TensorError) -> AxisSlice {
    guard i >= -length, i < length else { throw .indexOutOfRange(index: i, length: length) }
    return AxisSlice(start: i < 0 ? i + length : i, count: 1, dropsAxis: true)
  }

  /// The half-open range `from:to`; negative ends count from the end and what lies outside is left
  /// out, as in NumPy.
  package static func range(from: Int?, to: Int?, length: Int) -> AxisSlice {
    func position(_ end: Int) -> Int {
      min(max(end < 0 ? end + length : end, 0), length)
    }
    let start = position(from ?? 0)
    let end = position(to ?? length)
    return AxisSlice(start: start, count: max(end - start, 0), dropsAxis: false)
  }
}
