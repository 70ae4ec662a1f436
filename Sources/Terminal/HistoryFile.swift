import Glibc

/// What was entered in earlier sessions, oldest first.
///
/// The file is the one readline and bash write with time stamps: a line `#` and seconds, then the
/// lines of the entry. Several sessions may add to one file.
package struct HistoryFile: Sendable {
  /// Where the file is.
  package let path: String

  /// How many entries are kept.
  package let limit: Int

  package init(path: String, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
  }

  /// Where the environment wants the file: `GRADBOOK_HISTORY`, or `gradbook/history` in the
  /// directory for state.
  ///
  /// Returns nil if history is switched off (`GRADBOOK_HISTORY` is empty) or there is no home.
  package static func path(environment: [String: String]) -> String? {
    if let path = environment["GRADBOOK_HISTORY"] { return path.isEmpty ? nil : path }
    return StateDirectory.path(environment: environment).map { "\($0)/history" }
  }

  /// The entries of the file, the last `limit` of them; none if there is no file yet.
  ///
  /// A file that has grown to twice the limit is shortened.
  package func entries() throws(HistoryProblem) -> [String] {
    guard let text = try File.contents(of: path) else { return [] }
    let all = HistoryFormat.entries(in: text)
    if all.count >= 2 * limit { try shorten() }
    return all.suffix(limit)
  }

  /// Adds an entry at the end, while no other session can.
  package func append(_ entry: String) throws(HistoryProblem) {
    try File.makeDirectories(above: path)
    let record = HistoryFormat.record(entry, time: time(nil))
    try File.locked(path, failing: .append) { (descriptor) throws(HistoryProblem) in
      try File.write(record, to: descriptor, of: path, failing: .append)
    }
  }

  /// Writes the last `limit` entries to a new file and puts it in the place of the old one.
  private func shorten() throws(HistoryProblem) {
    try File.locked(path, failing: .shorten) { (_) throws(HistoryProblem) in
      let present = HistoryFormat.entriesWithTimes(in: try File.contents(of: path) ?? "")
      let kept = present.suffix(limit).map { HistoryFormat.record($0.entry, time: $0.time) }
      try File.replace(path, with: kept.joined(), failing: .shorten)
    }
  }
}
