package import StyledText

/// How printed output differs from what was expected, and the expectation that would be met.
package struct OutputDifference: Sendable {
  /// An expected line and the printed line in its place.
  struct Change: Sendable, Equatable {
    /// Nil where a line was printed that none expects.
    let expected: String?
    /// Nil where an expected line was not printed.
    let printed: String?
    /// The first numbers that differ.
    var numbers: NumberPair?
  }

  struct NumberPair: Sendable, Equatable {
    let want: String
    let got: String
    let difference: Double
  }

  let changes: [Change]
  /// The expected lines with only the stale ones rewritten; places for anything stay.
  package let corrected: [String]

  init(_ matcher: OutputMatcher, expected: [String], printed: [String]) {
    let pattern = matcher.pattern(expected)
    let lines = matcher.lines(printed)
    var changes: [Change] = []
    var corrected: [String] = []
    for step in Alignment(pattern, lines, matcher.agree).steps {
      switch step {
      case .keep(let part, _), .anything(let part, _): corrected.append(expected[part])
      case .delete(let part): changes.append(Change(expected: expected[part], printed: nil))
      case .insert(let element):
        changes.append(Change(expected: nil, printed: printed[element]))
        corrected.append(printed[element])
      case .replace(let part, let element):
        guard case .one(let wanted) = pattern[part] else { continue }
        let line = LineDifference(matcher, wanted, lines[element])
        changes.append(
          Change(expected: expected[part], printed: printed[element], numbers: line.numbers))
        corrected.append(line.corrected)
      }
    }
    self.changes = changes
    self.corrected = corrected
  }

  /// The lines that differ, as `diff` shows them, at most so many.
  package func text(limit: Int = 20) -> StyledText {
    var lines: [StyledText] = []
    for change in changes {
      if let expected = change.expected { lines.append(StyledText("- " + expected, .error)) }
      if let printed = change.printed { lines.append(StyledText("+ " + printed, .success)) }
      if let numbers = change.numbers {
        let difference = NumberText.significant(numbers.difference, digits: 2)
        lines.append(
          StyledText("  want ", .faint) + StyledText(numbers.want, .number)
            + StyledText(" got ", .faint) + StyledText(numbers.got, .number)
            + StyledText(" |Δ| = ", .faint) + StyledText(difference, .number))
      }
    }
    let rest = lines.count - limit
    guard rest > 1 else { return lines.joined() }
    return (lines.prefix(limit) + [StyledText("  and \(rest) more lines", .faint)]).joined()
  }
}

/// How a printed line differs from the expected one in its place.
private struct LineDifference {
  var numbers: OutputDifference.NumberPair?
  /// The printed line, with the places for anything of the expected one if most of it still holds.
  let corrected: String

  init(_ matcher: OutputMatcher, _ expected: OutputLine, _ printed: OutputLine) {
    let alignment = Alignment(expected.pattern, printed.tokens, matcher.agree)
    var corrected = ""
    var isBehindAnything = false
    for step in alignment.steps {
      defer {
        if case .anything = step { isBehindAnything = true } else { isBehindAnything = false }
      }
      switch step {
      case .keep(let part, let element):
        // The blanks that were printed there may be a part of what stands for anything.
        let blanks = isBehindAnything ? expected.tokens[part] : printed.tokens[element]
        corrected += blanks.blanksBefore + printed.tokens[element].spelling
      case .insert(let element):
        corrected += printed.tokens[element].blanksBefore + printed.tokens[element].spelling
      case .replace(let part, let element):
        corrected += printed.tokens[element].blanksBefore + printed.tokens[element].spelling
        if numbers == nil {
          numbers = Self.numbers(expected.tokens[part], printed.tokens[element])
        }
      case .anything(let part, _):
        corrected += expected.tokens[part].blanksBefore + OutputToken.anything
      case .delete: break
      }
    }
    let literals = expected.tokens.count { $0.kind != .anything }
    let mostHolds = expected.hasWildcard && 2 * alignment.cost <= literals
    let line = OutputLine(corrected, isExpected: true, matcher.attributes)
    self.corrected = mostHolds && matcher.agree(line, printed) ? corrected : printed.text
  }

  private static func numbers(
    _ want: OutputToken, _ got: OutputToken
  ) -> OutputDifference.NumberPair? {
    guard case .number(let first) = want.kind, case .number(let second) = got.kind else {
      return nil
    }
    return OutputDifference.NumberPair(
      want: want.spelling, got: got.spelling, difference: (first.value - second.value).magnitude)
  }
}
