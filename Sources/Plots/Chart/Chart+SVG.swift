internal import StyledText

extension Chart {
  package var svg: SVG {
    let scales = ChartScales(self, xTicks: 7, yTicks: 6)
    let named = marks.indices.filter { !marks[$0].series.name.isEmpty }
    let notes = scales.notes(self)
    let top = 44 + (named.isEmpty ? 0 : 20.0)
    let frame = SVGFrame(left: 72, top: top, width: 544, height: 320)
    var svg = SVG(
      width: 640, height: top + 320 + 48 + 16 * Double(notes.count), title: title, words: words)
    svg.text(title, x: 16, y: 24, size: 15, isBold: true)
    frame.draw(scales, x: x.label, y: y.label, on: &svg)
    for (index, mark) in marks.enumerated() {
      switch mark {
      case .curve(let series): frame.draw(series, scales, index: index, on: &svg)
      case .points(let series): frame.drawPoints(series, scales, index: index, on: &svg)
      }
    }
    drawLegend(named, on: &svg)
    for (line, note) in notes.enumerated() {
      svg.text(note, x: 16, y: top + 320 + 52 + 16 * Double(line), size: 11, .faint)
    }
    return svg
  }

  private func drawLegend(_ named: [Int], on svg: inout SVG) {
    var x = 72.0
    for index in named {
      let paint = SVG.Paint.shade(.series(index))
      switch marks[index] {
      case .curve:
        svg.line(from: (x, 44), to: (x + 24, 44), paint, width: 2, dash: SVG.dash(index))
      case .points:
        svg.text(String(Marks.point(index)), x: x + 8, y: 48, size: 12, paint)
      }
      svg.text(marks[index].series.name, x: x + 30, y: 48)
      x += 46 + 7.5 * Double(DisplayWidth.of(marks[index].series.name))
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
  }

  func drawPoints(_ series: Chart.Series, _ scales: ChartScales, index: Int, on svg: inout SVG) {
    var drawn: Set<[Int]> = []
    for (across, up) in zip(series.x, series.y) {
      guard let place = scales.place(across, up), place.isInside else { continue }
      // Points nobody could tell apart are drawn once.
      guard drawn.insert([Int(x(place.x) * 2), Int(y(place.y) * 2)]).inserted else { continue }
      svg.text(
        String(Marks.point(index)), x: x(place.x), y: y(place.y) + 4, .middle, size: 11,
        .shade(.series(index)))
    }
  }
}
