internal import CKernels

/// How many numbers fall into each of some bins.
///
/// Bin i holds `edges[i]` ≤ x < `edges[i + 1]`, the last one its upper edge too. The comparisons are
/// those of the numbers themselves: no rounding moves a number into a neighbouring bin.
package struct HistogramCounts: Sendable, Equatable {
  /// One more than there are bins, none below the one before.
  package let edges: [Double]
  package private(set) var counts: [Int]
  /// Finite numbers below the first edge and above the last.
  package private(set) var below = 0
  package private(set) var above = 0
  package private(set) var negativeInfinities = 0
  package private(set) var positiveInfinities = 0
  package private(set) var notNumbers = 0

  /// The most bins there can be.
  package static let mostBins = Int(ck_histogram_bins)

  /// Numbers counted between two looks at the interruption.
  private static let piece = 1 << 20

  /// All numbers that were counted.
  package var total: Int {
    counts.reduce(0, +) + below + above + negativeInfinities + positiveInfinities + notNumbers
  }

  package init(
    of values: UnsafeBufferPointer<Double>, edges: [Double], interruption: Interruption = .never
  ) throws(Interrupted) {
    let bins = edges.count - 1
    precondition(
      bins > 0 && bins <= HistogramCounts.mostBins && zip(edges, edges.dropFirst()).allSatisfy(<=),
      "edges in order, at least two and not too many")
    self.edges = edges
    let infinity = Double.infinity
    let bounds =
      [-infinity, -Double.greatestFiniteMagnitude] + edges.dropLast()
      + [edges[bins].nextUp, infinity, .nan, .nan]
    // A scale that does not fit, as where edges are uneven, is found out by the loop.
    let scale = Double(bins) / (edges[bins] - edges[0])
    var tallies = [UInt32](repeating: 0, count: bins + 5)
    counts = Array(repeating: 0, count: bins)
    for start in stride(from: 0, to: values.count, by: HistogramCounts.piece) {
      try interruption.check()
      let some = min(HistogramCounts.piece, values.count - start)
      guard let first = values.baseAddress else { continue }
      bounds.withUnsafeBufferPointer { bounds in
        ck_histogram(
          ck_best_level(), some, first + start,
          ck_slots(bounds: bounds.baseAddress, bins: bins), scale.isFinite ? scale : 0, &tallies)
      }
      add(&tallies)
    }
  }

  package init(
    of tensor: Tensor, edges: [Double], interruption: Interruption = .never
  ) throws(Interrupted) {
    self = try tensor.values.withUnsafeBufferPointer { values throws(Interrupted) in
      try HistogramCounts(of: values, edges: edges, interruption: interruption)
    }
  }

  private mutating func add(_ tallies: inout [UInt32]) {
    let bins = counts.count
    for bin in 0..<bins { counts[bin] += Int(tallies[bin + 2]) }
    negativeInfinities += Int(tallies[0])
    below += Int(tallies[1])
    above += Int(tallies[bins + 2])
    positiveInfinities += Int(tallies[bins + 3])
    notNumbers += Int(tallies[bins + 4])
    for slot in tallies.indices { tallies[slot] = 0 }
  }

  /// The edges of equal bins over a range, as NumPy's; a range of one number is widened around it.
  package static func equalBins(_ count: Int, over range: ClosedRange<Double>) -> [Double] {
    var (low, high) = (range.lowerBound, range.upperBound)
    if low == high {
      let half = max(0.5, abs(low) * 0x1p-20)
      low = max(low - half, -.greatestFiniteMagnitude)
      high = min(high + half, .greatestFiniteMagnitude)
    }
    let width = high - low
    return (0..<count).map { bin in
      if width.isFinite { return min(low + Double(bin) * (width / Double(count)), high) }
      let share = Double(bin) / Double(count)
      return low * (1 - share) + high * share
    } + [high]
  }
}
