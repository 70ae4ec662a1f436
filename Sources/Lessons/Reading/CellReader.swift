import Diagnostics
import Notebook

/// Reads the lines of a cell as inputs with the output of each.
struct CellReader {
  private let lines: SourceLines
  private let fence: Fence
  private(set) var problems: [Diagnostic] = []

  init(_ lines: SourceLines, _ fence: Fence) {
    self.lines = lines
    self.fence = fence
  }

  mutating func read() -> [NotebookCell.Entry] {
    var entries: [NotebookCell.Entry] = []
    var line = fence.content.lowerBound
    while line < fence.content.upperBound {
      let text = lines.text(line)
      guard let start = Self.stripped(text, of: Transcript.prompt) else {
        tellStray(text, line)
        line += 1
        continue
      }
      let first = line
      var input = [start]
      line += 1
      while line < fence.content.upperBound,
        let more = Self.stripped(lines.text(line), of: Transcript.continuation)
      {
        input.append(more)
        line += 1
      }
      let output = line
      while line < fence.content.upperBound, !isInput(line) { line += 1 }
      var expected = (output..<line).map(lines.text)
      while expected.last?.allSatisfy(\.isWhitespace) == true { expected.removeLast() }
      entries.append(
        NotebookCell.Entry(
          input: input.joined(separator: "\n"), expected: expected, inputLines: first...output - 1))
    }
    if entries.isEmpty, problems.isEmpty {
      problems.append(LessonDiagnostics.noInput(at: lines.range(fence.lines.lowerBound)))
    }
    return entries
  }

  private func isInput(_ line: Int) -> Bool {
    Self.stripped(lines.text(line), of: Transcript.prompt) != nil
  }

  /// What stands behind a prompt; an empty input may have lost the blank after it.
  private static func stripped(_ line: String, of prompt: String) -> String? {
    if line.hasPrefix(prompt) { return String(line.dropFirst(prompt.count)) }
    return line == prompt.dropLast() ? "" : nil
  }

  /// Tells once of output that no input gave.
  private mutating func tellStray(_ text: String, _ line: Int) {
    guard problems.isEmpty, !text.allSatisfy(\.isWhitespace) else { return }
    let isContinuation = Self.stripped(text, of: Transcript.continuation) != nil
    problems.append(
      isContinuation
        ? LessonDiagnostics.continuationFirst(at: lines.range(line))
        : LessonDiagnostics.outputFirst(at: lines.range(line)))
  }
}
