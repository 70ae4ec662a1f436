import Diagnostics

extension Lexer {
  /// Digits, a point, digits, an exponent; `1..5` is two numbers.
  mutating func scanNumber() -> TokenKind {
    let start = position
    skipDigits()
    if byte(position) == UInt8(ascii: "."), isPointOfNumber(position) {
      advance(by: 1)
      skipDigits()
    }
    if let help = scanExponent(from: start) ?? malformedTail(from: start) {
      skipTail()
      return .invalid(.malformedNumber(help: help.isEmpty ? nil : help))
    }
    guard value(ofNumber: SourceRange(start, position)).isFinite else {
      return .invalid(.numberTooLarge)
    }
    return .number
  }

  /// The value of a number token.
  func value(ofNumber range: SourceRange) -> Double {
    // A point without digits behind it, as in `2.`, says nothing.
    let spelling = (range.lowerBound..<range.upperBound).filter { offset in
      bytes[offset] != UInt8(ascii: ".")
        || offset + 1 < range.upperBound && Scalars.isDigit(bytes[offset + 1])
    }
    return Double(String(decoding: spelling.map { bytes[$0] }, as: UTF8.self)) ?? .nan
  }

  private mutating func skipDigits() {
    while Scalars.isDigit(byte(position)) { advance(by: 1) }
  }

  /// A point belongs to the number unless it starts `..` or a member's name.
  private func isPointOfNumber(_ offset: Int) -> Bool {
    let next = byte(offset + 1)
    if next == UInt8(ascii: ".") { return false }
    return !Scalars.isAsciiLetter(next) || hasExponent(at: offset + 1)
  }

  private func hasExponent(at offset: Int) -> Bool {
    guard byte(offset) | 0x20 == UInt8(ascii: "e") else { return false }
    let sign = byte(offset + 1) == UInt8(ascii: "-") || byte(offset + 1) == UInt8(ascii: "+")
    return Scalars.isDigit(byte(offset + (sign ? 2 : 1)))
  }

  /// Reads an exponent; a help text if there is an `e` without digits.
  private mutating func scanExponent(from start: Int) -> String? {
    if hasExponent(at: position) {
      advance(by: 2)
      skipDigits()
      return nil
    }
    guard byte(position) | 0x20 == UInt8(ascii: "e") else { return nil }
    let next = byte(position + 1)
    let isName = next >= 0x80 || Scalars.isAsciiLetter(next) || next == UInt8(ascii: "(")
    guard !isName else { return nil }
    advance(by: next == UInt8(ascii: "-") || next == UInt8(ascii: "+") ? 2 : 1)
    return "digits are missing after e"
  }

  /// A help text if what follows the number shows that another notation was meant.
  private func malformedTail(from start: Int) -> String? {
    let next = byte(position)
    if next == UInt8(ascii: "."), Scalars.isDigit(byte(position + 1)) {
      return "a number has one decimal point"
    }
    if next == UInt8(ascii: "_"), Scalars.isDigit(byte(position + 1)) {
      return "digits are written without _ between them"
    }
    let isPrefixed =
      position == start + 1 && bytes[start] == UInt8(ascii: "0")
      && [UInt8(ascii: "x"), UInt8(ascii: "b"), UInt8(ascii: "o")].contains(next)
      && Character(Unicode.Scalar(byte(position + 1))).isHexDigit
    return isPrefixed ? "numbers are written in decimal digits" : nil
  }

  private mutating func skipTail() {
    while Scalars.isDigit(byte(position)) || Scalars.isAsciiLetter(byte(position))
      || byte(position) == UInt8(ascii: ".") && Scalars.isDigit(byte(position + 1))
    {
      advance(by: 1)
    }
  }

  /// Text in double quotes on one line, with `\"`, `\\`, `\n` and `\t`.
  mutating func scanString() -> TokenKind {
    advance(by: 1)
    var problem: LexicalProblem?
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        advance(by: 1)
        return problem.map { .invalid($0) } ?? .string
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return .invalid(.unclosedString)
      case UInt8(ascii: "\\"):
        guard position + 1 < bytes.count else {
          advance(by: 1)
          return .invalid(.unclosedString)
        }
        if bytes[position + 1] == UInt8(ascii: "\n") { return .invalid(.unclosedString) }
        let length = scalar(at: position + 1).length
        if Lexer.escapes[bytes[position + 1]] == nil, problem == nil {
          let escape = text(SourceRange(position, position + 1 + length))
          problem = .unknownEscape(escape)
        }
        advance(by: 1 + length)
      default:
        advance(by: 1)
      }
    }
    return .invalid(.unclosedString)
  }

  /// The text a string token stands for.
  func value(ofString range: SourceRange) -> String {
    var result: [UInt8] = []
    var offset = range.lowerBound + 1
    while offset < range.upperBound - 1 {
      if bytes[offset] == UInt8(ascii: "\\"), let meant = Lexer.escapes[byte(offset + 1)] {
        result.append(meant)
        offset += 2
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands after a backslash and what it means.
  static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "n"): UInt8(ascii: "\n"), UInt8(ascii: "t"): UInt8(ascii: "\t"),
  ]
}
