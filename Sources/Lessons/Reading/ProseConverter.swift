/// Makes prose of the tree of a Markdown text.
struct ProseConverter {
  /// The fenced blocks within lists and quotes: the word behind the fence, and the line.
  private(set) var fences: [(word: String, line: Int)] = []
  private(set) var isTooDeep = false
  private var depth = 0

  /// The prose of a block; nil for comments and other things that have none.
  mutating func block(_ node: MarkdownTree) -> ProseBlock? {
    guard depth < MarkdownReader.deepest else {
      isTooDeep = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    switch node.kind {
    case .heading(let level): return .heading(level: level, inlines(node))
    case .paragraph: return .paragraph(inlines(node))
    case .quote: return .quote(blocks(node))
    case .rule: return .rule
    case .list(let start, let isTight):
      return .list(
        ProseList(start: start, isTight: isTight, items: node.children.map { blocks($0) }))
    case .code(let text, let info):
      let word = info.prefix { !$0.isWhitespace }
      fences.append((String(word), node.firstLine))
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return .code(lines, language: String(word))
    case .table: return table(node)
    default: return nil
    }
  }

  private mutating func blocks(_ node: MarkdownTree) -> [ProseBlock] {
    var blocks: [ProseBlock] = []
    for child in node.children {
      if let block = block(child) { blocks.append(block) }
    }
    return blocks
  }

  private mutating func table(_ node: MarkdownTree) -> ProseBlock {
    var header: [[ProseInline]] = []
    var rows: [[[ProseInline]]] = []
    for row in node.children {
      let cells = row.children.map { inlines($0) }
      if row.isHeaderRow { header = cells } else { rows.append(cells) }
    }
    let alignments = node.alignments.map { mark -> ProseTable.Alignment in
      switch mark {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .trailing
      default: .leading
      }
    }
    return .table(ProseTable(alignments: alignments, header: header, rows: rows))
  }

  // MARK: - Lines

  private mutating func inlines(_ node: MarkdownTree) -> [ProseInline] {
    guard depth < MarkdownReader.deepest else {
      isTooDeep = true
      return []
    }
    depth += 1
    defer { depth -= 1 }
    var inlines: [ProseInline] = []
    for child in node.children {
      switch child.kind {
      case .text(let text): append(text, to: &inlines)
      case .softBreak: append(" ", to: &inlines)
      case .lineBreak: inlines.append(.lineBreak)
      case .inlineCode(let text): inlines.append(.code(text))
      case .inlineHTML(let text): if !text.hasPrefix("<!--") { append(text, to: &inlines) }
      case .emphasis: inlines.append(.emphasis(self.inlines(child)))
      case .strong: inlines.append(.strong(self.inlines(child)))
      case .struck: inlines.append(.struck(self.inlines(child)))
      case .link(let url): inlines.append(.link(self.inlines(child), to: url))
      case .image(let url): inlines.append(.image(self.inlines(child), at: url))
      default: break
      }
    }
    return inlines
  }

  /// Neighbouring pieces of text become one.
  private func append(_ text: String, to inlines: inout [ProseInline]) {
    if case .text(let before)? = inlines.last {
      inlines[inlines.count - 1] = .text(before + text)
    } else {
      inlines.append(.text(text))
    }
  }
}
