import Diagnostics

/// Finds out what went wrong where reading stopped.
extension SourceReader {
  /// What is wrong with the current token itself, if it is none.
  func lexicalProblem() -> Diagnostic? {
    guard case .invalid(let problem) = token.kind else { return nil }
    return LanguageDiagnostics.lexical(problem, text: tokenText, at: token.range)
  }

  /// The current token stands where a value should.
  func missingValue() -> Diagnostic {
    if let problem = lexicalProblem() { return problem }
    if lexer.closedNothing, !lexer.isInsideBrackets {
      return LanguageDiagnostics.closesNothing(tokenText, at: token.range)
    }
    switch token.kind {
    case .newline, .semicolon, .end:
      let place = SourceRange(previous.upperBound, previous.upperBound)
      return LanguageDiagnostics.missingValue(after: lexer.text(previous), at: place)
    case .equal:
      return LanguageDiagnostics.equalInExpression(at: token.range)
    case .prime:
      if let quoted = quotedText() { return quoted }
    case .leftBrace:
      return LanguageDiagnostics.strayBrace(at: token.range)
    case .question:
      return LanguageDiagnostics.strayQuestionMark(at: token.range)
    default: break
    }
    return LanguageDiagnostics.missingValue(before: tokenText, at: token.range)
  }

  /// The statement was read, but the line goes on with the current token.
  func unexpectedAfterStatement(_ statement: Statement?, from start: Token? = nil) -> Diagnostic {
    if let problem = lexicalProblem() { return problem }
    switch token.kind {
    case .rightParenthesis, .rightBracket, .rightBrace:
      return LanguageDiagnostics.closesNothing(tokenText, at: token.range)
    case .equal: return LanguageDiagnostics.equalInExpression(at: token.range)
    case .assign: return LanguageDiagnostics.strayAssignment(at: token.range)
    case .colon: return LanguageDiagnostics.strayColon(at: token.range)
    case .dotDot: return LanguageDiagnostics.strayDots(at: token.range)
    case .question: return LanguageDiagnostics.strayQuestionMark(at: token.range)
    case .leftBrace: return LanguageDiagnostics.strayBrace(at: token.range)
    case .comma: return LanguageDiagnostics.strayComma(at: token.range)
    default: return missingOperator(after: start)
    }
  }

  /// Two values stand side by side.
  private func missingOperator(after start: Token?) -> Diagnostic {
    let left = lexer.text(previous)
    let right = tokenText
    if let start, start.kind == .name, start.range == previous {
      if let help = ForeignOperators.words[left] {
        return LanguageDiagnostics.foreignWord(left, help: help, at: start.range)
      }
      if let nearest = Suggestion.nearest(to: left, among: commands.keys) {
        return LanguageDiagnostics.unknownCommand(left, nearest: nearest, at: start.range)
      }
    }
    return LanguageDiagnostics.missingOperator(
      between: left, and: right, help: juxtapositionHelp(left, right),
      at: previous.union(token.range))
  }

  /// What two neighbours may have been meant as.
  private func juxtapositionHelp(_ left: String, _ right: String) -> String? {
    guard left.utf8.count <= 24, right.utf8.count <= 24 else { return nil }
    let isName = left.unicodeScalars.first.map(Scalars.startsName) ?? false
    let isNumber = left.utf8.first.map { Scalars.isDigit($0) || $0 == UInt8(ascii: ".") } ?? false
    switch token.kind {
    case .name where isName, .number where isName:
      return "did you mean \(left) * \(right) or \(left)(\(right))?"
    case .name where isNumber: return "did you mean \(left) * \(right)?"
    case .number where isNumber: return "a list is written [\(left), \(right)]"
    case .leftParenthesis where isNumber: return "did you mean \(left) * (...)?"
    default: return nil
    }
  }

  /// An operator such as `+=` follows a name.
  mutating func compoundAssignment(
    _ spelling: String, to target: Expression, depth: Int
  ) -> Diagnostic {
    let range = token.range
    let operation = ForeignOperators.compoundAssignments[spelling] ?? ""
    advance()
    let precedence: Precedence = operation == "+" || operation == "-" ? .product : .negation
    let change = (try? expression(.arrow, depth: depth))?.expression.printed(precedence)
    let name = lexer.text(target.range)
    let isShort = name.utf8.count <= 24 && (change?.utf8.count ?? 0) <= 40
    return LanguageDiagnostics.compoundAssignment(
      spelling, operation, target: isShort ? name : "x", change: isShort ? change : nil, at: range)
  }

  /// A number is followed directly by a name or a bracket, as in `2x`.
  func missingMultiplication(_ number: Token) -> Diagnostic {
    LanguageDiagnostics.missingMultiplication(
      lexer.text(number.range), token.kind == .leftParenthesis ? "(...)" : tokenText,
      at: number.range.union(token.range))
  }

  /// A second comparison follows the first; its operator is the current token.
  mutating func chainedComparison(
    _ left: Expression, _ first: Link, depth: Int
  ) -> Diagnostic {
    let operation = token
    advance()
    let right = try? expression(.sum, depth: depth)
    let range = left.range.union(right?.expression.range ?? operation.range)
    let texts = [left.range, first.operatorRange, first.operand.range, operation.range]
      .map { lexer.text($0) }
    let last = right.map { lexer.text($0.expression.range) }
    guard let last, texts.allSatisfy({ $0.utf8.count <= 24 }), last.utf8.count <= 24 else {
      return LanguageDiagnostics.chainedComparison(range: range, instead: nil)
    }
    let joined = "\(texts[0]) \(texts[1]) \(texts[2]) and \(texts[2]) \(texts[3]) \(last)"
    return LanguageDiagnostics.chainedComparison(range: range, instead: joined)
  }

  /// A `'` stands apart from what it would transpose.
  func spacedPrime(after operand: Expression) -> Diagnostic {
    quotedText()
      ?? LanguageDiagnostics.spacedTranspose(of: lexer.text(operand.range), at: token.range)
  }

  /// Text in single quotes, if another `'` follows on the line.
  private func quotedText() -> Diagnostic? {
    let end = source.lineRange(around: token.range.lowerBound).upperBound
    let rest = lexer.bytes[min(token.range.upperBound, end)..<end]
    guard let close = rest.firstIndex(of: UInt8(ascii: "'")) else { return nil }
    return LanguageDiagnostics.singleQuotes(
      lexer.text(SourceRange(token.range.upperBound, close)),
      at: SourceRange(token.range.lowerBound, close + 1))
  }

  /// The current token stands where a bracket should be closed or its contents go on.
  func unclosed(
    _ open: Token, expecting closer: TokenKind, separator: String = "a comma"
  ) -> Diagnostic {
    if let problem = lexicalProblem() { return problem }
    let opening = LanguageDiagnostics.Opening(
      text: lexer.text(open.range), closer: LanguageDiagnostics.spelling(ofCloser: closer),
      range: open.range, source: source, stop: token.range)
    switch token.kind {
    case .equal: return LanguageDiagnostics.equalInExpression(at: token.range)
    case .colon: return LanguageDiagnostics.strayColon(at: token.range)
    case .dotDot: return LanguageDiagnostics.strayDots(at: token.range)
    case .leftBrace: return LanguageDiagnostics.strayBrace(at: token.range)
    case .question: return LanguageDiagnostics.strayQuestionMark(at: token.range)
    case .end: return LanguageDiagnostics.neverClosed(opening)
    case _ where token.kind.isClosing:
      return LanguageDiagnostics.wrongCloser(tokenText, at: token.range, opening)
    default:
      guard isClosedLater(open) else { return LanguageDiagnostics.neverClosed(opening) }
      return LanguageDiagnostics.missingSeparator(
        separator, before: tokenText, at: token.range, opening)
    }
  }

  /// Whether the bracket is closed somewhere in the rest of the text.
  private func isClosedLater(_ open: Token) -> Bool {
    guard
      let level = lexer.brackets.firstIndex(where: { $0.offset == open.range.lowerBound })
    else { return true }
    var ahead = lexer
    while ahead.brackets.count > level {
      if ahead.next().kind == .end { return false }
    }
    return true
  }
}
