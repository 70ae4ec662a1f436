import Glibc
import Networks
import Plots
import StyledText

/// Numbers and scales of the initialisation lab as texts.
enum LabText {
  /// A mean, which is only looked at for its size.
  static func mean(_ value: Double) -> String {
    NumberText.significant(value, digits: 2)
  }

  static func size(_ value: Double) -> String {
    NumberText.significant(value, digits: 3)
  }

  /// `4.5`, as one would say a factor.
  static func factor(_ value: Double) -> String {
    NumberText.significant(value, digits: value < 1.2 ? 3 : 2)
  }

  /// The next of 1, 2, 5 times a power of ten; 1 for nothing.
  static func roundedUp(_ size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    return HistogramBins.niceLength(atLeast: size)
  }

  /// Powers of ten around some sizes.
  static func decades(_ least: Double, _ greatest: Double) -> ClosedRange<Double> {
    let edges = HistogramBins.decades(
      least...max(least, greatest), hasNegative: false, hasPositive: true, most: 1000)
    return edges.count > 2 ? edges[1]...edges[edges.count - 1] : 0.1...1
  }

  /// A power of ten: `1e-4`, `0.1`, `100`; any other number as it is.
  static func power(_ value: Double) -> String {
    let power = log10(value).rounded()
    guard !(0.01...1000).contains(value), power.isFinite, value == Double("1e\(Int(power))")
    else { return NumberText.significant(value) }
    return "1e\(Int(power))"
  }
}
