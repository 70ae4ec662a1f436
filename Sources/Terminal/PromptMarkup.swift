/// Tells readline which characters of a prompt take no room on the screen.
enum PromptMarkup {
  /// The prompt with every escape sequence between the bytes 1 and 2, as readline wants it.
  static func marked(_ prompt: String) -> String {
    var marked = ""
    var rest = prompt.unicodeScalars[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      let end = EscapeSequence.end(in: rest, from: escape)
      marked.unicodeScalars += rest[..<escape]
      marked += "\u{1}\(String(rest[escape..<end]))\u{2}"
      rest = rest[end...]
    }
    marked.unicodeScalars += rest
    return marked
  }
}
