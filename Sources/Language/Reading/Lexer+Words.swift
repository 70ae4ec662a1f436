import Diagnostics

extension Lexer {
  /// Reads the words up to the end of the statement as they stand.
  ///
  /// Blanks and commas separate; a `"` starts a word that ends with the next one. A statement ends
  /// at a line break, `;` or `#`, inside braces also at `}`.
  mutating func scanWords() -> [SourceRange] {
    var words: [SourceRange] = []
    while true {
      while Lexer.separatesWords(byte(position)), position < bytes.count { advance(by: 1) }
      guard position < bytes.count, !endsWords(bytes[position]) else { return words }
      let start = position
      if bytes[position] == UInt8(ascii: "\"") {
        _ = scanString()
      } else {
        while position < bytes.count, !endsWords(bytes[position]),
          !Lexer.separatesWords(bytes[position])
        {
          advance(by: 1)
        }
      }
      words.append(SourceRange(start, position))
    }
  }

  private static func separatesWords(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",")
  }

  private func endsWords(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"), UInt8(ascii: "#"): true
    case UInt8(ascii: "}"): isInsideBrackets
    default: false
    }
  }
}
