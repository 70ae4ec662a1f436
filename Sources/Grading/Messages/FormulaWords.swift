import Diagnostics

/// What is said of formulas that cannot be evaluated.
enum FormulaWords {
  static let repetition = "repetitions are not evaluated in a submission"

  static func command(_ name: String) -> String {
    "\(name) is a command; a submission is made of formulas"
  }

  static func derivative(_ name: String) -> String {
    "\(name) is not evaluated in a submission: the derivative is what is asked for"
  }

  static func tooLong(_ characters: Int) -> String {
    "the statements have more than \(characters) characters"
  }

  static func tooManyStatements(_ count: Int) -> String {
    "there are more than \(count) statements"
  }

  static func tooMuchKept(_ bytes: Int) -> String {
    "the values take more than \(bytes >> 20) MiB"
  }

  static func notAValue(_ name: String) -> String { "\(name) is a function or a network, no value" }

  /// Something else that is needed cannot be evaluated.
  static func needs(_ name: String, _ reason: String) -> String { "it needs \(name): \(reason)" }

  static func excess(_ excess: FormulaMeter.Excess) -> String {
    switch excess {
    case .steps(let most): "this takes more than \(most) steps"
    case .operations(let most): "this takes more than \(most) arithmetic operations"
    case .seconds(let most): "this takes more than \(most) seconds"
    case .stopped: "the grader was stopped"
    }
  }

  static func text(of diagnostic: Diagnostic, in source: SourceText) -> String {
    guard let range = diagnostic.range, diagnostic.source == nil || diagnostic.source == source
    else { return diagnostic.message }
    return text(diagnostic.message, at: range, in: source)
  }

  /// With the line, where there are several, and of a file.
  static func text(_ message: String, at range: SourceRange, in source: SourceText) -> String {
    !source.name.isEmpty && source.text.contains("\n")
      ? "line \(source.location(of: range.lowerBound).line): \(message)" : message
  }
}
