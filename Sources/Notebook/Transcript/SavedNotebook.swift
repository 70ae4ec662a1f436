import StyledText

/// A session as a notebook: a title and one cell with every statement and what it printed.
enum SavedNotebook {
  static func text(title: String, _ log: [LoggedStatement], seed: UInt32) -> String {
    var lines: [String] = []
    // A session that began with another seed than the usual one says so.
    if seed != 0 { lines.append("\(Transcript.prompt)seed \(seed)") }
    var width = Settings().width
    for entry in log {
      if entry.widths.before != width {
        lines.append("\(Transcript.prompt)set width \(entry.widths.before)")
      }
      width = entry.widths.after
      lines += Transcript.input(entry.statement).lines.map(\.plain)
      lines += entry.output
    }
    let fence = self.fence(around: lines)
    return (["# \(title)", "", fence + "grad"] + lines + [fence, ""]).joined(separator: "\n")
  }

  /// A fence that no line between looks like.
  private static func fence(around lines: [String]) -> String {
    let longest = lines.map { $0.prefix { $0 == "`" }.count }.max() ?? 0
    return String(repeating: "`", count: max(longest + 1, 3))
  }
}
