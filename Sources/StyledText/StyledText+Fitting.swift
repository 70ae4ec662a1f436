extension StyledText {
  /// The text with every line that is too long broken at blanks and continued further in.
  package func fitting(_ width: Int) -> StyledText {
    let lines = self.lines
    if lines.allSatisfy({ $0.width <= width }) { return self }
    return lines.flatMap { line -> [StyledText] in
      if line.width <= width { return [line] }
      let margin = line.plain.prefix { $0 == " " }.count
      return line.wrapped(to: width, indent: min(margin + 2, width / 2))
    }.joined(separator: "\n")
  }
}
