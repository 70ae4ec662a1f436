import Diagnostics
import Lessons
import Notebook
import StyledText

/// What the shell says of a notebook it has opened.
enum OpenedNotebook {
  /// `spiral.md: 12 statements; X, y, net and 3 more`
  static func text(_ notebook: NotebookFile, _ session: Session) -> StyledText {
    let count = session.log.count
    var text = StyledText(notebook.source.name, .string)
    text += StyledText(": \(count) statement\(count == 1 ? "" : "s")")
    let names = session.state.ownNames.filter { $0 != SessionState.answerName }
    let shown = names.prefix(5)
    if !shown.isEmpty {
      text += "; " + shown.map { StyledText($0, .name) }.joined(separator: ", ")
    }
    if names.count > shown.count { text += StyledText(" and \(names.count - shown.count) more") }
    return text.wrapped(to: session.settings.width).joined()
  }
}
