import Diagnostics

extension LanguageDiagnostics {
  /// What is wrong with text that is no token.
  static func lexical(
    _ problem: LexicalProblem, text: String, at range: SourceRange
  ) -> Diagnostic {
    switch problem {
    case .unknownCharacter(let scalar): unknownCharacter(scalar, at: range)
    case .foreignOperator(let spelling): foreignOperator(spelling, at: range)
    case .raisedDigits(let digits): raisedDigits(digits, at: range)
    case .malformedNumber(let help): malformedNumber(text, help: help, at: range)
    case .numberTooLarge: numberTooLarge(text, at: range)
    case .unclosedString: unclosedString(at: range)
    case .unknownEscape(let escape): unknownEscape(escape, at: range)
    }
  }

  static func foreignOperator(_ spelling: String, at range: SourceRange) -> Diagnostic {
    if let operation = ForeignOperators.compoundAssignments[spelling] {
      return compoundAssignment(spelling, operation, target: "x", change: nil, at: range)
    }
    let help = ForeignOperators.counterparts[spelling] ?? ""
    return Diagnostic(
      "syntax", "there is no operator \(spelling)", at: range, help: help.isEmpty ? nil : help)
  }

  static func malformedNumber(
    _ text: String, help: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("number", "\(quoted(text)) is not a number", at: range, help: help)
  }

  static func numberTooLarge(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "number", "\(quoted(text)) is too large", at: range,
      notes: ["the largest number is 1.79769e308"], help: "write inf for infinity")
  }

  static func raisedDigits(_ digits: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "syntax", "a power is not written with raised digits", at: range,
      help: "did you mean ^\(quoted(digits))?")
  }

  static func unclosedString(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "string", "the text is never closed", at: range, help: "add \" at its end, on the same line")
  }

  static func unknownCharacter(_ scalar: Unicode.Scalar, at range: SourceRange) -> Diagnostic {
    if scalar == "\u{FFFD}" {
      return Diagnostic("character", "this is not valid UTF-8 text", at: range)
    }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    let category = scalar.properties.generalCategory
    let isVisible = !scalar.properties.isWhitespace && category != .control && category != .format
    return Diagnostic(
      "character", "the character \(isVisible ? "\(scalar) (\(code))" : code) has no meaning here",
      at: range)
  }

  static func unknownEscape(_ escape: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "string", "\(quoted(escape)) means nothing inside text", at: range,
      help: "a backslash is written \\\\")
  }

  /// The codes with what they are about, for `help code`.
  package static let explanations: [(code: String, summary: String)] = [
    ("character", "A character that is not part of the language."),
    ("number", "A number that is misspelled or too large."),
    ("string", "Text whose quotes or backslashes are wrong."),
    ("syntax", "A statement that does not follow the grammar."),
  ]
}
