import Diagnostics

/// Where the lines of a text are.
struct SourceLines {
  let source: SourceText
  /// Without line breaks.
  private let ranges: [SourceRange]

  init(_ source: SourceText) {
    self.source = source
    var ranges: [SourceRange] = []
    var text = source.text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let lineFeed = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let hasReturn = lineFeed > start && bytes[lineFeed - 1] == UInt8(ascii: "\r")
        ranges.append(SourceRange(start, hasReturn ? lineFeed - 1 : lineFeed))
        start = lineFeed + 1
      }
    }
    self.ranges = ranges
  }

  var count: Int { ranges.count }

  /// The place of a line, counted from 1; the end of the text for lines beyond it.
  func range(_ line: Int) -> SourceRange {
    let end = source.text.utf8.count
    return ranges.indices.contains(line - 1) ? ranges[line - 1] : SourceRange(end, end)
  }

  func text(_ line: Int) -> String { source[range(line)] }
}
