import Diagnostics
import Language
import Terminal

/// Standard input as entries: a line, or as many lines as a statement takes.
///
/// An entry is handed out as soon as it is whole, so that another program can have a conversation.
struct StatementInput {
  private var lines = LineInput(limit: SourceFile.limit)
  /// The lines read so far.
  private var count = 0
  private var hasFailed = false

  /// The next entry, or why there is none; nil at the end of input.
  mutating func next() -> Result<SourceText, Diagnostic>? {
    guard !hasFailed else { return nil }
    var completeness = Completeness()
    var text = ""
    let first = count + 1
    while true {
      switch lines.next() {
      case .line(let line):
        count += 1
        let line = line.last == "\r" ? line.dropLast() : line[...]
        completeness.add(String(line))
        text += line + "\n"
        guard completeness.needsMore else { return .success(entry(text, from: first)) }
        guard text.utf8.count <= SourceFile.limit else {
          return .failure(
            Diagnostic("input", "the statement from line \(first) on is never closed"))
        }
      case .endOfInput:
        return text.isEmpty ? nil : .success(entry(text, from: first))
      case .tooLong(let limit):
        count += 1
        return .failure(
          Diagnostic("input", "line \(count) is longer than \(limit >> 20) MiB and was skipped"))
      case .failed(let reason):
        hasFailed = true
        return .failure(Diagnostic("input", "cannot read standard input: \(reason)"))
      case .interrupted:
        return nil
      }
    }
  }

  private func entry(_ text: String, from line: Int) -> SourceText {
    SourceText(name: "stdin", text: text, firstLine: line)
  }
}
