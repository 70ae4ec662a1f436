/// What is known when Tab is pressed.
package struct CompletionRequest: Sendable, Equatable {
  /// Everything of the entry before the cursor, earlier lines included.
  package let line: String

  /// The part of the line that is to be completed; empty where a new word may start.
  ///
  /// A name in any script with its members (`net.W1`); within an open `"` everything since it.
  package let word: String

  /// Where the word starts in `line`, as a UTF-8 offset.
  package let start: Int

  /// Whether the word stands in a text between quotation marks, say a path.
  package let isQuoted: Bool

  /// Finds the word at the end of `line`.
  ///
  /// - Parameter hyphenated: the commands after which a word may contain hyphens, as the name of a
  ///   lesson does; `?` counts as `help`.
  package init(line: String, hyphenated: Set<String> = []) {
    self.line = line
    if let quote = Self.openQuote(in: line) {
      isQuoted = true
      word = String(line[line.index(after: quote)...])
    } else {
      isQuoted = false
      let allowsHyphen = Self.command(in: line).map(hyphenated.contains) ?? false
      let reversed = line.reversed().prefix { Self.isPartOfWord($0, allowsHyphen: allowsHyphen) }
      word = String(reversed.reversed())
    }
    start = line.utf8.count - word.utf8.count
  }

  private static func isPartOfWord(_ character: Character, allowsHyphen: Bool) -> Bool {
    switch character {
    case "ᵀ": false  // the transpose sign, though Unicode calls it a letter
    case "_", ".": true
    case "-": allowsHyphen
    default: character.isLetter || character.isNumber
    }
  }

  /// The quotation mark that is not closed before the end; a text ends with its line.
  private static func openQuote(in line: String) -> String.Index? {
    var open: String.Index?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      if character.isNewline {
        open = nil
      } else if character == "\"", !isEscaped {
        open = open == nil ? index : nil
      }
      isEscaped = open != nil && character == "\\" && !isEscaped
    }
    return open
  }

  /// The first word of the last statement, if something follows it.
  private static func command(in line: String) -> String? {
    let statement = line.split(omittingEmptySubsequences: false) { ";{\n".contains($0) }.last ?? ""
    let trimmed = statement.drop(while: \.isWhitespace)
    if trimmed.first == "?" { return "help" }
    let word = trimmed.prefix { !$0.isWhitespace }
    return word.endIndex < trimmed.endIndex ? String(word) : nil
  }
}
