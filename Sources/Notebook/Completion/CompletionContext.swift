/// What stands before a word that is being typed.
struct CompletionContext: Equatable {
  /// Whether the word stands within text that is not closed.
  private(set) var isQuoted = false
  /// Whether the word stands in a comment.
  private(set) var isComment = false
  /// The statement up to the word.
  private(set) var statement = ""
  /// The name before the innermost round bracket that is open.
  private(set) var callee: String?
  /// The name before the `=` right before the word, or before the quote that opens it.
  private(set) var option: String?

  /// - Parameter text: Everything before the word.
  init(before text: some StringProtocol) {
    var brackets: [(sign: Character, callee: String?)] = []
    var isEscaped = false
    for character in text {
      if isComment {
        if !character.isNewline { continue }
        isComment = false
      }
      if isQuoted {
        statement.append(character)
        if character.isNewline || character == "\"" && !isEscaped { isQuoted = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      let isInBrackets = brackets.contains { $0.sign != "{" }
      switch character {
      case "\"": isQuoted = true
      case "#": isComment = true
      case "(", "[":
        brackets.append((character, character == "(" ? CompletionContext.lastName(statement) : nil))
      case "{": brackets.append((character, nil))
      case ")", "]", "}": _ = brackets.popLast()
      default: break
      }
      let ends = character == ";" || character.isNewline || character == "{" || character == "}"
      if ends, !isInBrackets { statement = "" } else if !isComment { statement.append(character) }
    }
    callee = brackets.last.flatMap { $0.sign == "(" ? $0.callee : nil }
    option = CompletionContext.optionName(isQuoted ? statement.dropLastQuote : statement[...])
  }

  /// The words of the statement before the word, split at blanks and commas.
  var words: [Substring] {
    statement.split { $0 == " " || $0 == "\t" || $0 == "," || $0.isNewline }
  }

  /// Whether the statement's word is complete: a blank follows it, or it is `?`.
  var startsStatement: Bool { statement.allSatisfy(\.isWhitespace) }

  /// Whether a layer is to be typed: an arrow stands right before the word.
  var followsArrow: Bool {
    var text = statement[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.hasSuffix("->") || text.hasSuffix("→")
  }

  /// The command the statement starts with, if it starts with one.
  var command: String? {
    let text = statement.drop(while: \.isWhitespace)
    if text.first == "?" { return "help" }
    let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = text[word.endIndex...]
    guard rest.first?.isWhitespace == true else { return nil }
    let next = rest.first { !$0.isWhitespace }
    // `set = 3` states a fact about a name.
    return next == "=" || next == ":" || next == "(" ? nil : String(word)
  }

  /// The context of the statement that `time` works on.
  var withoutFirstWord: CompletionContext {
    let text = statement.drop(while: \.isWhitespace)
    return CompletionContext(before: text.drop { !$0.isWhitespace })
  }

  /// The name at the end of a text.
  private static func lastName(_ text: some StringProtocol) -> String? {
    let name = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  /// The name before an equal sign at the end of a text.
  private static func optionName(_ text: Substring) -> String? {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    guard text.popLast() == "=" else { return nil }
    if let last = text.last, "=<>!:".contains(last) { return nil }
    while text.last?.isWhitespace == true { text.removeLast() }
    return lastName(text)
  }
}

extension String {
  /// The text before the quote that is open at its end.
  fileprivate var dropLastQuote: Substring { self[..<(lastIndex(of: "\"") ?? endIndex)] }
}
