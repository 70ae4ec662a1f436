import StyledText
import Synchronization
import Terminal

/// Lines of the terminal that are drawn over: a picture that changes, how far something is.
final class LiveFrame: Sendable {
  private let display: @Sendable () -> Display
  /// What stands above the cursor.
  private let shown = Mutex<[StyledText]>([])
  /// Whether the ^C that the terminal wrote has been drawn over.
  private let coversInterruption = Mutex(false)

  init(_ display: @escaping @Sendable () -> Display) {
    self.display = display
  }

  /// Shows a text in the place of the one before; an empty text takes that away.
  ///
  /// Of what is taller than the window only the last line is shown: what has scrolled off cannot be
  /// drawn over.
  func show(_ text: StyledText) {
    let (columns, rows) = LiveFrame.window
    let display = display()
    // The last column stays free: some terminals wrap there.
    let all = display.shown(text).lines.map { $0.truncated(to: max(columns - 1, 1)) }
    let lines = text.isEmpty ? [] : all.count < rows ? all : Array(all.suffix(1))
    shown.withLock { shown in
      // Lines that were wider than a window which has shrunk take several.
      let height = shown.reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
      var output = height > 0 ? "\u{1B}[\(min(height, rows - 1))A\r" : "\r"
      for line in lines { output += display.rendered(line) + "\u{1B}[K\n" }
      display.write(output + "\u{1B}[J")
      shown = lines
      if height > 0, Interrupts.isRequested { coversInterruption.withLock { $0 = true } }
    }
  }

  /// Whether nothing is left of a ^C to begin a new line after; asks once for each.
  func hasCoveredInterruption() -> Bool {
    coversInterruption.withLock { covered in
      defer { covered = false }
      return covered
    }
  }

  static var window: (columns: Int, rows: Int) {
    TerminalSize.current() ?? (columns: 80, rows: 24)
  }
}
