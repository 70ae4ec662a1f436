/// Finds the escape sequences in text that was made for a terminal.
enum EscapeSequence {
  /// Where the sequence that starts with the escape character at `start` ends.
  static func end(
    in text: Substring.UnicodeScalarView, from start: String.Index
  ) -> String.Index {
    var index = text.index(after: start)
    guard index < text.endIndex else { return index }
    let introducer = text[index]
    index = text.index(after: index)
    guard introducer == "[" else { return index }
    // Parameters, then one final character from @ to ~.
    while index < text.endIndex {
      let scalar = text[index]
      index = text.index(after: index)
      if ("@"..."~").contains(scalar) { break }
    }
    return index
  }

  /// The text without its escape sequences.
  static func removed(from text: String) -> String {
    var plain = ""
    var rest = text.unicodeScalars[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      plain.unicodeScalars += rest[..<escape]
      rest = rest[end(in: rest, from: escape)...]
    }
    plain.unicodeScalars += rest
    return plain
  }
}
