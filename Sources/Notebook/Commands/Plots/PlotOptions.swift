import Diagnostics
import Language
import Plots

/// What every command that draws can be told about its picture.
struct PlotOptions {
  static let all = [
    CommandOption("width", "columns", "columns of the picture, at most those of the terminal"),
    CommandOption("height", "rows", "rows of the drawn area, 16 unless given"),
  ]

  let style: PlotStyle

  /// The most rows that anybody scrolls through.
  private static let mostRows = 200

  /// - Parameter fillsLine: Whether the picture takes all columns unless a width is given.
  init(
    _ reader: CommandReader, in session: Session, source: SourceText, fillsLine: Bool = false
  ) throws(Diagnostic) {
    var numbers = OptionReader(reader, session, source)
    var style = session.settings.plotStyle
    if fillsLine { style.width = session.settings.width - 1 }
    if let width = try numbers.whole("width", atLeast: 10) {
      style.width = min(width, session.settings.width - 1)
    }
    if let height = try numbers.whole("height", atLeast: 2) {
      style.height = min(height, PlotOptions.mostRows)
    }
    self.style = style
  }
}

extension OptionReader {
  /// Two numbers known now, the first below the second: `x=-5..5`.
  mutating func range(
    _ from: Expression, _ to: Expression, _ what: String
  ) throws(Diagnostic) -> ClosedRange<Double> {
    let low = try number(from, "the start of \(what)")
    let high = try number(to, "the end of \(what)")
    guard low.isFinite, high.isFinite, low < high else {
      throw PlotDiagnostics.emptyRange(what, low, high, at: from.range.union(to.range))
    }
    guard Scale(.linear, low...high).range == low...high else {
      throw PlotDiagnostics.narrowRange(what, at: from.range.union(to.range))
    }
    return low...high
  }

  /// An option that is a range: `ylim=-2..2`.
  mutating func range(_ option: String) throws(Diagnostic) -> ClosedRange<Double>? {
    guard let value = self.value(of: option) else { return nil }
    guard case .range(let from, let to, _) = value else {
      throw EvaluatorDiagnostics.expected(
        "a range such as \(option)=-2..2", at: value.range)
    }
    return try range(from, to, option)
  }
}
