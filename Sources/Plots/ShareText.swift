/// Shares as texts, `37%`: only nothing is told as 0% and only the whole as 100%.
///
/// What would be rounded to one of them is `<1%` or `>99%`, to a tenth `<0.1%` or `>99.9%`.
package enum ShareText {
  /// To a whole percent.
  package static func percent(_ part: Int, of whole: Int) -> String {
    percent(share(part, of: whole))
  }

  /// To a whole percent.
  package static func percent(_ share: Double) -> String { text(share, units: 100) { "\($0)" } }

  /// To a tenth of a percent.
  package static func tenths(_ part: Int, of whole: Int) -> String {
    tenths(share(part, of: whole))
  }

  /// To a tenth of a percent.
  package static func tenths(_ share: Double) -> String {
    text(share, units: 1000) { "\($0 / 10).\($0 % 10)" }
  }

  /// - Parameter units: How many of what is told are the whole.
  private static func text(_ share: Double, units: Int, _ number: (Int) -> String) -> String {
    guard share.isFinite else { return "nan" }
    let rounded = Int((share * Double(units)).rounded())
    if share > 0, rounded < 1 { return "<\(number(1))%" }
    if share < 1, rounded >= units { return ">\(number(units - 1))%" }
    return "\(number(rounded))%"
  }

  private static func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }
}
