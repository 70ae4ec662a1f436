import Diagnostics

extension SourceReader {
  /// Reads a statement up to its end and takes a `;` behind it.
  mutating func statement(depth: Int) throws(Diagnostic) -> Statement {
    let start = token
    var statement = try unterminatedStatement(depth: depth)
    guard isAtStatementEnd else { throw unexpectedAfterStatement(statement, from: start) }
    if token.kind == .semicolon {
      advance()
      // Between two statements it only separates; at the end it asks for silence.
      statement.isQuiet = [.newline, .rightBrace, .end].contains(token.kind)
    }
    return statement
  }

  mutating func unterminatedStatement(depth: Int) throws(Diagnostic) -> Statement {
    try checkNesting(depth, at: token.range)
    let start = token.range.lowerBound
    let kind: Statement.Kind =
      if token.kind == .question {
        .command(words(after: Name("help", at: token.range)))
      } else if token.kind == .name, let style = commands[tokenText], isCommand(before: peek()) {
        .command(try command(style, depth: depth))
      } else if token.kind == .name, tokenText == "repeat", startsCount(peek()) {
        try repetition(depth: depth)
      } else {
        try expressionStatement(depth: depth)
      }
    return Statement(kind, at: range(from: start))
  }

  /// Whether a command word before this token is one, rather than a name of the session.
  private func isCommand(before next: Token) -> Bool {
    switch next.kind {
    case .equal, .assign, .leftParenthesis, .comma: return asksForHelp(on: next)
    case .leftBracket, .dot, .prime: return next.followsBlank
    case .invalid(.foreignOperator(let spelling)):
      return ForeignOperators.compoundAssignments[spelling] == nil
    default: return true
    }
  }

  /// Whether `help` stands before a sign alone, as in `help :=`.
  private func asksForHelp(on sign: Token) -> Bool {
    guard tokenText == "help" else { return false }
    var ahead = lexer
    _ = ahead.next()
    switch ahead.next().kind {
    case .newline, .semicolon, .end: return true
    default: return false
    }
  }

  // MARK: Repetition

  /// Whether `repeat` before this token starts a repetition; `repeat(x, 3)` is a call.
  private func startsCount(_ next: Token) -> Bool {
    switch next.kind {
    case .name, .number, .leftBrace, .minus: true
    default: false
    }
  }

  private mutating func repetition(depth: Int) throws(Diagnostic) -> Statement.Kind {
    let word = token.range
    advance()
    if token.kind == .leftBrace { throw LanguageDiagnostics.missingCount(at: word) }
    let (count, _) = try expression(.arrow, depth: depth)
    return try repetition(of: count, word: word, depth: depth)
  }

  /// Reads `{ ... }` behind a count.
  private mutating func repetition(
    of count: Expression, word: SourceRange, depth: Int
  ) throws(Diagnostic) -> Statement.Kind {
    if token.kind == .newline, peek().kind == .leftBrace { advance() }
    guard token.kind == .leftBrace else {
      throw lexicalProblem() ?? LanguageDiagnostics.missingBody(at: token.range)
    }
    let open = token
    try checkNesting(depth + 1, at: open.range)
    openBodies += 1
    advance()
    var body: [Statement] = []
    while skipSeparators(), token.kind != .rightBrace {
      body.append(try statement(depth: depth + 1))
    }
    try close(open, with: .rightBrace)
    openBodies -= 1
    return .repetition(count: count, body: body)
  }

  // MARK: Facts, functions, values

  private mutating func expressionStatement(depth: Int) throws(Diagnostic) -> Statement.Kind {
    let start = token
    if start.kind.isReservedWord, [.equal, .assign].contains(peek().kind) {
      throw LanguageDiagnostics.reservedWord(tokenText, at: start.range)
    }
    let (first, _) = try expression(.arrow, depth: depth)
    switch token.kind {
    case .equal: return try fact(first, depth: depth)
    case .assign: return try assignment([first], depth: depth)
    case .comma:
      let comma = token.range
      let left = try list(from: first, depth: depth)
      if isAtStatementEnd { throw LanguageDiagnostics.strayComma(at: comma) }
      return try assignment(left, depth: depth)
    case .leftBrace:
      guard case .call(let word, let arguments) = first.kind, word.kind == .name("repeat"),
        arguments.count == 1, arguments[0].label == nil
      else { throw LanguageDiagnostics.strayBrace(at: token.range) }
      return try repetition(of: arguments[0].value, word: word.range, depth: depth)
    case .invalid(.foreignOperator(let spelling)):
      guard ForeignOperators.compoundAssignments[spelling] != nil else { throw missingValue() }
      throw compoundAssignment(spelling, to: first, depth: depth)
    default:
      return .expression(first)
    }
  }

  /// Reads what stands right of `=`.
  private mutating func fact(
    _ left: Expression, depth: Int
  ) throws(Diagnostic) -> Statement.Kind {
    switch left.kind {
    case .name(let text):
      try checkIsUnbracketed(text, left)
      advance()
      let (body, _) = try expression(.arrow, depth: depth)
      if token.kind == .comma { throw LanguageDiagnostics.severalValues(at: token.range) }
      return .fact(Name(text, at: left.range), body)
    case .call(let function, let arguments):
      return try self.function(function, arguments, depth: depth)
    case .index:
      throw LanguageDiagnostics.factAboutEntry(at: token.range)
    default:
      throw LanguageDiagnostics.factAboutExpression(at: left.range)
    }
  }

  private mutating func function(
    _ function: Expression, _ arguments: [Argument], depth: Int
  ) throws(Diagnostic) -> Statement.Kind {
    guard case .name(let text) = function.kind else {
      throw LanguageDiagnostics.factAboutExpression(at: function.range)
    }
    try checkIsUnbracketed(text, function)
    let parameters = try parameters(arguments, of: function)
    advance()
    let (body, _) = try expression(.arrow, depth: depth)
    if token.kind == .comma { throw LanguageDiagnostics.severalValues(at: token.range) }
    return .function(Name(text, at: function.range), parameters: parameters, body: body)
  }

  /// A name in brackets is an expression: its range is wider than its spelling.
  private func checkIsUnbracketed(
    _ text: String, _ expression: Expression
  ) throws(Diagnostic) {
    guard expression.range.count == text.utf8.count else {
      throw LanguageDiagnostics.factAboutExpression(at: expression.range)
    }
  }

  private func parameters(
    _ arguments: [Argument], of function: Expression
  ) throws(Diagnostic) -> [Name] {
    guard !arguments.isEmpty else {
      throw LanguageDiagnostics.noParameters(at: function.range)
    }
    var parameters: [Name] = []
    var seen: Set<String> = []
    for argument in arguments {
      guard case .name(let text) = argument.value.kind, argument.label == nil else {
        throw LanguageDiagnostics.parameterIsNoName(
          at: argument.labelRange ?? argument.value.range)
      }
      guard seen.insert(text).inserted else {
        throw LanguageDiagnostics.repeatedParameter(text, at: argument.value.range)
      }
      parameters.append(Name(text, at: argument.value.range))
    }
    return parameters
  }

  /// Reads the rest of `a, b, c`.
  private mutating func list(
    from first: Expression, depth: Int
  ) throws(Diagnostic) -> [Expression] {
    var values = [first]
    while token.kind == .comma {
      advance()
      values.append(try expression(.arrow, depth: depth).expression)
    }
    return values
  }

  /// Reads `:=` and the values behind it.
  private mutating func assignment(
    _ left: [Expression], depth: Int
  ) throws(Diagnostic) -> Statement.Kind {
    let sign = token
    if sign.kind == .equal { throw LanguageDiagnostics.severalFacts(at: sign.range) }
    guard sign.kind == .assign else { throw unexpectedAfterStatement(nil) }
    let targets = try targets(left, sign)
    advance()
    let first = try expression(.arrow, depth: depth).expression
    let values = try list(from: first, depth: depth)
    guard values.count == targets.count else {
      throw LanguageDiagnostics.unequalCounts(
        targets: targets.count, values: values.count, at: sign.range)
    }
    return .set(targets, values)
  }

  private func targets(
    _ expressions: [Expression], _ sign: Token
  ) throws(Diagnostic) -> [Target] {
    var targets: [Target] = []
    for expression in expressions {
      switch expression.kind {
      case .name(let text) where expression.range.count == text.utf8.count:
        targets.append(Target(Name(text, at: expression.range)))
      case .member where expression.memberName != nil:
        targets.append(Target(Name(expression.memberName ?? "", at: expression.range)))
      case .index(let indexed, let subscripts):
        guard let text = indexed.memberName ?? indexed.bareName else {
          throw LanguageDiagnostics.targetIsNoName(at: expression.range)
        }
        targets.append(Target(Name(text, at: indexed.range), subscripts: subscripts))
      case .call:
        throw LanguageDiagnostics.functionIsSet(at: sign.range)
      default:
        throw LanguageDiagnostics.targetIsNoName(at: expression.range)
      }
    }
    return targets
  }
}

extension TokenKind {
  var isReservedWord: Bool { self == .or || self == .and || self == .not }
}
