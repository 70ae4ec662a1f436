import Notebook

/// Compares what was expected with what was printed, as a cell's attributes say.
///
/// `...` alone on a line stands for any lines, `[..]` within a line for any text but no part of a
/// number. Numbers agree within a tolerance (see ``OutputNumber``), and blanks beside them count
/// for nothing, since a number of another width moves its neighbours.
package struct OutputMatcher: Sendable {
  let attributes: CellAttributes

  package init(_ attributes: CellAttributes = CellAttributes()) { self.attributes = attributes }

  package func matches(_ expected: [String], _ printed: [String]) -> Bool {
    let pattern = self.pattern(expected)
    // Cells of a picture that differ, by the expected line they were last compared with.
    var differences: [Int: Int] = [:]
    let numbered = pattern.enumerated().map { index, part -> PatternPart<(Int, OutputLine)> in
      switch part {
      case .one(let line): .one((index, line))
      case .anything: .anything
      }
    }
    let isMatch = Glob.matches(numbered, lines(printed)) { wanted, line in
      guard let count = difference(wanted.1, line) else { return false }
      differences[wanted.0] = count
      return true
    }
    guard isMatch, case .cells(let share) = attributes.plots else { return isMatch }
    let cells = pattern.reduce(0) { sum, part in
      guard case .one(let line) = part else { return sum }
      return sum + line.tokens.count(where: \.isPlotCell)
    }
    let different = differences.values.reduce(0, +)
    return Double(different) <= share * Double(cells)
  }

  /// Whether one line is what another expects, every cell of a picture too unless none counts.
  func agree(_ expected: OutputLine, _ printed: OutputLine) -> Bool {
    difference(expected, printed) == 0
  }

  /// Whether one token is what another expects.
  func agree(_ expected: OutputToken, _ printed: OutputToken) -> Bool {
    switch (expected.kind, printed.kind) {
    case (.number(let want), .number(let got)): want.allows(got, attributes)
    default: expected.kind == printed.kind
    }
  }

  func pattern(_ expected: [String]) -> [PatternPart<OutputLine>] {
    expected.map { line in
      let isAnyLines =
        line.drop { $0 == " " }.prefix { $0 != " " } == Transcript.anyLines
        && line.count { $0 != " " } == Transcript.anyLines.count
      return isAnyLines ? .anything : .one(OutputLine(line, isExpected: true, attributes))
    }
  }

  func lines(_ printed: [String]) -> [OutputLine] {
    printed.map { OutputLine($0, isExpected: false, attributes) }
  }

  /// How many cells of a picture differ in two lines; nil if the lines do not agree otherwise.
  private func difference(_ expected: OutputLine, _ printed: OutputLine) -> Int? {
    if attributes.plots == .skip, expected.isPlot || printed.isPlot {
      let pattern = expected.withoutPlot.map { token -> PatternPart<OutputToken> in
        token.kind == .anything ? .anything : .one(token)
      }
      return Glob.matches(pattern, printed.withoutPlot, agree) ? 0 : nil
    }
    let isCounted = attributes.plots != .exact && !expected.hasWildcard
    guard isCounted, expected.isPlot || printed.isPlot else {
      return Glob.matches(expected.pattern, printed.tokens, agree) ? 0 : nil
    }
    // A line of a picture ends with its last cell that is not empty.
    let blank = OutputToken(kind: .character(" "), spelling: " ")
    let count = max(expected.tokens.count, printed.tokens.count)
    var different = 0
    for index in 0..<count {
      let want = index < expected.tokens.count ? expected.tokens[index] : blank
      let got = index < printed.tokens.count ? printed.tokens[index] : blank
      if agree(want, got) { continue }
      let areCells = [want, got].allSatisfy { $0.isPlotCell || $0.isBlank }
      guard areCells else { return nil }
      different += 1
    }
    return different
  }
}
