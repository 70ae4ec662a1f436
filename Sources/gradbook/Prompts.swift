import StyledText

/// The prompts of the shell, and statements shown behind them.
enum Prompts {
  static let first = "grad> "
  static let further = "....> "

  /// A statement as a person would have typed it.
  static func transcript(of statement: String, isQuiet: Bool) -> StyledText {
    let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.enumerated().map { index, line in
      StyledText(index == 0 ? first : further, .prompt) + StyledText(String(line))
    }.joined()
    return isQuiet ? text + ";" : text
  }
}
