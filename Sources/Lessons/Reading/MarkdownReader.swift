import Diagnostics

/// Reads Markdown as blocks with the lines they take.
struct MarkdownReader {
  struct Block {
    enum Kind {
      case prose(ProseBlock)
      case fence(FenceInfo, isClosed: Bool)
    }

    let kind: Kind
    fileprivate(set) var lines: ClosedRange<Int>
  }

  private let lines: SourceLines
  private let firstLine: Int
  private(set) var problems: [Diagnostic] = []
  private var nestedFences: [Int] = []
  private var isTooDeep = false

  /// Text that a person writes is far from these; the time that Markdown takes can grow with
  /// their square.
  static let longestParagraph = 16 << 10
  static let deepest = 32

  /// - Parameter firstLine: Where the Markdown begins; lines above it count but are not read.
  init(_ lines: SourceLines, from firstLine: Int = 1) {
    self.lines = lines
    self.firstLine = firstLine
  }

  /// The blocks of the text; none if it is such that reading it would take too long.
  mutating func read() -> [Block] {
    guard isReadable() else { return [] }
    var blocks: [Block] = []
    let text = (firstLine..<max(lines.count + 1, firstLine)).map(lines.text).joined(separator: "\n")
    MarkdownTree.with(text) { document in
      for node in document.children {
        if let block = block(node) { blocks.append(block) }
      }
    }
    Self.part(&blocks)
    return blocks
  }

  /// Gives every block lines of its own: cmark-gfm counts underlined headings and tables behind a
  /// paragraph a line too far up or down. Of fences it is sure.
  private static func part(_ blocks: inout [Block]) {
    for index in blocks.indices.dropFirst() {
      let (before, lines) = (blocks[index - 1].lines, blocks[index].lines)
      guard lines.lowerBound <= before.upperBound else { continue }
      if lines.lowerBound > before.lowerBound {
        blocks[index - 1].lines = before.lowerBound...lines.lowerBound - 1
      } else {
        let first = before.upperBound + 1
        blocks[index].lines = first...max(first, lines.upperBound)
      }
    }
  }

  /// Text within a task as prose.
  static func prose(_ text: String) -> [ProseBlock] {
    var reader = MarkdownReader(SourceLines(SourceText(name: "", text: text)))
    return reader.read().map { block in
      switch block.kind {
      case .prose(let prose): prose
      case .fence(let info, _):
        .code(block.lines.dropFirst().dropLast().map(reader.lines.text), language: info.word)
      }
    }
  }

  /// A line of text.
  static func line(_ text: String) -> [ProseInline] {
    if case .paragraph(let inlines)? = prose(text).first { return inlines }
    return text.isEmpty ? [] : [.text(text)]
  }

  // MARK: - Limits

  private mutating func isReadable() -> Bool {
    var paragraph = 0
    var fence = OpenFence()
    for number in firstLine..<max(lines.count + 1, firstLine) {
      let line = lines.text(number)
      let range = lines.range(number)
      // Code may be of any length.
      if fence.holds(line) {
        paragraph = 0
        continue
      }
      paragraph = line.allSatisfy(\.isWhitespace) ? 0 : paragraph + range.count
      if paragraph > Self.longestParagraph {
        problems.append(
          LessonDiagnostics.longParagraph(at: range, limit: Self.longestParagraph))
        return false
      }
      let markers = line.prefix { " \t>*+-".contains($0) }.filter { !$0.isWhitespace }
      if markers.count > Self.deepest, Set(markers).count > 1 || markers.first == ">" {
        problems.append(LessonDiagnostics.deepNesting(at: range))
        return false
      }
    }
    return true
  }

  /// Whether lines, given in order, belong to a fenced block.
  private struct OpenFence {
    private var marks: Substring?

    mutating func holds(_ line: String) -> Bool {
      let rest = line.drop { $0 == " " }
      let found = rest.prefix { $0 == rest.first && ($0 == "`" || $0 == "~") }
      if let open = marks {
        let closes = found.hasPrefix(open) && rest[found.endIndex...].allSatisfy(\.isWhitespace)
        if closes { marks = nil }
        return true
      }
      guard found.count >= 3, !rest[found.endIndex...].contains("`") else { return false }
      marks = found
      return true
    }
  }

  // MARK: - Blocks

  private mutating func block(_ node: MarkdownTree) -> Block? {
    let first = firstLine + node.firstLine - 1
    let last = max(firstLine + node.lastLine - 1, first)
    if node.isFencedCode {
      let info = self.info(ofLine: first)
      return Block(
        kind: .fence(info, isClosed: isClosed(node, first: first, last: last)), lines: first...last)
    }
    var converter = ProseConverter()
    guard let prose = converter.block(node) else { return nil }
    for (word, line) in converter.fences where word == "grad" || word == "task" {
      problems.append(
        LessonDiagnostics.nestedFence(word, at: lines.range(firstLine + line - 1)))
    }
    if converter.isTooDeep {
      problems.append(LessonDiagnostics.deepNesting(at: lines.range(first)))
    }
    return Block(kind: .prose(prose), lines: first...last)
  }

  /// Whether the last line of a fenced block is a fence.
  private func isClosed(_ node: MarkdownTree, first: Int, last: Int) -> Bool {
    guard last > first, let fence = node.fence else { return false }
    let line = lines.text(last).drop { $0 == " " }
    let marks = line.prefix { $0 == fence.character }
    return marks.count >= fence.length && line[marks.endIndex...].allSatisfy(\.isWhitespace)
  }

  /// What follows the fence in a line.
  private func info(ofLine number: Int) -> FenceInfo {
    let (text, range) = (lines.text(number), lines.range(number))
    let start = text.prefix { $0 == " " || $0 == "`" || $0 == "~" }
    let word = text[start.endIndex...].prefix { !$0.isWhitespace && $0 != "{" }
    let wordStart = range.lowerBound + start.utf8.count
    let wordRange = SourceRange(wordStart, wordStart + word.utf8.count)
    return FenceInfo(
      word: String(word), wordRange: wordRange,
      rest: SourceRange(wordRange.upperBound, range.upperBound))
  }
}
