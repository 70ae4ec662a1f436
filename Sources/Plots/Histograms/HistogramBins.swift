internal import Glibc

/// Where a histogram of numbers is cut.
package enum HistogramBins {
  /// What is known of the finite numbers before they are counted.
  package struct Sample: Sendable, Equatable {
    package var count: Int
    package var least: Double
    package var greatest: Double
    /// The distance between the quarter of them that is least and the quarter that is greatest.
    package var interquartile: Double
    /// Whether all of them are whole: then a bin holds whole numbers too.
    package var isWhole: Bool

    package init(
      count: Int, least: Double, greatest: Double, interquartile: Double, isWhole: Bool
    ) {
      self.count = count
      self.least = least
      self.greatest = greatest
      self.interquartile = interquartile
      self.isWhole = isWhole
    }
  }

  /// Equal bins between nice numbers, at most `most` of them; two where they are on both sides of zero.
  ///
  /// ```
  /// h = min(max(2 IQR n^(-1/3), range / √n / 2), range / (1 + log2 n))
  /// ```
  /// (Freedman and Diaconis 1981; Sturges 1926), then up to the next of 1, 2, 2.5, 5 times a power
  /// of ten with which there are few enough.
  /// - Parameter count: About so many bins, if that was asked for.
  package static func edges(_ sample: Sample, most: Int, count: Int? = nil) -> [Double] {
    guard sample.count > 0 else { return [0, 1] }
    let (low, high) = (sample.least, sample.greatest)
    if low == high {
      // A whole number begins the bin that is its own.
      return sample.isWhole && low + 1 > low ? [low, low + 1] : around(low)
    }
    // Halves, since the range of the numbers may be wider than a number can be.
    let half = high / 2 - low / 2
    let n = Double(sample.count)
    let narrow = max(sample.interquartile / cbrt(n), half / n.squareRoot() / 2)
    let wanted = count.map { half / Double($0) } ?? min(narrow, half / (1 + log2(n)))
    var step = NiceStep(atLeast: max(wanted, half / Double(most)) * 2)
    if sample.isWhole { step = max(step, NiceStep(atLeast: 1)) }
    while true {
      let cut = step.multiples(over: low...high, isWhole: sample.isWhole)
      if cut.count - 1 <= max(most, 2) { return cut }
      step = step.next
    }
  }

  /// One bin around a number, however large or small.
  private static func around(_ number: Double) -> [Double] {
    let most = Double.greatestFiniteMagnitude
    let room = number == 0 ? 0.5 : max(abs(number) / 2, .leastNonzeroMagnitude)
    return [max(number - room, -most), min(number + room, most)]
  }

  /// Bins of decades on both sides of zero, or on one side where there is nothing on the other; what
  /// is smaller than the least decade is one bin around zero.
  /// - Parameters:
  ///   - sizes: The least and the greatest size to tell apart, both above 0.
  ///   - most: The most bins.
  package static func decades(
    _ sizes: ClosedRange<Double>, hasNegative: Bool, hasPositive: Bool, most: Int
  ) -> [Double] {
    let sides = (hasNegative ? 1 : 0) + (hasPositive ? 1 : 0)
    var first = Decade.last(notAbove: sizes.lowerBound)
    let last = max(Decade.first(notBelow: sizes.upperBound), first + 1)
    let each = max((most - 1) / max(sides, 1), 1)
    let step = max((last - first + each - 1) / each, 1)
    first = last - (last - first + step - 1) / step * step
    let powers = stride(from: first, through: last, by: step).map(Decade.start)
    let negative = hasNegative ? powers.reversed().map { -$0 } : [0]
    return negative + (hasPositive ? powers : [0])
  }

  /// The next of 1, 2, 2.5, 5 times a power of ten.
  package static func niceLength(atLeast length: Double) -> Double {
    NiceStep(atLeast: length).length
  }

  /// Cuts a range into bins that are equally long on a logarithmic scale.
  package static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let scale = Scale(.log, range)
    return [range.lowerBound]
      + (1..<max(count, 1)).map { scale.number(at: Double($0) / Double(count)) }
      + [range.upperBound]
  }
}

/// Powers of ten among the numbers there are: below the least and above the greatest of them stand
/// these two.
private enum Decade {
  static func start(_ power: Int) -> Double {
    min(max(Double("1e\(power)") ?? 0, .leastNonzeroMagnitude), .greatestFiniteMagnitude)
  }

  // A logarithm is rounded and may be on the wrong side of a power, so the powers are compared.

  static func last(notAbove size: Double) -> Int {
    var power = Int(log10(size).rounded())
    while start(power) > size { power -= 1 }
    return power
  }

  static func first(notBelow size: Double) -> Int {
    var power = Int(log10(size).rounded())
    while start(power) < size { power += 1 }
    return power
  }
}

/// A length that is easy to read: 1, 2, 2.5 or 5 times a power of ten.
struct NiceStep: Comparable {
  /// In hundredths of the power: 100, 200, 250, 500.
  private var factor: Int
  private var power: Int

  private static let factors = [100, 200, 250, 500]

  /// The least that is not below a length.
  init(atLeast length: Double) {
    let tiny = Double.leastNonzeroMagnitude
    let length = min(max(length, tiny), .greatestFiniteMagnitude)
    power = Int(log10(length).rounded(.down)) - 1
    factor = 100
    while self.length < length * (1 - 1e-12), self.length.isFinite { self = next }
  }

  /// The next longer one.
  var next: NiceStep {
    var next = self
    let place = NiceStep.factors.firstIndex(of: factor) ?? 0
    next.factor = NiceStep.factors[(place + 1) % 4]
    if place == 3 { next.power += 1 }
    return next
  }

  var length: Double { multiple(1) }

  /// So many times the step, the number nearest to it: three times 0.1 is 0.3.
  func multiple(_ count: Int) -> Double {
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    let most = Double.greatestFiniteMagnitude
    guard !overflow, let number = Double("\(product)e\(power - 2)") else {
      return count < 0 ? -most : most
    }
    return min(max(number, -most), most)
  }

  /// The multiples from the last not above a range to the first not below it.
  ///
  /// Whole numbers that each have a bin have one at the upper end too. Too many to be of use are not made.
  func multiples(over range: ClosedRange<Double>, isWhole: Bool) -> [Double] {
    let unit = length
    let (from, to) = (range.lowerBound / unit, range.upperBound / unit)
    guard unit > 0, abs(from) < 1e15, abs(to) < 1e15, to - from < 1e5 else {
      // As far from zero as that, the numbers themselves are the only marks.
      return [range.lowerBound, range.upperBound]
    }
    var (first, last) = (Int(from.rounded(.down)), Int(to.rounded(.up)))
    while multiple(first) > range.lowerBound { first -= 1 }
    while multiple(last) < range.upperBound { last += 1 }
    while multiple(first + 1) <= range.lowerBound { first += 1 }
    while last - 1 > first, multiple(last - 1) >= range.upperBound { last -= 1 }
    if isWhole, unit == 1, multiple(last) == range.upperBound { last += 1 }
    return (first...max(last, first + 1)).map(multiple)
  }

  static func < (a: NiceStep, b: NiceStep) -> Bool { a.length < b.length }
}
