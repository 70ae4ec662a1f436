internal import StyledText

extension SVGFrame {
  func draw(_ ground: Ground, on svg: inout SVG) {
    switch ground {
    case .classes(let field): draw(field, on: &svg)
    case .contours(let map): draw(map, on: &svg)
    }
  }

  /// Each row as rectangles of one class.
  private func draw(_ field: ClassField, on svg: inout SVG) {
    let (columns, rows) = (field.grid.columns, field.grid.rows)
    let (across, down) = (width / Double(columns), height / Double(rows))
    for row in 0..<rows {
      var start = 0
      while start < columns {
        let own = field.classes[row * columns + start]
        var end = start + 1
        while end < columns, field.classes[row * columns + end] == own { end += 1 }
        if own >= 0 {
          svg.rectangle(
            x: left + Double(start) * across, y: top + height - Double(row + 1) * down,
            width: Double(end - start) * across, height: down, .shade(.ground(own)),
            isCrisp: true)
        }
        start = end
      }
    }
  }

  private func draw(_ map: ContourMap, on svg: inout SVG) {
    for level in map.levels.indices {
      let lines = map.lines(level)
      svg.curve(lines.map { $0.map { (x($0.x), y($0.y)) } }, .shade(map.shade(level)))
      guard let longest = lines.max(by: { $0.count < $1.count }) else { continue }
      let middle = longest[longest.count / 2]
      svg.text(
        map.text(level), x: x(middle.x), y: y(middle.y) - 3, .middle, size: 10,
        .shade(map.shade(level)))
    }
  }
}
