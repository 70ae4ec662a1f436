import Diagnostics
import Language

/// What is defined.
enum VarsCommand: NotebookCommand {
  static let name = "vars"
  static let category = CommandCategory.session
  static let summary = "Lists every name with its kind, value or shape, and statement."
  static let usage = "vars"
  static let examples = ["x := [1, 2]; f = sum(x^2); g(t) = log(1 + exp(t))", "vars"]
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try CommandWords(command, VarsCommand.self).requireNone()
    let view = VarsView(try NameListing(of: session), settings: session.settings)
    return Outcome(.command, text: view.text)
  }
}
