/// What was typed or read, with the name under which diagnostics refer to it.
package struct SourceText: Sendable, Equatable {
  /// The file's name; empty for what was typed at the prompt, which needs no name.
  package let name: String
  package let text: String
  /// What people call the first line of the text: 1 but for a part of a longer text.
  package let firstLine: Int

  package init(name: String, text: String, firstLine: Int = 1) {
    self.name = name
    self.text = text
    self.firstLine = firstLine
  }

  /// A place as people count it.
  package struct Location: Sendable, Hashable {
    /// From the text's first line.
    package var line: Int
    /// In characters, from 1.
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// The line and column of a byte offset; an offset beyond the text is its end.
  package func location(of offset: Int) -> Location {
    withBytes { bytes in
      let offset = min(max(offset, 0), bytes.count)
      let start = SourceText.lineStart(bytes, before: offset)
      let line = bytes[..<start].reduce(firstLine) { $1 == SourceText.lineFeed ? $0 + 1 : $0 }
      let before = UnsafeBufferPointer(rebasing: bytes[start..<offset])
      let isAscii = before.allSatisfy { $0 < 0x80 }
      let characters = isAscii ? before.count : String(decoding: before, as: UTF8.self).count
      return Location(line: line, column: characters + 1)
    }
  }

  package func line(of offset: Int) -> Int {
    withBytes { bytes in
      bytes[..<min(max(offset, 0), bytes.count)].reduce(firstLine) {
        $1 == SourceText.lineFeed ? $0 + 1 : $0
      }
    }
  }

  /// The bytes of the line that holds an offset, without its line break.
  package func lineRange(around offset: Int) -> SourceRange {
    withBytes { bytes in
      let offset = min(max(offset, 0), bytes.count)
      let start = SourceText.lineStart(bytes, before: offset)
      var end = bytes[offset...].firstIndex(of: SourceText.lineFeed) ?? bytes.count
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      return SourceRange(start, end)
    }
  }

  /// The text of a line, counted as in ``location(of:)``; empty before the first and beyond the last.
  package func line(_ number: Int) -> String {
    let lines = text.utf8.split(separator: SourceText.lineFeed, omittingEmptySubsequences: false)
    let index = number - firstLine
    guard lines.indices.contains(index) else { return "" }
    var line = lines[index]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The text of a range, cut to the text's bounds.
  package subscript(range: SourceRange) -> String {
    withBytes { bytes in
      let lower = min(max(range.lowerBound, 0), bytes.count)
      let upper = min(max(range.upperBound, lower), bytes.count)
      return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }
  }

  private static let lineFeed = UInt8(ascii: "\n")

  private static func lineStart(_ bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int {
    (bytes[..<offset].lastIndex(of: lineFeed) ?? -1) + 1
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8(body)
  }
}
