/// Tells whether a statement typed so far goes on in the next line.
package struct Completeness {
  /// Whether a bracket or brace is open, or the text ends in `\`.
  ///
  /// A bracket that is closed by the wrong one asks for no more: the error can be told at once.
  package private(set) var needsMore = false
  private var lexer = Lexer("")
  private var isWrong = false

  package init() {}

  package static func needsMore(_ text: String) -> Bool {
    var completeness = Completeness()
    completeness.add(text)
    return completeness.needsMore
  }

  /// Looks at the next line or lines, without the final line break, and at no earlier one again.
  package mutating func add(_ lines: String) {
    guard !isWrong else { return }
    var startsStatement = !lexer.endsInContinuation && lexer.isBetweenStatements
    lexer = Lexer(lines, after: lexer)
    var token = lexer.next()
    while token.kind != .end, !lexer.closedNothing {
      if startsStatement, Completeness.isHelp(token, lexer) { _ = lexer.scanWords() }
      startsStatement = token.kind == .newline || token.kind == .semicolon
      token = lexer.next()
    }
    isWrong = lexer.closedNothing
    needsMore = !isWrong && (lexer.isInsideBrackets || lexer.endsInContinuation)
  }

  /// Whether help is asked for, so that a bracket is a topic and opens nothing.
  private static func isHelp(_ token: Token, _ lexer: Lexer) -> Bool {
    if token.kind == .question { return true }
    guard token.kind == .name, lexer.text(token.range) == "help" else { return false }
    var ahead = lexer
    let next = ahead.next()
    switch next.kind {
    case .leftBracket, .leftBrace: return next.followsBlank
    case .leftParenthesis: return next.followsBlank && ahead.next().kind == .end
    default: return false
    }
  }
}
