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
      if let legend = chart.ground?.legend(style.glyphs) {
        lines += legend.wrapped(to: style.width, indent: 2)
      }
      if !chart.y.label.isEmpty {
        lines.append(StyledText(chart.y.label, .faint).truncated(to: style.width))
      }
      lines += framed(grid(panel).lines)
    }
    lines += (scales.notes(chart) + hiddenNote(panels.last ?? [])).flatMap {
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
      let sign =
        mark.isCurve
        ? StyledText(Marks.sample(index, style.glyphs), .series(index))
        : chart.ground?.sample(index, style)
          ?? StyledText(String(Marks.point(index)), .series(index))
      return sign + StyledText(" " + mark.series.name)
    }
    return Legend.lines(entries, width: style.width)
  }

  private func grid(_ panel: [Int]) -> CellGrid {
    var grid = CellGrid(columns: columns, rows: rows)
    if let ground = chart.ground {
      ground.draw(on: &grid, style)
    } else {
      drawZero(on: &grid)
    }
    var canvas = LineCanvas(columns: columns, rows: rows, style.glyphs)
    for index in panel {
      if case .curve(let series) = chart.marks[index] {
        canvas.draw(series, scales, index: index)
      }
    }
    canvas.stamp(on: &grid)
    for index in panel {
      if case .curve(let series) = chart.marks[index] { markPoints(series, index, on: &grid) }
    }
    points(panel).draw(on: &grid)
    return grid
  }

  /// A faint line where the upright axis is zero, if that is within the chart.
  private func drawZero(on grid: inout CellGrid) {
    guard scales.y.kind == .linear, let place = scales.y.place(of: 0), place > 0, place < 1
    else { return }
    for column in 0..<columns { grid.put("┈", .faint, column: column, row: row(place)) }
  }

  /// Shows points of a curve: all if that is asked for, else a number between two gaps, which a
  /// single dot would hide.
  private func markPoints(_ series: Chart.Series, _ index: Int, on grid: inout CellGrid) {
    guard style.glyphs == .unicode else { return }
    let points =
      series.showsPoints
      ? zip(series.x, series.y).compactMap { scales.place($0, $1) }.filter(\.isInside)
      : CurvePieces(series, scales, columns: 2 * columns).pieces.filter { $0.count == 1 }.map {
        $0[0]
      }
    for point in points {
      grid.put("•", .series(index), column: column(point.x), row: row(point.y))
    }
  }

  /// The points of a panel in their cells.
  private func points(_ panel: [Int]) -> PointCells {
    let marks = panel.filter { !chart.marks[$0].isCurve }
    var cells = PointCells(columns: columns, rows: rows, series: marks)
    for (index, mark) in marks.enumerated() {
      let series = chart.marks[mark].series
      for (x, y) in zip(series.x, series.y) {
        guard let place = scales.place(x, y), place.isInside else { continue }
        cells.add(index, column: column(place.x), row: row(place.y))
      }
    }
    return cells
  }

  /// Says that signs cover others, if that is so for more than a few.
  private func hiddenNote(_ panel: [Int]) -> [String] {
    let all = panel.filter { !chart.marks[$0].isCurve }
    guard all.count > 1 else { return [] }
    let hidden = points(panel).hidden
    let count = all.reduce(0) { $0 + chart.marks[$1].series.x.count }
    guard hidden > max(count / 50, 4) else { return [] }
    return ["\(hidden) of \(count) points are behind others: a cell shows its most frequent sign"]
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
    let texts = scales.xTicks.compactMap { tick in
      scales.x.place(of: tick.number).map { (text: tick.text, column: column($0)) }
    }
    for column in below.write(texts, evenly: scales.x.kind == .linear) { axis[column] = "┬" }
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
