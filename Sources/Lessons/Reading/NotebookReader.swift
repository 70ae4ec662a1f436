import Diagnostics

/// Reads a notebook: the front matter as YAML, the rest as Markdown, its cells, tasks and asks by
/// their own readers.
struct NotebookReader {
  private let lines: SourceLines
  private(set) var frontMatter = FrontMatter()
  private(set) var blocks: [NotebookBlock] = []
  private(set) var problems: [Diagnostic] = []

  init(_ source: SourceText) {
    lines = SourceLines(source)
  }

  mutating func read() {
    let first = readFrontMatter()
    var markdown = MarkdownReader(lines, from: first)
    for block in markdown.read() {
      let start = lines.range(block.lines.lowerBound)
      switch block.kind {
      case .prose(let prose): add(.prose(prose), block.lines)
      case .fence(let info, let isClosed):
        let fence = Fence(info: info, isClosed: isClosed, lines: block.lines)
        let next = lines.nextFence(within: fence)
        if next != nil || !isClosed { tell(LessonDiagnostics.openFence(at: start, next: next)) }
        // What runs on into prose is not read: a correction would take the prose for output.
        if next == nil, isClosed || !fence.isRun { readFence(fence) }
      }
    }
    problems += markdown.problems.map { $0.located(in: lines.source) }
    checkTaskIDs()
    checkAskedNames()
  }

  private mutating func add(_ content: NotebookBlock.Content, _ lines: ClosedRange<Int>) {
    blocks.append(NotebookBlock(content: content, lines: lines))
  }

  private mutating func tell(_ problem: Diagnostic) {
    problems.append(problem.located(in: lines.source))
  }

  // MARK: - Front matter

  /// - Returns: The first line of the text.
  private mutating func readFrontMatter() -> Int {
    guard lines.count > 0, lines.text(1) == "---" else { return 1 }
    guard let end = (2..<max(lines.count + 1, 2)).first(where: { lines.text($0) == "---" }) else {
      tell(LessonDiagnostics.openFrontMatter(at: lines.range(1)))
      return 2
    }
    var reader = FrontMatterReader(lines, 2..<end)
    frontMatter = reader.read()
    for problem in reader.problems { tell(problem) }
    return end + 1
  }

  // MARK: - Fences

  private mutating func readFence(_ fence: Fence) {
    switch fence.info.word {
    case "grad":
      var attributes = AttributeReader(lines.source)
      let cell = attributes.cell(fence.info)
      var reader = CellReader(lines, fence)
      let entries = reader.read()
      for problem in attributes.problems + reader.problems { tell(problem) }
      add(.cell(NotebookCell(attributes: cell, entries: entries)), fence.lines)
    case "task":
      var attributes = AttributeReader(lines.source)
      let header = attributes.task(fence.info)
      var reader = TaskReader(lines, fence, header)
      let task = reader.read()
      for problem in attributes.problems + reader.problems { tell(problem) }
      if let task { add(.task(task), fence.lines) }
    case "ask":
      var attributes = AttributeReader(lines.source)
      let points = attributes.ask(fence.info)
      var reader = AskReader(lines, fence, points: points)
      let ask = reader.read()
      for problem in attributes.problems + reader.problems { tell(problem) }
      if let ask { add(.ask(ask), fence.lines) }
    case "answer":
      let parts = fence.content.map { (lines.text($0), lines.range($0)) }
      add(.answer(LessonCode(parts)), fence.lines)
    default:
      let text = fence.content.map(lines.text)
      add(.prose(.code(text, language: fence.info.word)), fence.lines)
    }
  }

  private mutating func checkAskedNames() {
    var names: Set<String> = []
    for block in blocks {
      guard case .ask(let ask) = block.content, !names.insert(ask.name).inserted else { continue }
      tell(LessonDiagnostics.askedTwice(ask.name, at: ask.nameRange))
    }
  }

  private mutating func checkTaskIDs() {
    var firstLines: [String: Int] = [:]
    for block in blocks {
      guard case .task(let task) = block.content, !task.id.isEmpty else { continue }
      if let first = firstLines[task.id] {
        tell(LessonDiagnostics.idTwice(task.id, firstLine: first, at: task.place))
      } else {
        firstLines[task.id] = block.lines.lowerBound
      }
    }
  }
}

/// A fenced block of the file.
struct Fence {
  let info: FenceInfo
  let isClosed: Bool
  let lines: ClosedRange<Int>

  /// Whether Gradbook runs what is in it; other blocks are shown as they are.
  var isRun: Bool { ["grad", "task", "ask", "answer"].contains(info.word) }

  /// The lines between the fences.
  var content: Range<Int> {
    let end = isClosed ? lines.upperBound : lines.upperBound + 1
    return lines.lowerBound + 1..<max(end, lines.lowerBound + 1)
  }
}

extension SourceLines {
  /// The line within a block that is run which begins another block: the first was not closed.
  fileprivate func nextFence(within fence: Fence) -> Int? {
    guard fence.isRun else { return nil }
    let opening = text(fence.lines.lowerBound)
    let sign = opening.prefix { $0 == opening.first }
    return fence.content.first { text($0).hasPrefix(sign) }
  }
}

/// What stands behind an opening fence: a word, then attributes.
struct FenceInfo {
  let word: String
  let wordRange: SourceRange
  /// What follows the word.
  let rest: SourceRange
}
