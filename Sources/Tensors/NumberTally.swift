internal import CKernels

/// How many numbers are exactly 0, and how many lie outside an interval.
package struct NumberTally: Sendable, Equatable {
  package private(set) var zeros = 0
  package private(set) var outside = 0
  private let low, high: Double

  /// Nothing counted yet.
  package init(below low: Double, above high: Double) {
    (self.low, self.high) = (low, high)
  }

  package mutating func count(_ values: UnsafeBufferPointer<Double>) {
    guard let start = values.baseAddress else { return }
    let tally = ck_count(ck_best_level(), values.count, start, low, high)
    zeros += tally.zeros
    outside += tally.outside
  }
}
