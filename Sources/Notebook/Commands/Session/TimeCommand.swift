import Diagnostics
import Language
import StyledText

/// How long a statement takes.
enum TimeCommand: StatementCommand {
  static let name = "time"
  static let category = CommandCategory.session
  static let summary = "Runs a statement and says how long it took."
  static let usage = "time statement"
  static let examples = ["time repeat 1000 { x := 1 }"]
  static let hasLiveExamples = false
  static let style = CommandStyle.statement

  static func run(
    _ command: Command, in session: inout Session, source: SourceText, isQuiet: Bool,
    emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    guard var statement = command.statement else {
      throw CommandDiagnostics.usage(TimeCommand.self, at: command.word.range)
    }
    // `time f;` hides the value, not the time that was asked for.
    statement.isQuiet = isQuiet
    let clock = ContinuousClock()
    let start = clock.now
    try session.run(statement, in: source, emit: emit)
    let text = StyledText(DurationText.text(clock.now - start), .number)
    var outcome = Outcome(.command, text: text)
    outcome.expectation = StyledText(Transcript.anyText)
    emit(outcome)
  }
}
