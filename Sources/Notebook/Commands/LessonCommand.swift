import Diagnostics
import Language
import StyledText

/// A lesson to work through, or the list of them.
enum LessonCommand: NotebookCommand {
  static let name = "lesson"
  static let category = CommandCategory.learning
  static let summary = "Lists the lessons with what is done of them, begins one or goes on with it."
  static let usage = "lesson [name]"
  static let details: [HelpPage.Part] = [
    .text(
      "A lesson suggests lines and sets tasks; anything else may be typed at any time. It has "
        + "variables of its own, and yours are back when you leave it. Answers are compared by "
        + "value, so any formula that comes to the same is right. While a lesson is on:"),
    .list(
      [HelpPage.Term("Enter", "runs the suggested line, goes on to the next section")]
        + LessonWord.allCases.map { HelpPage.Term(HelpText.code($0.rawValue), $0.summary) }),
    .text(
      "Where a variable has such a name, `:hint` with a colon is the word. What is done is kept, "
        + "and the lesson goes on there the next time; Ctrl-D leaves like `leave`."),
  ]
  static let examples = ["lesson", "lesson chain-rule"]
  static let hasLiveExamples = false
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = CommandWords(command, LessonCommand.self).names
    if let extra = words.dropFirst().first {
      throw CommandDiagnostics.usage(LessonCommand.self, at: extra.range)
    }
    let text = "lessons are played in the shell, or by " + StyledText("gradbook lesson", .command)
    return Outcome(.command, text: text, action: .lesson(words.first?.text))
  }
}
