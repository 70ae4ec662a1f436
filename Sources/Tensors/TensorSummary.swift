internal import CKernels

/// The finite entries of a tensor at a glance.
package struct TensorSummary: Sendable, Equatable {
  /// How many entries are finite.
  package private(set) var count = 0
  package private(set) var mean = 0.0
  package private(set) var smallest = Double.infinity
  package private(set) var largest = -Double.infinity
  /// Squared distances from the mean, added up, in units of `unit` squared.
  private var squares = 0.0
  private var unit = 1.0

  /// The root of the mean squared distance from the mean; 0 where all are alike, whatever rounding
  /// leaves of the mean.
  package var deviation: Double {
    smallest == largest ? 0 : unit * (squares / Double(max(count, 1))).squareRoot()
  }

  /// Entries that are read twice in a row, for the mean and the distances from it.
  private static let block = 2048

  /// Reads the memory once, a block at a time; blocks are joined as by Chan, Golub and LeVeque (1979).
  package init(of tensor: Tensor, interruption: Interruption = .never) throws(Interrupted) {
    self = try tensor.values.withUnsafeBufferPointer { values throws(Interrupted) in
      try TensorSummary(of: values, interruption: interruption)
    }
  }

  /// - Parameter visit: Is given each block while it is in the cache.
  package init(
    of values: UnsafeBufferPointer<Double>, interruption: Interruption = .never,
    visit: (UnsafeBufferPointer<Double>) -> Void = { _ in }
  ) throws(Interrupted) {
    let level = ck_best_level()
    for first in stride(from: 0, to: values.count, by: TensorSummary.block) {
      if first & 0xF_FFFF == 0 { try interruption.check() }
      let some = values[first..<min(first + TensorSummary.block, values.count)]
      let block = UnsafeBufferPointer(rebasing: some)
      guard let start = block.baseAddress else { continue }
      add(ck_summarise(level, block.count, start))
      visit(block)
    }
    let size = max(abs(smallest), abs(largest))
    if count > 0, size > 0, !TensorSummary.plainSizes.contains(size) {
      try measure(
        values, in: Double(sign: .plus, exponent: size.exponent, significand: 1), interruption)
    }
  }

  /// Sizes whose squares and sums neither overflow nor lose digits.
  private static let plainSizes = 0x1p-400...0x1p400

  /// Mean and deviation of numbers too large or too small to be squared, in a unit of their size.
  private mutating func measure(
    _ values: UnsafeBufferPointer<Double>, in unit: Double, _ interruption: Interruption
  ) throws(Interrupted) {
    let (low, high) = (smallest, largest)
    self = TensorSummary()
    var scaled = [Double](repeating: 0, count: TensorSummary.block)
    for first in stride(from: 0, to: values.count, by: TensorSummary.block) {
      if first & 0xF_FFFF == 0 { try interruption.check() }
      let some = min(TensorSummary.block, values.count - first)
      for index in 0..<some { scaled[index] = values[first + index] / unit }
      add(ck_summarise(ck_best_level(), some, scaled))
    }
    (smallest, largest) = (low, high)
    mean *= unit
    self.unit = unit
  }

  private init() {}

  private mutating func add(_ block: ck_summary) {
    if block.count == 0 { return }
    let (own, all) = (Double(count), Double(count) + block.count)
    let distance = block.mean - mean
    if count == 0 {
      mean = block.mean
      squares = block.squares
    } else {
      mean += distance * (block.count / all)
      squares += block.squares + distance * distance * (own * block.count / all)
    }
    count += Int(block.count)
    smallest = min(smallest, block.smallest)
    largest = max(largest, block.largest)
  }
}
