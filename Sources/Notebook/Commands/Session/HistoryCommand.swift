import Diagnostics
import Language
import StyledText

/// What was typed.
enum HistoryCommand: NotebookCommand {
  static let name = "history"
  static let category = CommandCategory.session
  static let summary = "Lists what was typed, or the last n statements of it."
  static let usage = "history [n]"
  static let examples = ["x := 2; y = x^2", "history"]
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = CommandWords(command, HistoryCommand.self).names
    guard words.count <= 1 else {
      throw CommandDiagnostics.usage(HistoryCommand.self, at: words[1].range)
    }
    // The statement that asks is the last one.
    let typed = session.history.dropLast()
    var count = typed.count
    if let word = words.first {
      guard let wanted = Int(word.text), wanted >= 0 else {
        throw EvaluatorDiagnostics.expected("a number of statements", at: word.range)
      }
      count = min(wanted, count)
    }
    return Outcome(.command, text: text(typed.suffix(count), session.settings))
  }

  private static func text(_ typed: ArraySlice<String>, _ settings: Settings) -> StyledText {
    guard let last = typed.indices.last else { return StyledText("nothing yet", .faint) }
    let column = String(last + 1).count
    return zip(typed.indices, typed).flatMap { index, statement in
      let number = StyledText("\(index + 1)", .faint).padded(to: column, .trailing)
      return StyledText(statement).lines.enumerated().map { line, text in
        let head = line == 0 ? number : StyledText(String(repeating: " ", count: column))
        return ("  " + head + "  " + text).truncated(to: settings.width)
      }
    }.joined()
  }
}
