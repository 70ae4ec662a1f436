internal import Glibc
internal import StyledText

/// Which numbers of a scale are marked.
package enum Ticks {
  /// About `count` ticks on a scale.
  /// - Parameters:
  ///   - isNarrow: Whether there is too little room for more than the simplest of choices.
  ///   - isWhole: Whether only whole numbers are marked, however few lie in the range.
  ///   - reach: How far outside the range a tick may be, as a share of its length.
  package static func on(
    _ scale: Scale, count: Int, isNarrow: Bool = false, isWhole: Bool = false, reach: Double = 0
  ) -> [Tick] {
    switch scale.kind {
    case .linear:
      linear(
        scale.range, count: max(count, 2), isNarrow: isNarrow, isWhole: isWhole, reach: reach)
    case .log: logarithmic(scale.range, count: max(count, 2))
    }
  }

  private static func linear(
    _ range: ClosedRange<Double>, count: Int, isNarrow: Bool, isWhole: Bool, reach: Double
  ) -> [Tick] {
    // Numbers far from one are marked by their mantissas, so that nothing under- or overflows.
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    let power = size == 0 ? 0 : Int(log10(size).rounded(.down))
    let isFar = power < -4 || power > 6
    let unit = isFar ? pow(10, Double(power)) : 1
    guard unit.isNormal else { return ends(range) }
    let bounds = range.lowerBound / unit...range.upperBound / unit
    let most = Double.greatestFiniteMagnitude / unit
    let room = bounds.widened(by: max(reach, 1e-9)).clamped(to: -most...most)
    let least = isWhole ? 1 / unit : 0
    let nice = isNarrow ? nil : NiceMarks(bounds, count: count, least: least, within: room).marks
    let marks = nice ?? Heckbert.marks(bounds, count: count, least: least)
    let inside = marks.numbers.filter { room.contains($0) }
    guard inside.count > 1 else { return isWhole ? wholeEnds(range) : ends(range) }
    let decimals = marks.decimals
    return inside.map { mark in
      let text = fixed(mark, decimals: decimals)
      guard isFar, mark != 0 else { return Tick(number: mark * unit, text: isFar ? "0" : text) }
      return Tick(number: mark * unit, text: "\(text)e\(power)")
    }
  }

  /// The powers of ten, or every few of them; within one or two decades also 2 and 5 times them.
  private static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let step = max((last - first + count - 1) / count, 1)
    let factors: [Double] = last - first <= count / 2 ? [1, 2, 5] : [1]
    let start = Int((Double(first) / Double(step)).rounded(.down)) * step
    let isWritten = first >= -3 && last <= 4
    let ticks = stride(from: start, through: last, by: step).flatMap { power in
      factors.map { factor in
        let number = factor * pow(10, Double(power))
        let text =
          isWritten || power == 0
          ? fixed(number, decimals: max(-power, 0)) : "\(Int(factor))e\(power)"
        return Tick(number: number, text: text)
      }
    }
    let room =
      range.lowerBound * 0.999999...min(range.upperBound * 1.000001, .greatestFiniteMagnitude)
    let inside = ticks.filter { room.contains($0.number) }
    return inside.count > 1 ? inside : ends(range)
  }

  /// The first and the last whole number.
  private static func wholeEnds(_ range: ClosedRange<Double>) -> [Tick] {
    let (first, last) = (range.lowerBound.rounded(.up), range.upperBound.rounded(.down))
    guard first <= last else { return [] }
    return (first == last ? [first] : [first, last]).map {
      Tick(number: $0, text: fixed($0, decimals: 0))
    }
  }

  /// Both ends, with so many digits that a reader sees where they are.
  private static func ends(_ range: ClosedRange<Double>) -> [Tick] {
    let ends = [range.lowerBound, range.upperBound]
    // Halves, since the range may be wider than a number can be.
    let near = (range.upperBound / 2 - range.lowerBound / 2) / 100
    let digits = (3..<17).first { digits in
      ends.allSatisfy { end in
        let written = Double(NumberText.significant(end, digits: digits)) ?? .nan
        return abs(written / 2 - end / 2) <= near / 2
      }
    }
    return ends.map {
      Tick(number: $0, text: NumberText.significant($0, digits: digits ?? 17))
    }
  }

  /// The number with so many digits behind the point; zero has no sign.
  static func fixed(_ number: Double, decimals: Int) -> String {
    let factor = pow(10, Double(decimals))
    let scaled = (number * factor).rounded()
    guard scaled.magnitude < 1e15 else { return NumberText.significant(number) }
    let digits = String(Int(scaled.magnitude))
    let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
    let text =
      decimals == 0
      ? padded : padded.dropLast(decimals) + "." + padded.suffix(decimals)
    return scaled < 0 ? "-" + text : String(text)
  }
}

/// Equally spaced numbers, and the digits behind the point that tell them apart.
struct MarkSeries {
  let start: Double
  let step: Double
  let count: Int

  var numbers: [Double] {
    (0..<count).map { index in
      let number = start + Double(index) * step
      return number.magnitude < step * 1e-9 ? 0 : number
    }
  }

  /// How many tell each number as it is: the first one need not be a multiple of the step.
  var decimals: Int {
    (0..<12).first { decimals in
      let power = pow(10, Double(decimals))
      return [start, step].allSatisfy { number in
        abs(number * power - (number * power).rounded()) < 1e-6 * step * power
      }
    } ?? 12
  }
}

extension ClosedRange<Double> {
  /// The range with a share of its length more at both ends.
  func widened(by share: Double) -> ClosedRange<Double> {
    let room = (upperBound / 2 - lowerBound / 2) * share * 2
    return lowerBound - room...upperBound + room
  }
}
