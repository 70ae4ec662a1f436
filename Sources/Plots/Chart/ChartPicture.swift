package import StyledText

/// A chart in characters: axes with ticks around cells.
///
/// ```
///    1 ┤⠀⠀⠀⠀
///      │
///    0 ┤
///      └┬────┬
///       0    1
/// ```
struct ChartPicture {
  private let chart: Chart
  private let style: PlotStyle
  private let scales: ChartScales
  private let labelWidth: Int
  private let columns: Int
  private let rows: Int

  init(_ chart: Chart, _ style: PlotStyle) {
    self.chart = chart
    self.style = style
    rows = max(style.height, 2)
    let yTicks = max(rows / 4 + 1, 2)
    let first = ChartScales(chart, xTicks: 2, yTicks: yTicks)
    let labels = first.yTicks.map { DisplayWidth.of($0.text) }.max() ?? 0
    // Labels that would leave no room for what they label are left out.
    labelWidth = style.width - labels - 2 >= 10 ? labels : 0
    columns = max(style.width - labelWidth - 2, 1)
    scales = ChartScales(
      chart, xTicks: max(columns / 10, 2), yTicks: yTicks, isNarrow: columns < 20)
  }

  func lines() -> [StyledText] {
    var lines: [StyledText] = []
    if !chart.title.isEmpty {
      lines.append(StyledText(chart.title, .heading).truncated(to: style.width))
    }
    for panel in panels {
      lines += legend(panel)
      if !chart.y.label.isEmpty {
        lines.append(StyledText(chart.y.label, .faint).truncated(to: style.width))
      }
      lines += framed(grid(panel).lines)
    }
    lines += scales.notes(chart).flatMap {
      StyledText($0, .faint).wrapped(to: style.width, indent: 2)
    }
    return lines
  }

  // MARK: - Panels

  /// The marks of each panel by number: so many curves on one, everything else on all.
  private var panels: [[Int]] {
    let curves = chart.marks.indices.filter { chart.marks[$0].isCurve }
    let others = chart.marks.indices.filter { !chart.marks[$0].isCurve }
    guard curves.count > Chart.curvesOnCanvas else { return [Array(chart.marks.indices)] }
    return stride(from: 0, to: curves.count, by: Chart.curvesOnCanvas).map { start in
      (others + curves[start..<min(start + Chart.curvesOnCanvas, curves.count)]).sorted()
    }
  }

  /// The names of what the panel shows, each after its sign, as many on a line as fit.
  private func legend(_ panel: [Int]) -> [StyledText] {
    let named = panel.filter { !chart.marks[$0].series.name.isEmpty }
    guard named.count > 1 || named.contains(where: { chart.marks[$0].series.name != chart.title })
    else { return [] }
    let entries = named.map { index in
      let mark = chart.marks[index]
      let sign = mark.isCurve ? Marks.sample(index, style.glyphs) : String(Marks.point(index))
      return StyledText(sign, .series(index)) + StyledText(" " + mark.series.name)
    }
    return Legend.lines(entries, width: style.width)
  }

  private func grid(_ panel: [Int]) -> CellGrid {
    var grid = CellGrid(columns: columns, rows: rows)
    drawZero(on: &grid)
    var canvas = LineCanvas(columns: columns, rows: rows, style.glyphs)
    for index in panel {
      if case .curve(let series) = chart.marks[index] {
        canvas.draw(series, scales, index: index)
      }
    }
    canvas.stamp(on: &grid)
    for index in panel {
      if case .curve(let series) = chart.marks[index] { markLonePoints(series, index, on: &grid) }
    }
    for index in panel {
      if case .points(let series) = chart.marks[index] {
        draw(series, index: index, on: &grid)
      }
    }
    return grid
  }

  /// A faint line where the upright axis is zero, if that is within the chart.
  private func drawZero(on grid: inout CellGrid) {
    guard scales.y.kind == .linear, let place = scales.y.place(of: 0), place > 0, place < 1
    else { return }
    for column in 0..<columns { grid.put("┈", .faint, column: column, row: row(place)) }
  }

  /// A number between two gaps is a point that a single dot would hide.
  private func markLonePoints(_ series: Chart.Series, _ index: Int, on grid: inout CellGrid) {
    guard style.glyphs == .unicode else { return }
    for piece in CurvePieces(series, scales, columns: 2 * columns).pieces where piece.count == 1 {
      grid.put("•", .series(index), column: column(piece[0].x), row: row(piece[0].y))
    }
  }

  private func draw(_ series: Chart.Series, index: Int, on grid: inout CellGrid) {
    for (x, y) in zip(series.x, series.y) {
      guard let place = scales.place(x, y), place.isInside else { continue }
      grid.put(
        Marks.point(index), .series(index), column: column(place.x), row: row(place.y))
    }
  }

  // MARK: - Axes

  private func column(_ place: Double) -> Int { Cells.index(at: place, of: columns) }
  private func row(_ place: Double) -> Int { Cells.index(at: 1 - place, of: rows) }

  /// The cells with both axes.
  private func framed(_ cells: [StyledText]) -> [StyledText] {
    var labels = Array(repeating: "", count: rows)
    if labelWidth > 0 {
      for tick in scales.yTicks {
        guard let place = scales.y.place(of: tick.number) else { continue }
        labels[row(place)] = tick.text
      }
    }
    var lines = zip(labels, cells).map { label, cells in
      StyledText(label, .faint).padded(to: labelWidth, .trailing)
        + StyledText(label.isEmpty ? " │" : " ┤", .faint) + cells
    }
    let margin = String(repeating: " ", count: labelWidth + 1)
    var axis = Array(repeating: Character("─"), count: columns)
    var below = TickLine(columns: columns)
    for tick in scales.xTicks {
      guard let place = scales.x.place(of: tick.number) else { continue }
      let column = column(place)
      if below.write(tick.text, at: column) { axis[column] = "┬" }
    }
    lines.append(StyledText(margin + "└" + String(axis), .faint))
    lines.append(StyledText(margin + " " + below.text, .faint))
    if !chart.x.label.isEmpty {
      let label = StyledText(chart.x.label, .faint).truncated(to: columns)
      let room = max((columns - label.width) / 2, 0)
      lines.append(StyledText(margin + " " + String(repeating: " ", count: room)) + label)
    }
    return lines
  }
}

extension Chart {
  package func drawn(_ style: PlotStyle) -> [StyledText] { ChartPicture(self, style).lines() }
}

extension Chart.Mark {
  var isCurve: Bool {
    if case .curve = self { true } else { false }
  }
}

extension LineCanvas {
  /// Draws the pieces of a curve.
  mutating func draw(_ series: Chart.Series, _ scales: ChartScales, index: Int) {
    for piece in CurvePieces(series, scales, columns: width).pieces {
      var dash = Dash(series: index)
      let dots = piece.map { dot($0.x, $0.y) }
      if dots.count == 1 { set(dots[0], series: index) }
      for (start, end) in zip(dots, dots.dropFirst()) {
        draw(from: start, to: end, series: index, dash: &dash)
      }
    }
  }
}
