import Diagnostics
import Notebook

/// A file whose stale lines are rewritten, everything else byte for byte as it was.
struct Correction {
  private let lines: [Substring]
  private var replacements: [(lines: Range<Int>, text: [String])] = []

  init(_ source: SourceText) {
    // A line break of two characters is one here, so it is kept with the line before it.
    lines = source.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  /// Puts other lines in the place of the output of an input.
  /// - Returns: Whether that can be done: lines that look like inputs or end the cell cannot stand
  ///   there.
  mutating func replace(_ entry: NotebookCell.Entry, by output: [String]) -> Bool {
    let signs = [Transcript.prompt, Transcript.continuation, "```", "~~~"]
    let isMistakable = output.contains { line in signs.contains { line.hasPrefix($0) } }
    if !isMistakable { replacements.append((entry.outputLines, output)) }
    return !isMistakable
  }

  /// The corrected text; nil if nothing was to be corrected.
  var text: String? {
    guard !replacements.isEmpty else { return nil }
    var result: [Substring] = []
    var next = 1
    for (range, output) in replacements {
      result += lines[(next - 1)..<(range.lowerBound - 1)]
      let hasReturns = lines[range.lowerBound - 2].unicodeScalars.last == "\r"
      result += output.map { Substring(hasReturns ? $0 + "\r" : $0) }
      next = range.upperBound
    }
    result += lines[(next - 1)...]
    return result.joined(separator: "\n")
  }
}
