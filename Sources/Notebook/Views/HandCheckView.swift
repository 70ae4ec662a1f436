import StyledText
import Tensors

/// A value that somebody worked out beside what it should be: a line, the entries that differ, and
/// what explains them.
struct HandCheckView {
  private let check: HandCheck
  private let settings: Settings

  /// How many entries are listed.
  private static let listed = 5

  init(_ check: HandCheck, settings: Settings) {
    self.check = check
    self.settings = settings
  }

  func text() -> StyledText {
    let lines = [head] + remarks + entries + explanations
    return lines.flatMap { $0.wrapped(to: settings.width, indent: 4) }.joined()
  }

  private var head: StyledText {
    var line = "  " + StyledText(check.name ?? HandCheckWords.unnamed, .name)
    if check.answer.shape.rank > 0 { line += StyledText("  \(check.answer.shape)", .faint) }
    line += "  "
    line +=
      check.agrees
      ? StyledText(HandCheckWords.agrees, .success) : StyledText(HandCheckWords.differs, .error)
    let detail =
      check.fits
      ? HandCheckWords.entries(
        check.agrees ? 0 : check.differing.count, of: check.answer.shape.count)
      : HandCheckWords.shape(check.answer.shape, expected: check.expected.shape)
    return line + StyledText("   (\(detail))", .faint)
  }

  private var remarks: [StyledText] {
    var remarks: [String] = []
    if check.fits, check.answer.shape != check.expected.shape {
      remarks.append(HandCheckWords.likeShape(check.answer.shape, of: check.expected.shape))
    }
    if check.findings?.isSubgradient == true {
      remarks.append(HandCheckWords.kink(check.differing.count))
    }
    return remarks.map { "  " + StyledText($0, .warning) }
  }

  private var entries: [StyledText] {
    guard !check.differing.isEmpty else { return [] }
    var table = TextTable(columns: Array(repeating: .init(), count: 5), indent: 4)
    for place in check.differing.prefix(HandCheckView.listed) {
      table.append([
        StyledText((check.name ?? "") + CheckView.place(place, check.expected.shape)),
        StyledText(HandCheckWords.yours, .faint),
        ValueView.number(check.answer.values[place], settings),
        StyledText(HandCheckWords.expected, .faint),
        ValueView.number(check.expected.values[place], settings),
      ])
    }
    var lines = table.lines(width: settings.width).map(\.trimmed)
    let rest = check.differing.count - HandCheckView.listed
    if rest > 0 { lines.append(StyledText("    and \(rest) more", .faint)) }
    return lines
  }

  private var explanations: [StyledText] {
    guard let findings = check.findings, !check.agrees else { return [] }
    if findings.isTooLarge { return ["  " + StyledText(HandCheckWords.tooLarge, .warning)] }
    guard !findings.explanations.isEmpty else { return ["  " + StyledText(HandCheckWords.unknown)] }
    var lines: [StyledText] = []
    let isOne = findings.explanations.count == 1
    if !isOne { lines.append("  " + StyledText(HandCheckWords.oneOf)) }
    for explanation in findings.explanations {
      lines.append((isOne ? "  " : "  - ") + StyledText(explanation.title, .emphasis))
      lines += explanation.advice.map { "    " + StyledText($0) }
      lines += explanation.steps.map { "      " + $0 }
    }
    return lines
  }
}
