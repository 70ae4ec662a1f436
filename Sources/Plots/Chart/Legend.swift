internal import StyledText

/// Names beside their signs.
enum Legend {
  /// As many entries on a line as fit.
  static func lines(_ entries: [StyledText], width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for entry in entries {
      let entry = entry.truncated(to: width)
      if let last = lines.last, last.width + 3 + entry.width <= width {
        lines[lines.count - 1] = last + "   " + entry
      } else {
        lines.append(entry)
      }
    }
    return lines
  }
}
