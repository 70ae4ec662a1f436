import Diagnostics
import Language

/// The end of the session.
enum QuitCommand: NotebookCommand {
  static let name = "quit"
  static let category = CommandCategory.session
  static let summary = "Leaves; Ctrl-D on an empty line does too."
  static let usage = "quit"
  static let examples = ["quit"]
  static let hasLiveExamples = false
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try CommandWords(command, QuitCommand.self).requireNone()
    return Outcome(.command, action: .quit)
  }
}
