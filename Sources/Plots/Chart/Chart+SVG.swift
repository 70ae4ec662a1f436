internal import StyledText

extension Chart {
  package var svg: SVG {
    let scales = ChartScales(self, xTicks: 7, yTicks: 6)
    let named = marks.indices.filter { !marks[$0].series.name.isEmpty }
    let notes = scales.notes(self)
    let legend = SVGLegend(self, named)
    let top = legend.bottom + (y.label.isEmpty ? 16 : 30)
    let frame = SVGFrame(left: 72, top: top, width: 544, height: 320)
    var svg = SVG(
      width: 640, height: top + 320 + 48 + 16 * Double(notes.count), title: title, words: words)
    svg.text(title, x: 16, y: 24, size: 15, isBold: true)
    if let ground { frame.draw(ground, on: &svg) }
    frame.draw(scales, x: x.label, y: y.label, on: &svg)
    for (index, mark) in marks.enumerated() {
      switch mark {
      case .curve(let series): frame.draw(series, scales, index: index, on: &svg)
      case .points(let series): frame.drawPoints(series, scales, index: index, on: &svg)
      }
    }
    legend.draw(self, on: &svg)
    for (line, note) in notes.enumerated() {
      svg.text(note, x: 16, y: top + 320 + 52 + 16 * Double(line), size: 11, .faint)
    }
    return svg
  }
}

/// Names beside their signs above a chart, as many in a row as fit.
private struct SVGLegend {
  private var entries: [(mark: Int, x: Double, y: Double)] = []
  private(set) var bottom: Double

  private static let left = 72.0
  private static let right = 630.0

  init(_ chart: Chart, _ named: [Int]) {
    var (x, y) = (SVGLegend.left, chart.title.isEmpty ? 20.0 : 44)
    for mark in named {
      let width = 46 + 7.5 * Double(DisplayWidth.of(chart.marks[mark].series.name))
      if x > SVGLegend.left, x + width > SVGLegend.right { (x, y) = (SVGLegend.left, y + 20) }
      entries.append((mark, x, y))
      x += width
    }
    bottom = named.isEmpty ? y - 16 : y + 4
  }

  func draw(_ chart: Chart, on svg: inout SVG) {
    for (index, x, y) in entries {
      let paint = SVG.Paint.shade(.series(index))
      switch chart.marks[index] {
      case .curve:
        svg.line(from: (x, y), to: (x + 24, y), paint, width: 2, dash: SVG.dash(index))
      case .points:
        svg.text(String(Marks.point(index)), x: x + 8, y: y + 4, size: 12, paint)
      }
      svg.text(chart.marks[index].series.name, x: x + 30, y: y + 4)
    }
  }
}

extension SVG {
  /// The dash of the nth curve, as it is in characters.
  static func dash(_ index: Int) -> String? { [nil, "9 5", "2 4"][index % 3] }
}

extension SVGFrame {
  func draw(_ series: Chart.Series, _ scales: ChartScales, index: Int, on svg: inout SVG) {
    let pieces = CurvePieces(series, scales, columns: Int(width) * 2).pieces
    svg.curve(
      pieces.map { $0.map { (x($0.x), y($0.y)) } }, .shade(.series(index)), width: 2,
      dash: SVG.dash(index))
    guard series.showsPoints else { return }
    let points = zip(series.x, series.y).compactMap { scales.place($0, $1) }.filter(\.isInside)
    svg.curve(points.map { [(x($0.x), y($0.y))] }, .shade(.series(index)), width: 6)
  }

  func drawPoints(_ series: Chart.Series, _ scales: ChartScales, index: Int, on svg: inout SVG) {
    var drawn: Set<[Int]> = []
    // Of many points those are drawn that are not next to each other.
    let fineness = series.x.count > 5000 ? 0.25 : 2
    for (across, up) in zip(series.x, series.y) {
      guard let place = scales.place(across, up), place.isInside else { continue }
      // Points nobody could tell apart are drawn once.
      guard drawn.insert([Int(x(place.x) * fineness), Int(y(place.y) * fineness)]).inserted else {
        continue
      }
      svg.text(
        String(Marks.point(index)), x: x(place.x), y: y(place.y) + 4, .middle, size: 11,
        .shade(.series(index)))
    }
  }
}
