extension StyledText {
  /// The text for a terminal of this colour depth: plain, or with ANSI sequences.
  ///
  /// Every sequence is closed before the end of its line, so a pager may cut anywhere.
  package func rendered(_ depth: ColorDepth) -> String {
    guard depth != .none else { return plain }
    var output = ""
    for run in runs {
      guard let role = run.role, let style = Appearance.of(role).sequence(depth) else {
        output += run.text
        continue
      }
      var isFirst = true
      for line in run.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst { output += "\n" }
        isFirst = false
        if !line.isEmpty { output += "\u{1B}[\(style)m\(line)\u{1B}[0m" }
      }
    }
    return output
  }
}
