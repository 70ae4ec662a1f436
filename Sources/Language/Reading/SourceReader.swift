import Diagnostics

/// One reading of a source text: the lexer, the current token, and what was found wrong.
struct SourceReader {
  let source: SourceText
  let commands: [String: CommandStyle]
  var lexer: Lexer
  var token: Token
  /// The last token that was taken.
  var previous = SourceRange(0, 0)
  /// How many `repeat` bodies are open: inside one, `}` ends a statement.
  var openBodies = 0
  private var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, commands: [String: CommandStyle]) {
    self.source = source
    self.commands = commands
    lexer = Lexer(source.text)
    token = lexer.next()
  }

  mutating func program() -> ParseResult {
    var statements: [Statement] = []
    while skipSeparators() {
      let start = token.range.lowerBound
      do {
        statements.append(try statement(depth: 0))
      } catch {
        diagnostics.append(error.located(in: source))
        if diagnostics.count == Parser.maximumDiagnostics { break }
        recover(from: start)
      }
    }
    if diagnostics.count == Parser.maximumDiagnostics {
      diagnostics.append(LanguageDiagnostics.furtherErrorsNotShown().located(in: source))
    }
    return ParseResult(statements: statements, diagnostics: diagnostics)
  }

  mutating func loneExpression() throws(Diagnostic) -> Expression {
    let (expression, _) = try expression(.arrow, depth: 0)
    guard token.kind == .end else { throw unexpectedAfterStatement(nil) }
    return expression
  }

  // MARK: Tokens

  mutating func advance() {
    previous = token.range
    token = lexer.next()
  }

  /// The token after the current one.
  func peek() -> Token {
    var ahead = lexer
    return ahead.next()
  }

  var tokenText: String { lexer.text(token.range) }

  var isAtStatementEnd: Bool {
    switch token.kind {
    case .newline, .semicolon, .end: true
    case .rightBrace: openBodies > 0
    default: false
    }
  }

  /// From a start to the end of the last token taken.
  func range(from start: Int) -> SourceRange {
    SourceRange(start, max(previous.upperBound, start))
  }

  /// Skips line breaks and `;`; whether a statement follows.
  mutating func skipSeparators() -> Bool {
    while token.kind == .newline || token.kind == .semicolon { advance() }
    return token.kind != .end
  }

  // MARK: Recovery

  /// Goes to the end of a wrong statement.
  ///
  /// If that swallows the rest of the text because a bracket is never closed, reading goes on with
  /// the line at which it failed, or with the next one if the statement started there or a wrong
  /// closing bracket ends it.
  private mutating func recover(from start: Int) {
    let failure = token.range.lowerBound
    let isClosing = token.kind.isClosing
    openBodies = 0
    while token.kind != .end {
      let isSeparator = token.kind == .newline || token.kind == .semicolon
      if isSeparator, !lexer.isInsideBrackets { return }
      advance()
    }
    guard lexer.isInsideBrackets, failure < lexer.bytes.count else { return }
    let line = source.lineRange(around: failure)
    let isNewStatement = line.lowerBound > start && !isClosing
    let next = isNewStatement ? line.lowerBound : line.upperBound
    lexer.restart(at: next)
    token = lexer.next()
  }
}
