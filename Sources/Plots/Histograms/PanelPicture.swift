internal import StyledText

/// The columns of panels, the same in all of them, so that their histograms can be compared.
struct PanelLayout {
  /// What a panel may take.
  let width: Int
  let nameWidth: Int
  let numberWidths: [Int]
  /// The first column of numbers that there is room for; those before it are left out.
  let firstColumn: Int
  /// How many cells a histogram has.
  let cells: Int
  /// Whether there is room for signs of what lies beside the scale.
  let hasOutside: Bool

  /// The cells of a histogram that are worth giving up a column of numbers for, and those that are
  /// enough beside another panel.
  private static let fewest = 6
  private static let comfortable = 12
  private static let most = 60

  /// - Parameter total: The columns for all panels: they stand side by side as long as they fit.
  init(_ plot: Multiples, total: Int) {
    let rows = plot.panels.flatMap(\.rows)
    let name = rows.map { DisplayWidth.of($0.name) }.max() ?? 0
    let columns = plot.panels.map(\.columns.count).max() ?? 0
    let widths = (0..<columns).map { index in
      (plot.panels.flatMap { [$0.columns] + $0.rows.map(\.numbers) })
        .filter { index < $0.count }.map { DisplayWidth.of($0[index]) }.max() ?? 0
    }
    let sides = plot.hasOutside ? 2 : 0
    func taken(from first: Int) -> Int {
      name + 1 + sides + widths[first...].reduce(0) { $0 + $1 + 1 }
    }
    width = PanelLayout.width(
      of: plot.panels.count, least: taken(from: 0) + PanelLayout.comfortable, total: total)
    var first = 0
    while first < columns, width - taken(from: first) < PanelLayout.fewest { first += 1 }
    let space = min(max(width - taken(from: first), 1), PanelLayout.most)
    cells = (1...space).last { plot.scale.bins.isMultiple(of: $0) } ?? 1
    (nameWidth, numberWidths, firstColumn) = (name, widths, first)
    hasOutside = plot.hasOutside
  }

  /// As many panels on the last shelf as on the others, if that takes no more shelves.
  private static func width(of panels: Int, least: Int, total: Int) -> Int {
    let most = max(min((total + Shelves.gap) / (least + Shelves.gap), panels), 1)
    let shelves = max((panels + most - 1) / most, 1)
    let together = max((panels + shelves - 1) / shelves, 1)
    return max((total + Shelves.gap) / together - Shelves.gap, 1)
  }
}

/// One panel of small histograms in characters.
struct PanelPicture {
  let panel: Multiples.Panel
  let scale: Multiples.BinScale
  let layout: PanelLayout
  let series: Int

  func lines() -> [StyledText] {
    var lines =
      panel.title.isEmpty ? [] : [StyledText(panel.title, .emphasis)]
    lines.append(head)
    lines += panel.rows.map(line)
    lines += panel.verdict.flatMap { StyledText($0).wrapped(to: layout.width, indent: 2) }
    return lines.map { $0.truncated(to: layout.width) }
  }

  private var head: StyledText {
    var line = StyledText(String(repeating: " ", count: layout.nameWidth))
    for index in layout.firstColumn..<panel.columns.count {
      line +=
        StyledText(" ")
        + StyledText(panel.columns[index], .faint).padded(to: layout.numberWidths[index], .trailing)
    }
    return line + StyledText(layout.hasOutside ? "  " : " ") + StyledText(ruler, .faint)
  }

  /// The scale's ends over the ends of the histograms, and its middle if there is room.
  private var ruler: String {
    let (low, middle, high, cells) = (scale.low, scale.middle, scale.high, layout.cells)
    guard low.count + 1 + high.count <= cells else {
      return String("\(low)..\(high)".prefix(layout.width))
    }
    let gap = cells - low.count - high.count
    let start = cells / 2 - low.count - middle.count / 2
    guard !middle.isEmpty, start >= 1, gap - start - middle.count >= 1 else {
      return low + String(repeating: " ", count: gap) + high
    }
    return low + String(repeating: " ", count: start) + middle
      + String(repeating: " ", count: gap - start - middle.count) + high
  }

  private func line(_ row: Multiples.Row) -> StyledText {
    var line = StyledText(row.name).padded(to: layout.nameWidth, .trailing)
    for index in layout.firstColumn..<panel.columns.count {
      line +=
        StyledText(" ")
        + StyledText(row.numbers[index], .number).padded(
          to: layout.numberWidths[index], .trailing)
    }
    let counts = row.counts.joined(into: layout.cells)
    let most = counts.max() ?? 0
    var bars = String(counts.map { Blocks.column($0, of: most) })
    if row.counts.above == 0 {
      bars = String(
        bars[..<(bars.lastIndex { $0 != " " }.map(bars.index(after:)) ?? bars.startIndex)])
    }
    let below = layout.hasOutside ? (row.counts.below > 0 ? "<" : " ") : ""
    if bars.isEmpty, row.counts.below == 0 { return line }
    return line + " " + StyledText(below, .warning) + StyledText(bars, .series(series))
      + StyledText(row.counts.above > 0 ? ">" : "", .warning)
  }
}
