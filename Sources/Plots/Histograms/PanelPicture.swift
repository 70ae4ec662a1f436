internal import StyledText

/// One panel of small histograms in characters.
struct PanelPicture {
  private let panel: Multiples.Panel
  private let scale: Multiples.BinScale
  private let width: Int
  private let series: Int
  private let hasOutside: Bool
  private let nameWidth: Int
  private let numberWidths: [Int]
  /// The first column of numbers that there is room for; those before it are left out.
  private let firstColumn: Int
  /// How many cells a histogram has.
  private let cells: Int

  /// The cells of a histogram that are worth giving up a column of numbers for, and those that are
  /// enough beside another panel.
  private static let fewest = 6
  private static let comfortable = 12
  private static let most = 60

  init(
    _ panel: Multiples.Panel, _ scale: Multiples.BinScale, width: Int, series: Int,
    hasOutside: Bool
  ) {
    self.panel = panel
    self.scale = scale
    self.width = width
    self.series = series
    self.hasOutside = hasOutside
    let (name, widths) = (PanelPicture.nameWidth(panel), PanelPicture.numberWidths(panel))
    func room(from first: Int) -> Int {
      width - name - 1 - (hasOutside ? 2 : 0) - widths[first...].reduce(0) { $0 + $1 + 1 }
    }
    var first = 0
    while first < widths.count, room(from: first) < PanelPicture.fewest { first += 1 }
    let space = min(max(room(from: first), 1), PanelPicture.most)
    cells = (1...space).last { scale.bins.isMultiple(of: $0) } ?? 1
    (nameWidth, numberWidths, firstColumn) = (name, widths, first)
  }

  private static func nameWidth(_ panel: Multiples.Panel) -> Int {
    panel.rows.map { DisplayWidth.of($0.name) }.max() ?? 0
  }

  private static func numberWidths(_ panel: Multiples.Panel) -> [Int] {
    panel.columns.indices.map { index in
      panel.rows.reduce(DisplayWidth.of(panel.columns[index])) {
        max($0, DisplayWidth.of($1.numbers[index]))
      }
    }
  }

  /// The columns with which every number and a histogram of some size are seen.
  static func comfortableWidth(_ panel: Multiples.Panel, hasOutside: Bool) -> Int {
    nameWidth(panel) + numberWidths(panel).reduce(0) { $0 + $1 + 1 } + 1 + comfortable
      + (hasOutside ? 2 : 0)
  }

  func lines() -> [StyledText] {
    var lines = panel.title.isEmpty ? [] : StyledText(panel.title, .emphasis).wrapped(to: width)
    lines.append(head)
    lines += panel.rows.map(line)
    lines += panel.verdict.flatMap { StyledText($0).wrapped(to: width, indent: 2) }
    return lines.map { $0.truncated(to: width) }
  }

  private var head: StyledText {
    var line = StyledText(String(repeating: " ", count: nameWidth))
    for index in firstColumn..<panel.columns.count {
      line +=
        StyledText(" ")
        + StyledText(panel.columns[index], .faint).padded(to: numberWidths[index], .trailing)
    }
    return line + StyledText(hasOutside ? "  " : " ") + StyledText(ruler, .faint)
  }

  /// The scale's ends over the ends of the histograms, and its middle if there is room.
  private var ruler: String {
    let (low, middle, high) = (scale.low, scale.middle, scale.high)
    guard low.count + 1 + high.count <= cells else {
      return String("\(low)..\(high)".prefix(width))
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
    var line = StyledText(row.name).padded(to: nameWidth, .trailing)
    for index in firstColumn..<panel.columns.count {
      line +=
        StyledText(" ")
        + StyledText(row.numbers[index], .number).padded(to: numberWidths[index], .trailing)
    }
    line += StyledText(" ")
    if hasOutside { line += StyledText(row.counts.below > 0 ? "<" : " ", .warning) }
    let counts = row.counts.joined(into: cells)
    let most = counts.max() ?? 0
    let bars = String(counts.map { Blocks.column($0, of: most) })
    guard row.counts.above == 0 else {
      return line + StyledText(bars, .series(series)) + StyledText(">", .warning)
    }
    let end = bars.lastIndex { $0 != " " }.map { bars.index(after: $0) } ?? bars.startIndex
    return line + StyledText(String(bars[..<end]), .series(series))
  }
}
