package import StyledText

/// One page of help: what the shell shows and the reference prints, as a value.
///
/// In its texts a stretch between backticks is code.
package struct HelpPage: Sendable {
  package enum Part: Sendable {
    case text(String)
    /// A term and what it means, a line each.
    case list([Term])
    /// Lines to type that are not run here.
    case code([String])
    /// Entries that are run in a session of their own, with what they print.
    case example([String])
    case heading(String)
  }

  package struct Term: Sendable {
    package let name: String
    package let meaning: String

    package init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// A call, a usage line, a sign or a heading.
  package let title: String
  package let parts: [Part]

  package init(_ title: String, _ parts: [Part]) {
    self.title = title
    self.parts = parts
  }
}

extension HelpPage {
  /// The page as the shell shows it.
  package func styled(_ settings: Settings) -> StyledText {
    var lines =
      title.isEmpty
      ? [] : StyledText(title, .emphasis).wrapped(to: settings.width, indent: 4)
    for (index, part) in parts.enumerated() {
      let isFirst = index == 0
      if !lines.isEmpty, !HelpPage.continues(isFirst ? .heading(title) : parts[index - 1], part) {
        lines.append("")
      }
      lines += HelpPage.lines(part, settings)
    }
    return lines.joined()
  }

  /// Whether a part follows the one before without an empty line.
  private static func continues(_ before: Part, _ part: Part) -> Bool {
    if case .heading = before { true } else { false }
  }

  private static let indent = "  " as StyledText

  private static func lines(_ part: Part, _ settings: Settings) -> [StyledText] {
    let width = settings.width - indent.width
    switch part {
    case .text(let text):
      return HelpText.styled(text).wrapped(to: width).map { indent + $0 }
    case .heading(let text):
      return [StyledText(text, .heading)]
    case .code(let lines):
      return lines.map { (indent + StyledText($0, .command)).truncated(to: settings.width) }
    case .list(let terms):
      var table = TextTable(
        columns: [TextTable.Column("", overflow: .wrap), TextTable.Column("", overflow: .wrap)],
        indent: indent.width)
      for term in terms {
        table.append([HelpText.styled(term.name), HelpText.styled(term.meaning)])
      }
      return table.lines(width: settings.width)
    case .example(let entries):
      var inner = settings
      inner.width = max(width, 1)
      return Example.run(entries, settings: inner).flatMap { entry in
        [indent + StyledText("grad> ", .prompt) + StyledText(entry.input)]
          + entry.outputs.flatMap(\.lines).map { $0.isEmpty ? $0 : indent + $0 }
      }.map { $0.truncated(to: settings.width) }
    }
  }
}

/// Text in which a stretch between backticks is code.
enum HelpText {
  static func styled(_ text: String) -> StyledText {
    var result = StyledText()
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    {
      result.append(String(piece), index % 2 == 1 ? .command : nil)
    }
    return result
  }

  /// Code as a stretch of such a text.
  static func code(_ text: String) -> String { "`\(text)`" }
}
