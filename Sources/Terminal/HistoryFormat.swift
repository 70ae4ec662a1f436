/// The text of a history file.
enum HistoryFormat {
  /// One entry as it stands in the file.
  ///
  /// A comment that would look like a time stamp gets a blank before it.
  static func record(_ entry: String, time: Int) -> String {
    let body = lines(of: entry).map { self.time(in: $0) == nil ? String($0) : " \($0)" }
    return "#\(time)\n\(body.joined(separator: "\n"))\n"
  }

  /// The entries of a file, oldest first.
  static func entries(in text: String) -> [String] { entriesWithTimes(in: text).map(\.entry) }

  /// The entries with the seconds since 1970 at which they were made; 0 where the file does not say.
  static func entriesWithTimes(in text: String) -> [(entry: String, time: Int)] {
    var entries: [(entry: String, time: Int)] = []
    var lines: [Substring] = []
    var stamp: Int?
    func finish() {
      guard !lines.isEmpty else { return }
      entries.append((lines.joined(separator: "\n"), stamp ?? 0))
      lines = []
    }
    for line in self.lines(of: text) {
      if let time = time(in: line) {
        finish()
        stamp = time
      } else {
        lines.append(line)
        // Without a stamp before it, as in a file written by hand, every line is an entry.
        if stamp == nil { finish() }
      }
    }
    // The file ends with a newline, after which the last line is empty.
    if lines.last?.isEmpty == true { lines.removeLast() }
    finish()
    return entries.filter { entry in !entry.entry.allSatisfy(\.isWhitespace) }
  }

  /// Splits at bytes, since to Swift a carriage return and a newline are one character.
  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  private static func time(in line: some StringProtocol) -> Int? {
    guard line.first == "#", let first = line.dropFirst().first, first.isNumber else { return nil }
    return Int(line.dropFirst())
  }
}
