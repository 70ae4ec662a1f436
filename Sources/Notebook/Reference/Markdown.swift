import StyledText

/// A Markdown document as it grows.
struct Markdown {
  private(set) var text = ""

  /// - Parameter isCode: Whether the heading is something to type.
  mutating func heading(_ level: Int, _ title: String, isCode: Bool = false) {
    if !text.isEmpty { text += "\n" }
    text += String(repeating: "#", count: level) + " "
    text += (isCode ? Markdown.code(title) : Markdown.escaped(title)) + "\n"
  }

  mutating func paragraph(_ words: String) { text += "\n\(Markdown.escaped(words))\n" }

  /// One item of a list, in Markdown already but for stretches of words.
  mutating func item(_ words: String) {
    if !isInList { text += "\n" }
    isInList = true
    text += "- \(words)\n"
  }

  mutating func endList() { isInList = false }
  private var isInList = false

  mutating func table(_ header: [String], _ rows: [[String]]) {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { Markdown.cell($0) }.joined(separator: " | ") + " |\n"
    }
    text += "\n" + line(header) + "|" + header.map { _ in "---|" }.joined() + "\n"
    for row in rows { text += line(row) }
  }

  mutating func block(_ lines: [String], language: String = "") {
    text += "\n```\(language)\n" + lines.map { $0 + "\n" }.joined() + "```\n"
  }

  /// A page of help under a heading of its own.
  mutating func page(_ page: HelpPage, level: Int, isCode: Bool = true) {
    heading(level, page.title, isCode: isCode)
    for part in page.parts {
      switch part {
      case .text(let words): paragraph(words)
      case .heading(let title): heading(level + 1, title)
      case .code(let lines): block(lines)
      case .list(let terms):
        for term in terms {
          item("\(Markdown.escaped(term.name)): \(Markdown.escaped(term.meaning))")
        }
        endList()
      case .example(let entries):
        block(Markdown.transcript(entries), language: "grad")
      }
    }
  }

  /// Entries behind their prompts with what they print.
  private static func transcript(_ entries: [String]) -> [String] {
    Example.run(entries, settings: Settings()).flatMap { entry in
      ["grad> " + entry.input] + entry.outputs.flatMap { $0.lines.map(\.plain) }
    }
  }

  // MARK: - Words

  /// Words as Markdown shows them literally; stretches between backticks stay code.
  static func escaped(_ words: String) -> String {
    words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { index, piece in
        if index % 2 == 1 { return code(String(piece)) }
        var result = ""
        for character in piece {
          if "\\*_[]<>#|".contains(character) { result += "\\" }
          result.append(character)
        }
        return result
      }.joined()
  }

  /// Code within a line.
  static func code(_ text: String) -> String {
    // A backslash before the closing backtick is a backslash in Markdown too.
    "`\(text)`"
  }

  /// A cell of a table, where even code must not hold a bare bar.
  private static func cell(_ words: String) -> String {
    words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { index, piece in
        index % 2 == 1
          ? code(piece.map { $0 == "|" ? "\\|" : String($0) }.joined()) : escaped(String(piece))
      }.joined()
  }

  /// What a heading is called in links, as GitHub makes it.
  static func anchor(_ title: String) -> String {
    String(
      title.lowercased().compactMap { character in
        character == " "
          ? "-"
          : character.isLetter || character.isNumber || character == "-"
            ? character : nil
      })
  }
}
