import Notebook
import StyledText
import Terminal

/// Walks a person through a computation, a key a step.
struct Stepping {
  let display: Display
  /// Whether a step takes the place of the one before; otherwise it follows below.
  let canRedraw: Bool

  /// Shows step after step until the person has seen enough.
  /// - Returns: Whether the keyboard could be read.
  func walk(through view: StepView) -> Bool {
    guard var keys = KeyReader() else { return false }
    var view = view
    var frame = draw(view, over: [])
    while !view.isFinished {
      let key = keys.next()
      if let command = Stepping.command(for: key) {
        view.handle(command, width: Stepping.window.columns)
        frame = draw(view, over: frame)
      } else if key == .resize, canRedraw {
        frame = draw(view, over: frame)
      }
    }
    return true
  }

  private static func command(for key: Key) -> StepView.Command? {
    switch key {
    case .enter, .right, .down, .character(" "), .character("n"): .next
    case .left, .up, .backspace, .character("b"): .back
    case .end, .character("r"): .run
    case .character("g"): .graph
    case .character("?"): .why
    case .character("q"), .escape, .interrupt, .endOfInput: .leave
    default: nil
    }
  }

  /// Shows where the view stands, in the place of an earlier frame.
  /// - Returns: The lines shown.
  private func draw(_ view: StepView, over old: [StyledText]) -> [StyledText] {
    let (columns, rows) = Stepping.window
    let lines = display.shown(view.rendered()).lines.map { $0.truncated(to: columns) }
    let height = old.reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
    // What has scrolled off cannot be drawn over; the new frame follows below it.
    let canReplace = canRedraw && height > 0 && height < rows
    if canReplace { display.write("\u{1B}[\(height)A\r\u{1B}[J") }
    // The last frame differs only in having no keys.
    if canReplace || !view.isFinished { display.show(lines.joined()) }
    return lines
  }

  private static var window: (columns: Int, rows: Int) {
    TerminalSize.current() ?? (columns: 80, rows: 24)
  }
}
