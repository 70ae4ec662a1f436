/// Tells whether a statement typed so far goes on in the next line.
package enum Completeness {
  /// Whether a bracket or brace is open, or the text ends in `\`.
  ///
  /// A bracket that is closed by the wrong one asks for no more: the error can be told at once.
  package static func needsMore(_ text: String) -> Bool {
    var lexer = Lexer(text)
    var token = lexer.next()
    var startsStatement = true
    if lexer.closedNothing { return false }
    while token.kind != .end {
      if startsStatement, isHelp(token, lexer) { _ = lexer.scanWords() }
      startsStatement = token.kind == .newline || token.kind == .semicolon
      token = lexer.next()
      if lexer.closedNothing { return false }
    }
    return lexer.isInsideBrackets || lexer.endsInContinuation
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
