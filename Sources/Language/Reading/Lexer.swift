import Diagnostics

/// Cuts source text into tokens, one at a time, without recursion.
///
/// It keeps the open brackets, because a line break inside `(` or `[` is a blank.
struct Lexer {
  let bytes: [UInt8]
  /// Where the next token is looked for.
  private(set) var position: Int
  private(set) var brackets: [Bracket] = []
  /// The places in `brackets` of the braces.
  private var braces: [Int] = []
  /// Whether the last token is a closing bracket for which none is open.
  private(set) var closedNothing = false
  /// Whether the text ends in a `\` that asks for another line.
  private(set) var endsInContinuation = false

  struct Bracket {
    var kind: TokenKind
    var offset: Int
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
    position = 0
  }

  /// Reads on in `text` with the brackets that are open at the end of another text.
  init(_ text: String, after other: Lexer) {
    self.init(text)
    brackets = other.brackets
    braces = other.braces
  }

  /// Whether the next line would belong to the statement so far.
  var isInsideBrackets: Bool { !brackets.isEmpty }

  /// Whether a line break here ends a statement.
  var isBetweenStatements: Bool { brackets.last.map { $0.kind == .leftBrace } ?? true }

  func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
  }

  /// Goes on at another place, outside any bracket.
  mutating func restart(at offset: Int) {
    position = min(offset, bytes.count)
    brackets = []
    braces = []
  }

  /// Goes on at a later place within the same brackets.
  mutating func skip(to offset: Int) {
    position = min(max(offset, position), bytes.count)
  }

  mutating func next() -> Token {
    let followsBlank = skipBlanks()
    let start = position
    let kind = scan()
    trackBracket(kind, at: start)
    return Token(kind: kind, range: SourceRange(start, position), followsBlank: followsBlank)
  }

  // MARK: Blanks, line breaks, comments

  private mutating func skipBlanks() -> Bool {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C:
        position += 1
      case UInt8(ascii: "#"):
        skipToLineEnd()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if !isBetweenStatements {
          position += 1
        } else if bytes[position] == UInt8(ascii: "\r"), byte(position + 1) == UInt8(ascii: "\n") {
          position += 1
        } else {
          return position > start
        }
      case UInt8(ascii: "\\"):
        guard skipContinuation() else { return position > start }
      case 0x80...:
        let (scalar, length) = scalar(at: position)
        guard Scalars.isBlank(scalar) else { return position > start }
        position += length
      default:
        return position > start
      }
    }
    return position > start
  }

  private mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n"),
      bytes[position] != UInt8(ascii: "\r")
    {
      position += 1
    }
  }

  /// Skips a `\` with its line break, if nothing but blanks and a comment stands between.
  private mutating func skipContinuation() -> Bool {
    let start = position
    position += 1
    while byte(position) == UInt8(ascii: " ") || byte(position) == UInt8(ascii: "\t") {
      position += 1
    }
    if byte(position) == UInt8(ascii: "#") { skipToLineEnd() }
    guard position < bytes.count else {
      endsInContinuation = true
      return true
    }
    if bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if byte(position) == UInt8(ascii: "\n") { position += 1 }
    let isContinuation =
      bytes[position - 1] == UInt8(ascii: "\n") || bytes[position - 1] == UInt8(ascii: "\r")
    if !isContinuation { position = start }
    return isContinuation
  }

  // MARK: Brackets

  private mutating func trackBracket(_ kind: TokenKind, at offset: Int) {
    let count = brackets.count
    defer { closedNothing = kind.isClosing && brackets.count == count }
    switch kind {
    case .leftParenthesis, .leftBracket:
      brackets.append(Bracket(kind: kind, offset: offset))
    case .leftBrace:
      braces.append(brackets.count)
      brackets.append(Bracket(kind: kind, offset: offset))
    case .rightParenthesis:
      if brackets.last?.kind == .leftParenthesis { brackets.removeLast() }
    case .rightBracket:
      if brackets.last?.kind == .leftBracket { brackets.removeLast() }
    case .rightBrace:
      // A brace closes whatever was left open inside it.
      if let opening = braces.popLast() { brackets.removeLast(brackets.count - opening) }
    default: break
    }
  }

  // MARK: Tokens

  private mutating func scan() -> TokenKind {
    guard position < bytes.count else { return .end }
    let first = bytes[position]
    if Scalars.isAsciiLetter(first) { return scanName() }
    if Scalars.isDigit(first) || first == UInt8(ascii: ".") && Scalars.isDigit(byte(position + 1)) {
      return scanNumber()
    }
    if first == UInt8(ascii: "\"") { return scanString() }
    if first >= 0x80, Scalars.startsName(scalar(at: position).scalar) { return scanName() }
    return scanSymbol()
  }

  private mutating func scanName() -> TokenKind {
    let start = position
    while position < bytes.count {
      if bytes[position] < 0x80 {
        guard Scalars.isAsciiLetter(bytes[position]) || Scalars.isDigit(bytes[position]) else {
          break
        }
        position += 1
      } else {
        let (scalar, length) = scalar(at: position)
        guard Scalars.continuesName(scalar) else { break }
        position += length
      }
    }
    guard position - start <= 3 else { return .name }
    switch text(SourceRange(start, position)) {
    case "or": return .or
    case "and": return .and
    case "not": return .not
    default: return .name
    }
  }

  private mutating func scanSymbol() -> TokenKind {
    if let foreign = foreignOperator() {
      position += foreign.utf8.count
      return .invalid(.foreignOperator(foreign))
    }
    let (scalar, length) = scalar(at: position)
    let second = byte(position + length)
    position += length
    if let kind = Lexer.pairs[scalar]?[second] {
      position += 1
      return kind
    }
    if let kind = Lexer.symbols[scalar] { return kind }
    if Scalars.isRaisedDigit(scalar) { return scanRaisedDigits(from: position - length) }
    return .invalid(.unknownCharacter(scalar))
  }

  private mutating func scanRaisedDigits(from start: Int) -> TokenKind {
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard Scalars.isRaisedDigit(scalar) else { break }
      position += length
    }
    let digits = text(SourceRange(start, position)).unicodeScalars
    return .invalid(.raisedDigits(String(digits.compactMap { Scalars.raisedDigits[$0] })))
  }

  /// The longest operator of another language at this place that is not an operator here.
  private func foreignOperator() -> String? {
    guard mayStartForeignOperator else { return nil }
    var ends = [position]
    while ends.count <= ForeignOperators.longest, let last = ends.last, last < bytes.count {
      ends.append(last + scalar(at: last).length)
    }
    for end in ends.dropFirst().reversed() {
      let spelling = text(SourceRange(position, end))
      if ForeignOperators.contains(spelling) { return spelling }
      if Lexer.isSpelling(spelling) { return nil }
    }
    return nil
  }

  /// A cheap look at two bytes, since most symbols are not foreign.
  private var mayStartForeignOperator: Bool {
    switch bytes[position] {
    case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "~"),
      UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"), 0x80...:
      return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "^"),
      UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: "."):
      return "=*/^.'<>".utf8.contains(byte(position + 1))
    default:
      return false
    }
  }

  private static func isSpelling(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard scalars.count == 2, let first = scalars.first, let last = scalars.last, last.isASCII
    else { return false }
    return pairs[first]?[UInt8(last.value)] != nil
  }

  private static let pairs: [Unicode.Scalar: [UInt8: TokenKind]] = [
    "-": [UInt8(ascii: ">"): .arrow],
    "=": [UInt8(ascii: "="): .equalEqual],
    ":": [UInt8(ascii: "="): .assign],
    "!": [UInt8(ascii: "="): .notEqual],
    "<": [UInt8(ascii: "="): .lessOrEqual],
    ">": [UInt8(ascii: "="): .greaterOrEqual],
    ".": [UInt8(ascii: "."): .dotDot],
  ]

  private static let symbols: [Unicode.Scalar: TokenKind] = [
    "+": .plus, "-": .minus, "−": .minus, "*": .star, "·": .star, "⋅": .star, "×": .star,
    "⊙": .star, "\u{387}": .star, "/": .slash, "@": .at, "^": .caret, "'": .prime, "ᵀ": .prime,
    "→": .arrow, "=": .equal, "≔": .assign, "<": .less, ">": .greater, "≤": .lessOrEqual,
    "≥": .greaterOrEqual, "≠": .notEqual, "(": .leftParenthesis, ")": .rightParenthesis,
    "[": .leftBracket, "]": .rightBracket, "{": .leftBrace, "}": .rightBrace, ",": .comma,
    ";": .semicolon, ":": .colon, ".": .dot, "?": .question, "\n": .newline, "\r": .newline,
  ]

  // MARK: Bytes

  /// The byte at an offset, 0 beyond the end.
  func byte(_ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  /// The character at an offset; the bytes come from a string and are valid UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    if length == 1 { return (Unicode.Scalar(first), 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(byte(offset + index) & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  mutating func advance(by count: Int) {
    position = min(position + count, bytes.count)
  }
}
