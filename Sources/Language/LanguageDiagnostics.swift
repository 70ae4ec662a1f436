import Diagnostics

/// Everything the parser has to say, one function a message.
package enum LanguageDiagnostics {
  /// A bracket with the place where it was opened.
  struct Opening {
    var text: String
    var closer: String
    var range: SourceRange
    var source: SourceText
    /// Where reading stopped.
    var stop: SourceRange

    /// "( was opened at column 5", with the line if it is another one.
    var note: String {
      let place = source.location(of: range.lowerBound)
      let isSameLine = place.line == source.location(of: stop.lowerBound).line
      return "\(text) was opened at "
        + (isSameLine ? "column \(place.column)" : "line \(place.line), column \(place.column)")
    }
  }

  static func chainedComparison(range: SourceRange, instead: String?) -> Diagnostic {
    Diagnostic(
      "syntax", "comparisons cannot be chained", at: range,
      help: instead.map { "did you mean \($0)?" } ?? "join two comparisons with and")
  }

  static func closesNothing(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "there is no open bracket for this \(text) to close", at: range)
  }

  static func commaInParentheses(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a comma cannot stand between round brackets", at: range,
      help: "a list is written [a, b]")
  }

  static func compoundAssignment(
    _ spelling: String, _ operation: String, target: String, change: String?,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "there is no operator \(spelling)", at: range,
      help: "did you mean \(target) := \(target) \(operation) \(change ?? "...")?")
  }

  static func dotsInIndex(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a range of entries is written with a colon", at: range,
      help: "X[0:3] is entries 0, 1 and 2")
  }

  static func emptyIndex(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "the index is empty", at: range,
      help: "X[0] is the first entry, X[:] is every entry")
  }

  static func emptyParentheses(at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "a value is missing between the brackets", at: range)
  }

  static func equalInExpression(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "= states a fact and cannot stand inside an expression", at: range,
      help: "did you mean ==?")
  }

  static func factAboutEntry(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a fact cannot be stated about a single entry", at: range,
      help: "did you mean :=?")
  }

  static func factAboutExpression(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "only a name or a function such as f(x) can stand left of =", at: range,
      help: "did you mean ==?")
  }

  static func foreignWord(_ word: String, help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "there is no command \(word)", at: range, help: help)
  }

  static func functionIsSet(at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "a function is stated, not set", at: range, help: "did you mean =?")
  }

  static func furtherErrorsNotShown() -> Diagnostic {
    Diagnostic("syntax", "further errors are not shown").with(severity: .note)
  }

  static func looseNot(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "not binds more loosely than the operator before it", at: range,
      help: "put it between brackets: (not x)")
  }

  static func missingBody(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "repeat needs its statements between braces", at: range,
      help: "write repeat 10 { x := x / 2 }")
  }

  static func missingCount(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "repeat needs to know how often", at: range,
      help: "write repeat 10 { x := x / 2 }")
  }

  static func missingMember(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a name is missing after the point", at: range,
      help: "net.W1 is a parameter of net")
  }

  static func missingMultiplication(
    _ number: String, _ factor: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "an operator is missing after \(quoted(number))", at: range,
      help: "did you mean \(quoted(number)) * \(quoted(factor))?")
  }

  static func missingOperator(
    between left: String, and right: String, help: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "an operator is missing between \(quoted(left)) and \(quoted(right))", at: range,
      help: help ?? "a new statement starts after ;")
  }

  static func missingSeparator(
    _ separator: String, before text: String, at range: SourceRange, _ opening: Opening
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "\(separator) or \(opening.closer) is missing before \(quoted(text))", at: range,
      notes: [opening.note],
      help: opening.text == "[" ? "entries are separated by commas: [1, 2, 3]" : nil)
  }

  static func missingStatement(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "\(word) needs a statement to work on", at: range,
      help: "write \(word) f, or \(word) and any other statement")
  }

  static func missingValue(after text: String, at range: SourceRange) -> Diagnostic {
    let place = text.isEmpty ? "here" : "after \(quoted(text))"
    return Diagnostic("syntax", "a value is missing \(place)", at: range)
  }

  static func missingValue(before text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "a value is missing before \(quoted(text))", at: range)
  }

  static func nestedTooDeeply(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "this is nested more than \(Parser.maximumNesting) levels deep", at: range,
      help: "give a part of it a name")
  }

  static func neverClosed(_ opening: Opening) -> Diagnostic {
    Diagnostic(
      "syntax", "the bracket \(opening.text) is never closed", at: opening.range,
      help: "add \(opening.closer) where it should end")
  }

  static func noParameters(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a function needs at least one parameter", at: range,
      help: "a value without parameters is stated as f = ...")
  }

  static func parameterIsNoName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a parameter of a function must be a name", at: range,
      help: "a function is stated as f(x) = ..., a comparison is written ==")
  }

  static func repeatedParameter(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "the parameter \(quoted(name)) appears twice", at: range)
  }

  static func reservedWord(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("syntax", "\(word) is an operator and cannot be a name", at: range)
  }

  static func severalFacts(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "= states one fact at a time", at: range,
      help: "a, b := 1, 2 sets two values at once")
  }

  static func severalValues(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a fact has one value", at: range, help: "a list is written [a, b]")
  }

  static func singleQuotes(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "string", "text stands between double quotes", at: range,
      help: "write \"\(quoted(text))\"; ' is the transpose")
  }

  static func sliceStep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a range of entries a:b has no step", at: range,
      help: "X[0:3] is entries 0, 1 and 2")
  }

  static func spacedTranspose(of operand: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a blank stands before the transpose", at: range,
      help: operand.utf8.count <= 24 ? "did you mean \(operand)'?" : "write W'")
  }

  static func strayAssignment(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", ":= can stand only once in a statement, after the names it sets", at: range)
  }

  static func strayBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "braces hold the statements of repeat and nothing else", at: range,
      help: "a list is written [a, b]")
  }

  static func strayColon(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a colon stands only between the bounds of an index", at: range,
      help: "a value is set with :=")
  }

  static func strayComma(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a comma cannot join statements", at: range,
      help: "statements are separated by ;, a list is written [a, b]")
  }

  static func strayDots(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a range a..b stands only in an option such as x=-5..5", at: range,
      help: "linspace(a, b, n) is a list of numbers")
  }

  static func strayQuestionMark(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a question mark stands only at the start of a statement", at: range,
      help: "write ?exp for help on exp")
  }

  static func targetIsNoName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "only a name or an entry such as W[0, 1] can be set", at: range)
  }

  static func unequalCounts(targets: Int, values: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "the sides of := differ in number", at: range,
      notes: ["\(counted(targets, "name")) on the left, \(counted(values, "value")) on the right"])
  }

  static func unknownCommand(
    _ word: String, nearest: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "there is no command \(quoted(word))", at: range,
      help: "did you mean \(nearest)?")
  }

  static func wrongCloser(
    _ text: String, at range: SourceRange, _ opening: Opening
  ) -> Diagnostic {
    Diagnostic(
      "syntax", "\(text) cannot close the bracket \(opening.text)", at: range,
      notes: [opening.note], help: "did you mean \(opening.closer)?")
  }

  static func spelling(ofCloser kind: TokenKind) -> String {
    switch kind {
    case .rightParenthesis: ")"
    case .rightBracket: "]"
    default: "}"
    }
  }

  /// What was typed, cut to a length that fits into a sentence.
  static func quoted(_ text: String) -> String {
    text.utf8.count <= 120 && text.count <= 30 ? text : text.prefix(29) + "…"
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
