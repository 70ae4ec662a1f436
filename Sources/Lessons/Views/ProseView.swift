package import Notebook
package import StyledText

/// Prose set for a terminal: broken to its width, with code, lists, tables and quotes told apart.
package struct ProseView {
  private let settings: Settings

  package init(_ settings: Settings) { self.settings = settings }

  /// Lines longer than this are hard to read, however wide the window is.
  private static let longest = 88
  /// Code up to this length is not broken at its blanks.
  private static let unbroken = 32

  /// The columns that prose takes.
  package var width: Int { min(settings.width, Self.longest) }

  /// Blocks with a blank line between them.
  package func lines(_ blocks: [ProseBlock]) -> [StyledText] {
    lines(blocks, width: width, isTight: false).map(Self.withPlainBlanks)
  }

  /// A line of prose, broken where it must be.
  package func lines(_ inlines: [ProseInline], indent: Int = 0) -> [StyledText] {
    lines(text(inlines), indent: indent)
  }

  /// The same of a line that begins otherwise.
  package func lines(_ text: StyledText, indent: Int = 0) -> [StyledText] {
    inASCII(text).wrapped(to: width, indent: indent).map(Self.withPlainBlanks)
  }

  // MARK: - Blocks

  private func lines(_ blocks: [ProseBlock], width: Int, isTight: Bool) -> [StyledText] {
    var lines: [StyledText] = []
    for block in blocks {
      if !lines.isEmpty, !isTight { lines.append("") }
      lines += self.lines(block, width: max(width, 1))
    }
    return lines
  }

  private func lines(_ block: ProseBlock, width: Int) -> [StyledText] {
    switch block {
    case .heading(_, let inlines):
      return StyledText(text(inlines).plain, .heading).wrapped(to: width)
    case .paragraph(let inlines): return text(inlines).wrapped(to: width)
    case .list(let list): return lines(list, width: width)
    case .quote(let blocks):
      let bar = settings.isPlain ? "> " : inASCII("│ ")
      return lines(blocks, width: width - 2, isTight: false).map {
        StyledText(bar.plain, .faint) + $0
      }
    case .code(let code, let language):
      return code.flatMap { self.code($0, language).wrapped(to: width, indent: 4) }
    case .table(let table): return lines(table, width: settings.width)
    case .rule:
      return settings.isPlain
        ? [] : [StyledText(inASCII(StyledText(String(repeating: "─", count: width))).plain, .faint)]
    }
  }

  private func code(_ line: String, _ language: String) -> StyledText {
    let isStatement = language == "grad" && line.hasPrefix(Transcript.prompt)
    let text =
      isStatement
      ? StyledText(Transcript.prompt, .prompt)
        + StyledText(String(line.dropFirst(Transcript.prompt.count)))
      : StyledText(line)
    return "  " + inASCII(text)
  }

  private func lines(_ list: ProseList, width: Int) -> [StyledText] {
    let marks = list.items.indices.map { index in
      list.start.map { "\($0 + index)." } ?? (settings.isPlain ? "-" : inASCII("•").plain)
    }
    let column = marks.map(DisplayWidth.of).max() ?? 0
    var lines: [StyledText] = []
    for (mark, item) in zip(marks, list.items) {
      if !lines.isEmpty, !list.isTight { lines.append("") }
      let head = StyledText("  ") + StyledText(mark).padded(to: column, .trailing) + " "
      let margin = StyledText(String(repeating: " ", count: head.width))
      let inner = self.lines(item, width: width - head.width, isTight: list.isTight)
      for (index, line) in (inner.isEmpty ? [""] : inner).enumerated() {
        lines.append(index == 0 ? head + line : line.isEmpty ? line : margin + line)
      }
    }
    return lines
  }

  // MARK: - Tables

  private func lines(_ table: ProseTable, width: Int) -> [StyledText] {
    let header = table.header.map { text($0) }
    let rows = table.rows.map { $0.map { text($0) } }
    if settings.isPlain { return rows.flatMap { sentence(header, $0) } }
    let columns = zip(table.alignments, header).map(Self.column)
    let widths = columns.indices.map { index -> Int in
      let cells = rows.filter { index < $0.count }.map { $0[index].width }
      return max(cells.max() ?? 0, header[index].width)
    }
    let indent = 2
    // Where cells must be broken, a rule would be broken too.
    let isWhole = indent + widths.reduce(0, +) + 2 * max(widths.count - 1, 0) <= width
    let rule = widths.map {
      StyledText(inASCII(StyledText(String(repeating: "─", count: $0))).plain, .faint)
    }
    return TextTable(columns: columns, rows: (isWhole ? [rule] : []) + rows, indent: indent)
      .lines(width: width)
  }

  /// A row of a table in words: what stands in each column.
  private func sentence(_ header: [StyledText], _ row: [StyledText]) -> [StyledText] {
    let parts = zip(header, row).filter { !$0.1.isEmpty }.map { title, cell in
      title.isEmpty ? cell : title + ": " + cell
    }
    return ("  " + parts.joined(separator: "; ")).wrapped(to: width, indent: 4)
  }

  private static func column(
    _ alignment: ProseTable.Alignment, _ header: StyledText
  ) -> TextTable.Column {
    let title = emphasised(header)
    return switch alignment {
    case .leading: TextTable.Column(title, .leading, overflow: .wrap)
    case .center: TextTable.Column(title, .center, overflow: .wrap)
    case .trailing: TextTable.Column(title, .trailing, overflow: .wrap)
    }
  }

  // MARK: - Lines

  /// A line of prose in the signs that may be used; blanks within short code do not break.
  package func text(_ inlines: [ProseInline]) -> StyledText { styled(inlines, nil) }

  private func styled(_ inlines: [ProseInline], _ role: Role?) -> StyledText {
    var result = StyledText()
    for inline in inlines {
      switch inline {
      case .text(let text): result += inASCII(StyledText(text, role))
      case .code(let code): result += self.code(code)
      case .emphasis(let parts), .strong(let parts): result += styled(parts, .emphasis)
      case .struck(let parts): result += styled(parts, .faint)
      case .link(let parts, let url):
        result += styled(parts, role)
        if url.contains("://"), parts.plain != url { result += StyledText(" (\(url))", .faint) }
      case .image(let parts, _): result += "[" + styled(parts, role) + "]"
      case .lineBreak: result += "\n"
      }
    }
    return result
  }

  private func code(_ code: String) -> StyledText {
    var text = inASCII(StyledText(code)).plain
    if DisplayWidth.of(text) <= Self.unbroken {
      text = text.split(separator: " ", omittingEmptySubsequences: false)
        .joined(separator: "\u{A0}")
    }
    // A reader without colours still has to see where code begins and ends.
    return settings.isPlain ? "`" + StyledText(text, .command) + "`" : StyledText(text, .command)
  }

  private func inASCII(_ text: StyledText) -> StyledText {
    settings.isASCII ? text.asciiFallback : text
  }

  /// Text whose unbreakable blanks, which no statement may hold, have done their work.
  private static func withPlainBlanks(_ line: StyledText) -> StyledText {
    line.runs.reduce(into: StyledText()) { result, run in
      result.append(String(run.text.map { $0 == "\u{A0}" ? " " : $0 }), run.role)
    }
  }

  private static func emphasised(_ text: StyledText) -> StyledText {
    text.runs.reduce(into: StyledText()) { $0.append($1.text, $1.role ?? .emphasis) }
  }
}
