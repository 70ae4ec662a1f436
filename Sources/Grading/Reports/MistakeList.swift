package import StyledText

/// The catalogue of mistakes in words, made of its entries.
package enum MistakeList {
  private static var groups: [(group: Mistake.Group, mistakes: [Mistake])] {
    Mistake.Group.allCases.map { group in
      (group, Mistakes.all.filter { $0.group == group })
    }
  }

  /// `docs/mistakes.md`.
  package static func markdown() -> String {
    var text = MistakeWords.opening
    for (group, mistakes) in groups {
      text += "\n## \(group.rawValue)\n\n"
      text += "| name | what was done | what is said to it |\n|---|---|---|\n"
      for mistake in mistakes {
        text += "| `\(mistake.id)` | \(cell(mistake.title)) | \(cell(mistake.advice)) |\n"
      }
    }
    return text
  }

  /// A list for the screen: below each mistake what is said to it.
  package static func text(width: Int) -> StyledText {
    var lines: [StyledText] = []
    func add(_ text: StyledText, _ indent: Int) {
      lines += text.wrapped(to: max(width - indent, 1)).map {
        StyledText(String(repeating: " ", count: indent)) + $0
      }
    }
    for (group, mistakes) in groups {
      if !lines.isEmpty { lines.append("") }
      lines.append(StyledText(group.rawValue, .heading))
      for mistake in mistakes {
        add(StyledText(mistake.id, .name) + "  " + StyledText(mistake.title), 2)
        add(StyledText(mistake.advice, .faint), 6)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Text in a cell of a table, in which nothing is mark-up.
  private static func cell(_ text: String) -> String {
    text.reduce(into: "") { cell, character in
      if "|*_`\\<".contains(character) { cell += "\\" }
      cell.append(character)
    }
  }
}
