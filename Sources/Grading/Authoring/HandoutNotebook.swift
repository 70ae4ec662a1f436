import Diagnostics
import Lessons
import Notebook

/// An assignment's text for students: what is asked for without what it equals, and blocks in which
/// to answer. Comments, hidden cells, tasks and answers stay with the instructor.
struct HandoutNotebook {
  private let lines: [Substring]
  private let blocks: [NotebookBlock]
  private let frontMatter: FrontMatter
  private let asked: [String: Asked]

  init(_ assignment: Assignment, _ asked: [Asked]) {
    lines = assignment.file.source.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    blocks = assignment.file.blocks
    frontMatter = assignment.file.frontMatter
    self.asked = Dictionary(asked.map { ($0.name, $0) }) { first, _ in first }
  }

  var text: String {
    var parts = [matter]
    var prose: [Substring] = []
    var line = firstLine
    func closeProse() {
      parts.append(Self.withoutComments(prose.joined(separator: "\n")))
      prose = []
    }
    for block in blocks {
      guard let replacement = replacement(of: block) else { continue }
      if line < block.lines.lowerBound { prose += lines[line - 1..<block.lines.lowerBound - 1] }
      closeProse()
      parts.append(replacement)
      line = block.lines.upperBound + 1
    }
    if line <= lines.count { prose += lines[(line - 1)...] }
    closeProse()
    return parts.map(Self.trimmed).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// What stands in place of a block that is no prose.
  private func replacement(of block: NotebookBlock) -> String? {
    let written = lines[block.lines.lowerBound - 1...block.lines.upperBound - 1]
      .joined(separator: "\n")
    switch block.content {
    case .prose(.code): return written
    case .prose: return nil
    case .cell(let cell):
      return cell.attributes.isHidden && !cell.attributes.isSetup ? "" : written
    case .task, .answer: return ""
    case .ask(let ask):
      guard let asked = asked[ask.name] else { return "" }
      let ending = asked.markdown.isEmpty ? "" : " \(asked.markdown)"
      return """
        **\(asked.name)**: \(asked.description).\(ending)

        ```answer
        # \(asked.name) =
        ```
        """
    }
  }

  private var matter: String {
    let entries = [("title", frontMatter.title), ("source", frontMatter.source)]
    let written = entries.compactMap { name, value in
      value.map { "\(name): \(JSON.text($0).line)" }
    }
    return written.isEmpty ? "" : (["---"] + written + ["---"]).joined(separator: "\n")
  }

  /// The first line behind the front matter, from 1.
  private var firstLine: Int {
    guard lines.first == "---",
      let end = lines.dropFirst().firstIndex(where: { $0 == "---" || $0 == "..." })
    else { return 1 }
    return end + 2
  }

  /// Text without what stands between `<!--` and `-->`.
  static func withoutComments(_ text: String) -> String {
    var rest = text[...]
    var kept = ""
    while let start = rest.firstRange(of: "<!--") {
      kept += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstRange(of: "-->") else { return kept }
      rest = rest[end.upperBound...]
    }
    return kept + rest
  }

  /// Without blank lines around it.
  private static func trimmed(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
