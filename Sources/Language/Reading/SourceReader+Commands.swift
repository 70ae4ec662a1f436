import Diagnostics

extension SourceReader {
  mutating func command(_ style: CommandStyle, depth: Int) throws(Diagnostic) -> Command {
    let word = Name(tokenText, at: token.range)
    switch style {
    case .words:
      return words(after: word)
    case .statement:
      advance()
      let start = token
      guard !isAtStatementEnd else {
        throw LanguageDiagnostics.missingStatement(word.text, at: word.range)
      }
      let statement = try unterminatedStatement(depth: depth + 1)
      guard isAtStatementEnd else { throw unexpectedAfterStatement(statement, from: start) }
      let restRange = range(from: start.range.lowerBound)
      return Command(
        word, style: style, rest: lexer.text(restRange), restRange: restRange,
        statement: statement)
    case .expressions:
      advance()
      let start = token.range.lowerBound
      let items = try items(depth: depth)
      let restRange = range(from: items.isEmpty ? word.range.upperBound : start)
      return Command(
        word, style: style, items: items, rest: lexer.text(restRange), restRange: restRange)
    }
  }

  // MARK: Words

  /// Reads the words behind the current token, which is the command's word or `?`.
  mutating func words(after word: Name) -> Command {
    let ranges = lexer.scanWords()
    let restRange = ranges.dropFirst().reduce(
      ranges.first ?? SourceRange(token.range.upperBound, token.range.upperBound)
    ) { $0.union($1) }
    let items = ranges.map { Command.Item.expression(Expression(word: $0, in: lexer)) }
    previous = ranges.last ?? word.range
    token = lexer.next()
    return Command(
      word, style: .words, items: items, rest: lexer.text(restRange), restRange: restRange)
  }

  // MARK: Expressions, keywords, options

  private mutating func items(depth: Int) throws(Diagnostic) -> [Command.Item] {
    var items: [Command.Item] = []
    while !isAtStatementEnd {
      if token.kind == .comma, !items.isEmpty {
        advance()
        if isAtStatementEnd { throw missingValue() }
      }
      items.append(try item(depth: depth))
    }
    return items
  }

  private mutating func item(depth: Int) throws(Diagnostic) -> Command.Item {
    guard token.kind == .name else {
      return .expression(try expression(.arrow, depth: depth).expression)
    }
    let name = Name(tokenText, at: token.range)
    if peek().kind == .equal {
      advance()
      advance()
      return .option(name, try optionValue(depth: depth))
    }
    if Command.keywords.contains(name.text) {
      advance()
      return .keyword(name)
    }
    return .expression(try expression(.arrow, depth: depth).expression)
  }

  private mutating func optionValue(depth: Int) throws(Diagnostic) -> OptionValue {
    let first = try expression(.arrow, depth: depth).expression
    if token.kind == .dotDot {
      advance()
      let last = try expression(.arrow, depth: depth).expression
      return .range(first, last, first.range.union(last.range))
    }
    var values = [first]
    while token.kind == .comma, !isOptionAfterComma {
      advance()
      values.append(try expression(.arrow, depth: depth).expression)
    }
    return values.count == 1 ? .expression(first) : .list(values)
  }

  /// Whether `name =` follows the comma, so that the comma separates options.
  private var isOptionAfterComma: Bool {
    var ahead = lexer
    return ahead.next().kind == .name && ahead.next().kind == .equal
  }
}

extension Expression {
  /// A word of a command as it stands: a string, a number, or a name whatever its spelling.
  fileprivate init(word range: SourceRange, in lexer: Lexer) {
    let text = lexer.text(range)
    var inner = Lexer(text)
    let token = inner.next()
    let isWhole = token.range == SourceRange(0, text.utf8.count)
    switch token.kind {
    case .string where isWhole:
      self.init(.string(inner.value(ofString: token.range)), at: range)
    case .number where isWhole:
      self.init(.number(inner.value(ofNumber: token.range), spelling: text), at: range)
    default:
      self.init(.name(text), at: range)
    }
  }
}
