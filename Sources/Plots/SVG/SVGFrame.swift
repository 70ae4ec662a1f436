/// The area between two axes of a drawing, and its axes.
struct SVGFrame {
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  func x(_ place: Double) -> Double { left + place * width }
  func y(_ place: Double) -> Double { top + (1 - place) * height }

  /// Draws axes, ticks and labels.
  func draw(_ scales: ChartScales, x label: String, y upright: String, on svg: inout SVG) {
    let bottom = top + height
    svg.line(from: (left, top), to: (left, bottom), .faint)
    svg.line(from: (left, bottom), to: (left + width, bottom), .faint)
    if scales.y.kind == .linear, let zero = scales.y.place(of: 0), zero > 0, zero < 1 {
      svg.line(from: (left, y(zero)), to: (left + width, y(zero)), .faint, dash: "1 4")
    }
    for tick in scales.yTicks {
      guard let place = scales.y.place(of: tick.number) else { continue }
      svg.line(from: (left - 4, y(place)), to: (left, y(place)), .faint)
      svg.text(tick.text, x: left - 7, y: y(place) + 4, .end, .faint)
    }
    for tick in scales.xTicks {
      guard let place = scales.x.place(of: tick.number) else { continue }
      svg.line(from: (x(place), bottom), to: (x(place), bottom + 4), .faint)
      svg.text(tick.text, x: x(place), y: bottom + 18, .middle, .faint)
    }
    svg.text(label, x: left + width / 2, y: bottom + 36, .middle, .faint)
    svg.text(upright, x: left - 7, y: top - 8, .start, .faint)
  }
}
