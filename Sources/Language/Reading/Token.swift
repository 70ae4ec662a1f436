import Diagnostics

/// The smallest piece of source text that means something.
struct Token: Equatable {
  var kind: TokenKind
  var range: SourceRange
  /// Whether a blank or a line break stands before it.
  var followsBlank: Bool
}

enum TokenKind: Equatable {
  case name, number, string
  case or, and, not
  case plus, minus, star, slash, at, caret, prime, arrow
  case equal, assign, equalEqual, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, colon, dot, dotDot, question
  /// A line break that ends a statement.
  case newline
  case end
  /// Text that is no token; reading goes on behind it.
  case invalid(LexicalProblem)

  var isClosing: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }
}

/// Why some text is no token.
enum LexicalProblem: Equatable {
  case unknownCharacter(Unicode.Scalar)
  /// An operator of another language; its spelling is a key of ``ForeignOperators``.
  case foreignOperator(String)
  case raisedDigits(String)
  case malformedNumber(help: String?)
  case numberTooLarge
  case unclosedString
  case unknownEscape(String)
}
