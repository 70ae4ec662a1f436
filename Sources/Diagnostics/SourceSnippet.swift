import StyledText

/// The source line of a diagnostic and the carets below it, cut to a window around the carets.
struct SourceSnippet {
  let line: String
  let indicator: String

  init(source: SourceText, range: SourceRange, width: Int) {
    let width = max(width, 8)
    let bounds = source.lineRange(around: range.lowerBound)
    let start = min(max(range.lowerBound, bounds.lowerBound), bounds.upperBound)
    let end = min(max(range.upperBound, start), bounds.upperBound)
    // Far more bytes than columns can show: the rest of a line of megabytes is never looked at.
    let reach = 16 * width
    let before = SourceSnippet.cells(source, max(bounds.lowerBound, start - reach), start)
    let marked = SourceSnippet.cells(source, start, min(end, start + reach))
    let after = SourceSnippet.cells(
      source, max(end, start), min(bounds.upperBound, max(end, start) + reach))
    var cells = before + marked + after
    let caret = before.count
    let caretEnd = caret + marked.count
    SourceSnippet.expandTabs(&cells)

    var window = SourceSnippet.Window(cells: cells, caret: caret, caretEnd: caretEnd, width: width)
    window.isCutBefore = window.isCutBefore || bounds.lowerBound < start - reach
    line = window.line
    indicator = window.indicator
  }

  /// One character with its columns.
  private struct Cell {
    var text: String
    var width: Int
  }

  private static func cells(_ source: SourceText, _ lower: Int, _ upper: Int) -> [Cell] {
    guard lower < upper else { return [] }
    return source[SourceRange(lower, upper)].map { character in
      if character == "\t" { return Cell(text: "\t", width: 0) }
      let text = VisibleControls.shown(String(character))
      return Cell(text: text, width: DisplayWidth.of(text))
    }
  }

  private static func expandTabs(_ cells: inout [Cell]) {
    var column = 0
    for index in cells.indices {
      if cells[index].text == "\t" {
        let width = 4 - column % 4
        cells[index] = Cell(text: String(repeating: " ", count: width), width: width)
      }
      column += cells[index].width
    }
  }

  /// The part of the cells that is shown.
  private struct Window {
    let cells: [Cell]
    let caret: Int
    let caretEnd: Int
    let lower: Int
    let upper: Int
    var isCutBefore: Bool

    /// Chooses the window: the whole line if it fits, else the carets with some text before them.
    init(cells: [Cell], caret: Int, caretEnd: Int, width: Int) {
      self.cells = cells
      self.caret = caret
      self.caretEnd = caretEnd
      // A caret after the last character needs a column of its own.
      let total = cells.reduce(caret == cells.count ? 1 : 0) { $0 + $1.width }
      guard total > width else {
        lower = 0
        upper = cells.count
        isCutBefore = false
        return
      }
      let room = width - 2
      let markedWidth = max(cells[caret..<caretEnd].reduce(0) { $0 + $1.width }, 1)
      let lead = max((room - markedWidth) / 2, min(room / 3, 12))
      var lower = caret
      var used = 0
      while lower > 0, used + cells[lower - 1].width <= lead {
        lower -= 1
        used += cells[lower].width
      }
      var upper = lower
      used = 0
      while upper < cells.count, used + cells[upper].width <= room {
        used += cells[upper].width
        upper += 1
      }
      // What is left over at the end of the line goes to the text before the carets.
      let kept = caret == cells.count ? 1 : 0
      while upper == cells.count, lower > 0, used + cells[lower - 1].width + kept <= room {
        lower -= 1
        used += cells[lower].width
      }
      self.lower = lower
      self.upper = upper
      isCutBefore = lower > 0
    }

    var line: String {
      (isCutBefore ? "…" : "") + cells[lower..<upper].map(\.text).joined()
        + (upper < cells.count ? "…" : "")
    }

    var indicator: String {
      let margin = cells[lower..<caret].reduce(isCutBefore ? 1 : 0) { $0 + $1.width }
      let marked = cells[caret..<max(caret, min(caretEnd, upper))].reduce(0) { $0 + $1.width }
      return String(repeating: " ", count: margin) + String(repeating: "^", count: max(marked, 1))
    }
  }
}
