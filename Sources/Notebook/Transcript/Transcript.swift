package import StyledText

/// Statements and what they print, as the shell shows them and notebooks hold them.
package enum Transcript {
  package static let prompt = "grad> "
  package static let continuation = "....> "

  /// Alone on a line of a notebook it stands for any lines of output.
  package static let anyLines = "..."
  /// Within a line of a notebook it stands for any text.
  package static let anyText = "[..]"

  /// A statement as a person would have typed it.
  package static func input(_ statement: String, isQuiet: Bool = false) -> StyledText {
    let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.enumerated().map { index, line in
      StyledText(index == 0 ? prompt : continuation, .prompt) + StyledText(String(line))
    }.joined()
    return isQuiet ? text + ";" : text
  }
}
