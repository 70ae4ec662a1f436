import Diagnostics
import Language
import StyledText

/// New masks for dropout.
enum RedrawCommand: NotebookCommand {
  static let name = "redraw"
  static let category = CommandCategory.session
  static let summary = "Lets dropout draw new masks wherever it is read."
  static let usage = "redraw"
  static let examples = ["h := ones(6); f = dropout(h, 0.5)", "redraw", "f"]
  static let style = CommandStyle.words

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try CommandWords(command, RedrawCommand.self).requireNone()
    let state = session.state
    let names = state.order.filter { state.definitions[$0]?.draws.masks.isEmpty == false }
    guard !names.isEmpty else {
      return Outcome(.command, text: StyledText("no mask of dropout has been drawn yet", .faint))
    }
    session.state.forgetMasks()
    let text = "new masks in " + EvaluatorDiagnostics.styledList(names)
    return Outcome(.command, text: text.wrapped(to: session.settings.width).joined())
  }
}
