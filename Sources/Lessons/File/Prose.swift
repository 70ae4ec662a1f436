/// A block of text for people, to be set at any width.
package indirect enum ProseBlock: Sendable, Equatable {
  case heading(level: Int, [ProseInline])
  case paragraph([ProseInline])
  case list(ProseList)
  case quote([ProseBlock])
  /// Lines that are shown as they stand; the language may be empty.
  case code([String], language: String)
  case table(ProseTable)
  case rule
}

package struct ProseList: Sendable, Equatable {
  /// The first number; nil for bullets.
  package let start: Int?
  /// Whether no blank lines separate the items.
  package let isTight: Bool
  package let items: [[ProseBlock]]
}

package struct ProseTable: Sendable, Equatable {
  package enum Alignment: Sendable, Equatable { case leading, center, trailing }

  /// As many as there are columns.
  package let alignments: [Alignment]
  package let header: [[ProseInline]]
  package let rows: [[[ProseInline]]]
}

/// A piece of a line of prose.
package indirect enum ProseInline: Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([ProseInline])
  case strong([ProseInline])
  case struck([ProseInline])
  case link([ProseInline], to: String)
  /// A picture stands for its text.
  case image([ProseInline], at: String)
  /// A line break that must stay; others are blanks.
  case lineBreak
}

extension [ProseInline] {
  /// The words alone.
  package var plain: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let parts), .strong(let parts), .struck(let parts), .link(let parts, _),
        .image(let parts, _):
        parts.plain
      case .lineBreak: " "
      }
    }.joined()
  }
}
