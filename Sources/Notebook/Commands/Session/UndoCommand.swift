import Diagnostics
import Language
import StyledText

/// The session as it was before the last change.
enum UndoCommand: NotebookCommand {
  static let name = "undo"
  static let category = CommandCategory.session
  static let summary = "Takes the last change back, and again the one before."
  static let usage = "undo"
  static let examples = ["x := 1; x := 2", "undo", "x"]
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try CommandWords(command, UndoCommand.self).requireNone()
    guard let statement = session.undo() else {
      throw SessionDiagnostics.nothingToUndo(at: command.word.range)
    }
    let text = "took back: " + StyledText(OneLine.text(statement), .faint)
    return Outcome(.command, text: text.truncated(to: session.settings.width))
  }
}
