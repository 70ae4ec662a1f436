import Diagnostics

extension SourceReader {
  /// An expression and how deep its nesting goes.
  typealias Reading = (expression: Expression, height: Int)

  /// Reads operators of at least this precedence, those of one level into one flat chain.
  mutating func expression(
    _ minimum: Precedence, depth: Int
  ) throws(Diagnostic) -> Reading {
    var left = try operand(minimum, depth: depth)
    while let level = token.kind.binaryOperator?.precedence, level >= minimum {
      var links: [Link] = []
      var height = left.height
      while let operation = token.kind.binaryOperator, operation.precedence == level {
        if level == .comparison, let first = links.first {
          throw chainedComparison(left.expression, first, depth: depth)
        }
        let operatorRange = token.range
        advance()
        let right = try expression(level.tighter, depth: depth)
        links.append(Link(operation, right.expression, at: operatorRange))
        height = max(height, right.height)
      }
      let range = range(from: left.expression.range.lowerBound)
      left = (Expression(.chain(left.expression, links), at: range), height)
    }
    return left
  }

  /// Reads a prefix with its operand, or a power.
  private mutating func operand(
    _ minimum: Precedence, depth: Int
  ) throws(Diagnostic) -> Reading {
    let start = token
    switch start.kind {
    case .minus:
      try checkNesting(depth + 1, at: start.range)
      advance()
      let operand = try self.operand(.negation, depth: depth + 1)
      return try nested(.prefix(.negate, operand.expression), operand.height, from: start)
    case .plus:
      try checkNesting(depth + 1, at: start.range)
      advance()
      var operand = try self.operand(.negation, depth: depth + 1)
      operand.expression.range = range(from: start.range.lowerBound)
      return operand
    case .not:
      guard minimum <= .not else { throw LanguageDiagnostics.looseNot(at: start.range) }
      try checkNesting(depth + 1, at: start.range)
      advance()
      let operand = try expression(.not, depth: depth + 1)
      return try nested(.prefix(.not, operand.expression), operand.height, from: start)
    default:
      return try power(depth: depth)
    }
  }

  /// Reads `base ^ exponent`, where the exponent may be a power or start with `-`.
  private mutating func power(depth: Int) throws(Diagnostic) -> Reading {
    let start = token
    let base = try postfix(depth: depth)
    guard token.kind == .caret else { return base }
    try checkNesting(depth + 1, at: token.range)
    advance()
    let exponent = try operand(.negation, depth: depth + 1)
    return try nested(
      .power(base.expression, exponent.expression), max(base.height, exponent.height), from: start)
  }

  /// Reads a value and the calls, indices, members and transposes behind it.
  private mutating func postfix(depth: Int) throws(Diagnostic) -> Reading {
    let start = token
    var (value, height) = try primary(depth: depth)
    while true {
      let kind: Expression.Kind
      switch token.kind {
      case .leftParenthesis:
        if start.kind == .number, case .number = value.kind {
          if token.followsBlank { return (value, height) }
          throw missingMultiplication(start)
        }
        let (arguments, inner) = try arguments(depth: depth + 1)
        height = max(height, inner)
        kind = .call(value, arguments)
      case .leftBracket:
        let (subscripts, inner) = try subscripts(depth: depth + 1)
        height = max(height, inner)
        kind = .index(value, subscripts)
      case .dot:
        let dot = token.range
        advance()
        guard token.kind == .name, !token.followsBlank else {
          throw lexicalProblem() ?? LanguageDiagnostics.missingMember(at: dot)
        }
        kind = .member(value, tokenText)
        advance()
      case .prime:
        guard !token.followsBlank else { throw spacedPrime(after: value) }
        advance()
        kind = .transpose(value)
      default:
        return (value, height)
      }
      (value, height) = try nested(kind, height, from: start)
    }
  }

  private mutating func primary(depth: Int) throws(Diagnostic) -> Reading {
    let start = token
    switch start.kind {
    case .number:
      let spelling = tokenText
      advance()
      if token.kind == .name, !token.followsBlank { throw missingMultiplication(start) }
      let value = lexer.value(ofNumber: start.range)
      return (Expression(.number(value, spelling: spelling), at: start.range), 0)
    case .string:
      advance()
      return (Expression(.string(lexer.value(ofString: start.range)), at: start.range), 0)
    case .name:
      let text = tokenText
      advance()
      return (Expression(.name(text), at: start.range), 0)
    case .leftParenthesis:
      return try parenthesized(depth: depth + 1)
    case .leftBracket:
      return try list(depth: depth + 1)
    default:
      throw missingValue()
    }
  }

  private mutating func parenthesized(depth: Int) throws(Diagnostic) -> Reading {
    let open = token
    try checkNesting(depth, at: open.range)
    advance()
    if token.kind == .rightParenthesis {
      throw LanguageDiagnostics.emptyParentheses(
        at: open.range.union(token.range))
    }
    var inner = try expression(.arrow, depth: depth)
    if token.kind == .comma {
      throw LanguageDiagnostics.commaInParentheses(at: token.range)
    }
    guard token.kind == .rightParenthesis else {
      throw unclosed(open, expecting: .rightParenthesis, separator: "an operator")
    }
    advance()
    inner.expression.range = range(from: open.range.lowerBound)
    return (inner.expression, try checkHeight(inner.height + 1, at: inner.expression.range))
  }

  /// Reads `[a, b]` or `[a, b; c, d]`; a comma may follow the last entry.
  private mutating func list(depth: Int) throws(Diagnostic) -> Reading {
    let open = token
    try checkNesting(depth, at: open.range)
    advance()
    var rows: [[Expression]] = [[]]
    var height = 0
    while token.kind != .rightBracket {
      let entry = try expression(.arrow, depth: depth)
      rows[rows.count - 1].append(entry.expression)
      height = max(height, entry.height)
      switch token.kind {
      case .comma:
        advance()
      case .semicolon:
        advance()
        rows.append([])
        if token.kind == .rightBracket { throw missingValue() }
      case .rightBracket:
        break
      default:
        throw unclosed(open, expecting: .rightBracket)
      }
    }
    try close(open, with: .rightBracket)
    return try nested(rows.count > 1 ? .matrix(rows) : .list(rows[0]), height, from: open)
  }

  private mutating func arguments(
    depth: Int
  ) throws(Diagnostic) -> (arguments: [Argument], height: Int) {
    let open = token
    try checkNesting(depth, at: open.range)
    advance()
    var arguments: [Argument] = []
    var height = 0
    while token.kind != .rightParenthesis {
      var label: Name?
      if token.kind == .name, peek().kind == .equal {
        label = Name(tokenText, at: token.range)
        advance()
        advance()
      }
      let value = try expression(.arrow, depth: depth)
      height = max(height, value.height)
      arguments.append(
        Argument(label: label?.text, labelRange: label?.range, value.expression))
      if token.kind == .comma {
        advance()
      } else if token.kind != .rightParenthesis {
        throw unclosed(open, expecting: .rightParenthesis)
      }
    }
    try close(open, with: .rightParenthesis)
    return (arguments, height)
  }

  private mutating func subscripts(
    depth: Int
  ) throws(Diagnostic) -> (subscripts: [Subscript], height: Int) {
    let open = token
    try checkNesting(depth, at: open.range)
    advance()
    if token.kind == .rightBracket {
      throw LanguageDiagnostics.emptyIndex(at: open.range.union(token.range))
    }
    var subscripts: [Subscript] = []
    var height = 0
    while true {
      let (entry, inner) = try subscriptEntry(depth: depth)
      subscripts.append(entry)
      height = max(height, inner)
      guard token.kind == .comma else { break }
      advance()
    }
    if token.kind == .dotDot { throw LanguageDiagnostics.dotsInIndex(at: token.range) }
    try close(open, with: .rightBracket)
    return (subscripts, height)
  }

  private mutating func subscriptEntry(
    depth: Int
  ) throws(Diagnostic) -> (entry: Subscript, height: Int) {
    let start = token.range.lowerBound
    let from = token.kind == .colon ? nil : try expression(.arrow, depth: depth)
    guard token.kind == .colon else {
      guard let from else { throw missingValue() }
      return (.index(from.expression), from.height)
    }
    advance()
    var to: Reading?
    switch token.kind {
    case .comma, .rightBracket: break
    case .colon: throw LanguageDiagnostics.sliceStep(at: token.range)
    default: to = try expression(.arrow, depth: depth)
    }
    if token.kind == .colon { throw LanguageDiagnostics.sliceStep(at: token.range) }
    return (
      .range(from: from?.expression, to: to?.expression, range(from: start)),
      max(from?.height ?? 0, to?.height ?? 0)
    )
  }

  // MARK: Nesting

  /// An expression that is one level deeper than what it holds.
  private func nested(
    _ kind: Expression.Kind, _ height: Int, from start: Token
  ) throws(Diagnostic) -> Reading {
    let range = range(from: start.range.lowerBound)
    return (Expression(kind, at: range), try checkHeight(height + 1, at: range))
  }

  /// Stops before the reading itself nests too deeply.
  func checkNesting(_ depth: Int, at range: SourceRange) throws(Diagnostic) {
    if depth > Parser.maximumNesting { throw LanguageDiagnostics.nestedTooDeeply(at: range) }
  }

  /// Stops where what was read is too deep, as `x'''...` is without any brackets.
  private func checkHeight(_ height: Int, at range: SourceRange) throws(Diagnostic) -> Int {
    if height > Parser.maximumNesting {
      throw LanguageDiagnostics.nestedTooDeeply(
        at: SourceRange(max(range.upperBound - 1, range.lowerBound), range.upperBound))
    }
    return height
  }

  /// Takes the closing bracket, or says what stands in its place.
  mutating func close(_ open: Token, with kind: TokenKind) throws(Diagnostic) {
    guard token.kind == kind else { throw unclosed(open, expecting: kind) }
    advance()
  }
}
