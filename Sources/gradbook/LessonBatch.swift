import Diagnostics
import Lessons
import Notebook
import StyledText
import Terminal

/// Plays a lesson without a terminal: every line of standard input is taken as if it were typed.
enum LessonBatch {
  /// - Parameter name: The lesson; nil to list them all.
  /// - Returns: The exit status.
  static func run(_ name: String?, _ setup: Setup) -> Int32 {
    Batch.handleSignals()
    let width = setup.settings.width
    let errors = setup.display(on: .error)
    var page = Page(display: setup.display(on: .output))
    var desk = LessonDesk(setup.progressFolder) { setup.session() }
    do throws(Diagnostic) {
      guard let name else {
        page.show(.text(try desk.list(setup.settings)))
        return 0
      }
      try desk.begin(name, setup.settings) { page.show($0) }
    } catch {
      errors.show(error.styled(width: width))
      return 2
    }
    var input = StatementInput()
    while let next = input.next() {
      switch next {
      case .success(let source):
        let text = String(source.text.reversed().drop(while: \.isNewline).reversed())
        // A line that a bare Enter runs is shown by the lesson itself.
        if !text.allSatisfy(\.isWhitespace) { page.show(.line(text)) }
        if desk.take(text, { page.show($0) }) != .goesOn { return 0 }
      case .failure(let problem): errors.show(problem.styled(width: width))
      }
    }
    return 0
  }

  /// What has been printed, as far as it matters to what follows.
  private struct Page {
    let display: Display
    private var endsBlank = false

    init(display: Display) { self.display = display }

    mutating func show(_ shown: Shown) {
      switch shown {
      case .text(let text):
        // Where no prompt stands in between, one blank line is enough.
        let isDoubled = endsBlank && text.lines.first?.isEmpty == true
        display.show(isDoubled ? text.lines.dropFirst().joined() : text)
        endsBlank = text.lines.last?.isEmpty == true
        return
      case .line(let line): display.show(Transcript.input(line))
      case .outcome(let outcome): display.show(outcome.text)
      }
      endsBlank = false
    }
  }
}
