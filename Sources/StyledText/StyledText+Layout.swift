extension StyledText {
  /// Without blanks at the end.
  package var trimmed: StyledText {
    let text = plain
    let kept = text.reversed().drop { $0 == " " }.count
    guard kept < text.count else { return self }
    var result = StyledText()
    var left = kept
    for run in runs where left > 0 {
      let part = String(run.text.prefix(left))
      result.append(part, run.role)
      left -= part.count
    }
    return result
  }

  /// The text with blanks around it so that it takes at least so many columns.
  package func padded(to width: Int, _ alignment: Alignment = .leading) -> StyledText {
    let missing = width - self.width
    guard missing > 0 else { return self }
    let before =
      switch alignment {
      case .leading: 0
      case .trailing: missing
      case .center: missing / 2
      }
    return StyledText(String(repeating: " ", count: before)) + self
      + StyledText(String(repeating: " ", count: missing - before))
  }

  /// The text cut to so many columns, with `…` in the last where something was cut.
  package func truncated(to width: Int) -> StyledText {
    if lines.count > 1 { return lines.map { $0.truncated(to: width) }.joined() }
    guard self.width > width else { return self }
    guard width > 0 else { return StyledText() }
    let kept = opening(width - 1)
    let next = cells.dropFirst(kept.cells.count).first
    return kept + StyledText("…", next?.role)
  }

  /// The characters of a line that stand in its first columns.
  func opening(_ width: Int) -> StyledText {
    var result = StyledText()
    var room = width
    for cell in cells {
      guard cell.width <= room else { break }
      room -= cell.width
      result.append(String(cell.character), cell.role)
    }
    return result
  }

  /// The text broken at blanks into lines of at most so many columns.
  ///
  /// Lines after the first of a paragraph start with `indent` blanks; a word that is too long for a
  /// line, such as a formula, is broken behind a sign, else behind a bracket that opens, else where
  /// the line ends.
  package func wrapped(to width: Int, indent: Int = 0) -> [StyledText] {
    let width = max(width, 1)
    let indent = min(max(indent, 0), width - 1)
    return lines.flatMap { $0.wrappedLine(to: width, indent: indent) }
  }

  private func wrappedLine(to width: Int, indent: Int) -> [StyledText] {
    guard self.width > width else { return [self] }
    let cells = self.cells
    var lines: [StyledText] = []
    var start = 0
    while start < cells.count {
      let margin = lines.isEmpty ? 0 : indent
      let end = StyledText.fittingEnd(of: cells, from: start, width: width - margin)
      let (stop, next) = StyledText.breakPoint(of: cells, from: start, fitting: end)
      var line = StyledText(String(repeating: " ", count: margin))
      for cell in cells[start..<stop] { line.append(String(cell.character), cell.role) }
      lines.append(line)
      start = next
    }
    return lines
  }

  /// The first cell that no longer fits, at least one after the start.
  private static func fittingEnd(of cells: [Cell], from start: Int, width: Int) -> Int {
    var end = start
    var used = 0
    while end < cells.count, used + cells[end].width <= width || end == start {
      used += cells[end].width
      end += 1
    }
    return end
  }

  /// Where the line stops and where the next one starts.
  private static func breakPoint(
    of cells: [Cell], from start: Int, fitting end: Int
  ) -> (stop: Int, next: Int) {
    guard end < cells.count else { return (end, end) }
    guard let word = cells[start..<end].firstIndex(where: { !$0.isBlank }) else {
      return (end, end)
    }
    guard let blank = cells[word...end].lastIndex(where: \.isBlank) else {
      let part = cells[word..<end]
      let sign = part.lastIndex(where: \.isSign) ?? part.lastIndex { $0.character == "(" }
      let stop = sign.map { $0 + 1 } ?? end
      return (stop, stop)
    }
    let stop = (cells[word..<blank].lastIndex { !$0.isBlank } ?? word) + 1
    let next = cells[blank...].firstIndex { !$0.isBlank } ?? cells.count
    return (stop, next)
  }

  /// One character with its role.
  private struct Cell {
    let character: Character
    let role: Role?
    let width: Int

    var isBlank: Bool { character == " " }
    /// Whether a formula may be broken behind it; `+` and `-` may belong to a number.
    var isSign: Bool { "·×⊙*/@,=".contains(character) }
  }

  private var cells: [Cell] {
    runs.flatMap { run in
      run.text.map {
        Cell(character: $0, role: run.role, width: DisplayWidth.of(character: $0))
      }
    }
  }
}
