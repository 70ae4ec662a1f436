import StyledText

/// Durations as people read them.
enum DurationText {
  /// Three significant digits in the unit that suits: `4.17 ms`.
  static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let value = max(Double(seconds) + Double(attoseconds) * 1e-18, 0)
    if value >= 120 {
      let whole = Int(value.rounded())
      return "\(whole / 60) min \(whole % 60) s"
    }
    for (unit, scale) in [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)] where value >= scale {
      return "\(NumberText.significant(value / scale, digits: 3)) \(unit)"
    }
    return "\(NumberText.significant((value * 1e9).rounded(), digits: 3)) ns"
  }
}
