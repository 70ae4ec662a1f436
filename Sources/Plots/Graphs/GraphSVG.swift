package import StyledText

/// A drawing on which a graph is laid out in cells of some pixels.
struct GraphSVG: GraphSurface {
  private(set) var svg: SVG
  private let left: Double
  private let top: Double
  /// Where a wire leaves a cell, by wire and cell: where three ways meet there is a knot.
  private var ways: [[Int]: WireDirections] = [:]

  /// The pixels of a cell, which fit letters of 13 pixels.
  static let cell = (width: 8.0, height: 18.0)
  private static let letters = 13.0

  init(_ svg: SVG, left: Double, top: Double) {
    self.svg = svg
    (self.left, self.top) = (left, top)
  }

  private func x(_ column: Int) -> Double { left + (Double(column) + 0.5) * GraphSVG.cell.width }
  private func y(_ row: Int) -> Double { top + (Double(row) + 0.5) * GraphSVG.cell.height }

  mutating func draw(wire: Int, from start: GraphPoint, to end: GraphPoint) {
    guard start != end else { return }
    svg.line(from: (x(start.column), y(start.row)), to: (x(end.column), y(end.row)), .faint)
    let (forward, backward) = WireDirections.along(start, end)
    for point in start.steps(to: end) {
      if point != end { note(forward, of: wire, at: point) }
      if point != start { note(backward, of: wire, at: point) }
    }
  }

  private mutating func note(_ direction: WireDirections, of wire: Int, at point: GraphPoint) {
    let key = [wire, point.column, point.row]
    let known = ways[key, default: []]
    guard !known.contains(direction) else { return }
    ways[key] = known.union(direction)
    if known.rawValue.nonzeroBitCount == 2 {
      svg.rectangle(x: x(point.column) - 2, y: y(point.row) - 2, width: 4, height: 4, .faint)
    }
  }

  mutating func drawBox(
    at corner: GraphPoint, width: Int, height: Int, _ lines: [StyledText], isLeaf: Bool
  ) {
    svg.rectangle(
      x: x(corner.column), y: y(corner.row), width: Double(width - 1) * GraphSVG.cell.width,
      height: Double(height - 1) * GraphSVG.cell.height, .faint, isFilled: false,
      radius: isLeaf ? 9 : 2)
    for (row, line) in lines.enumerated() {
      write(line, at: GraphPoint(column: corner.column + 2, row: corner.row + row + 1))
    }
  }

  mutating func drawPort(at point: GraphPoint, _ flow: Flow) {}

  mutating func drawArrowHead(at point: GraphPoint, _ flow: Flow) {
    let (x, y) = (x(point.column), y(point.row))
    switch flow {
    case .rightward:
      svg.line(from: (x, y), to: (x + GraphSVG.cell.width, y), .faint)
      svg.curve([[(x + 2, y - 4), (x + 8, y), (x + 2, y + 4)]], .faint)
    case .downward:
      svg.line(from: (x, y), to: (x, y + GraphSVG.cell.height), .faint)
      svg.curve([[(x - 4, y + 11), (x, y + 18), (x + 4, y + 11)]], .faint)
    }
  }

  /// Writes a line a little above the middle of its cells, so that a wire passes below.
  mutating func write(_ text: StyledText, at point: GraphPoint) {
    var column = point.column
    for run in text.runs {
      let paint: SVG.Paint =
        switch run.role {
        case .gradient: .shade(.series(1))
        case .faint: .faint
        default: .ink
        }
      let trimmed = String(run.text.drop { $0 == " " })
      let blanks = run.text.count - trimmed.count
      svg.text(
        trimmed, x: x(column + blanks) - GraphSVG.cell.width / 2,
        y: y(point.row) + (run.role == .faint ? -3 : 4), size: GraphSVG.letters, paint)
      column += DisplayWidth.of(run.text)
    }
  }
}

extension GraphDrawing: Plot {
  /// The picture; where it does not fit, what it shows in words.
  package func drawn(_ style: PlotStyle) -> [StyledText] {
    rendered(width: style.width, glyphs: style.glyphs)
      ?? words.flatMap { StyledText($0).wrapped(to: style.width, indent: 3) }
  }

  package var words: [String] {
    rendered(width: 1000, glyphs: .plain)?.map(\.plain)
      ?? ["A graph of \(nodes.count) nodes and \(edges.count) edges."]
  }

  package var svg: SVG {
    let layouts = DrawnGraph(self, inASCII: false)?.layouts(width: GraphDrawing.columns) ?? []
    let width = Double(layouts.map(\.width).max() ?? 1) * GraphSVG.cell.width
    let rows = layouts.reduce(0) { $0 + $1.height + 1 }
    let drawing = SVG(
      width: width + 32, height: Double(rows) * GraphSVG.cell.height + 32, title: "graph",
      words: words)
    var (svg, top) = (drawing, 16.0)
    for layout in layouts {
      var surface = GraphSVG(svg, left: 16, top: top)
      layout.draw(on: &surface)
      svg = surface.svg
      top += Double(layout.height + 1) * GraphSVG.cell.height
    }
    return svg
  }

  /// As wide as a page.
  private static let columns = 130
}
