import Diagnostics
import Notebook
import StyledText

/// Shows a script as it is run: its comments, and its statements behind the prompt.
struct Echo {
  private let source: SourceText
  /// The end of what has been shown.
  private var shown = 0
  private var cell = 0

  init(_ source: SourceText) { self.source = source }

  /// What belongs before the first result of a statement; nothing before its further results.
  mutating func text(before outcome: Outcome) -> StyledText {
    guard outcome.cell != cell, let range = outcome.range else { return StyledText() }
    cell = outcome.cell
    let isAtStart = shown == 0
    let gap = source[SourceRange(shown, range.lowerBound)]
    shown = range.upperBound
    var lines = gap.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    // What is left of the line of the statement before belongs to that one.
    if !isAtStart { lines = lines.dropFirst() }
    let statement = Transcript.input(outcome.input, isQuiet: outcome.isQuiet)
    return (Echo.comments(lines) + [statement]).joined()
  }

  /// The comments among lines, and one blank line where there were blank lines.
  private static func comments(_ lines: ArraySlice<Substring>) -> [StyledText] {
    var comments: [StyledText] = []
    for line in lines {
      let text = line.drop(while: \.isWhitespace)
      if text.first == "#" {
        comments.append(StyledText(String(text), .comment))
      } else if text.isEmpty, comments.last != "" {
        comments.append("")
      }
    }
    return comments
  }
}
