import Plots

/// Matrices, classes and levels, and their edges. The numbers are exact on every processor.
enum FieldExhibits {
  static let all: [Exhibit] = heatMaps + grounds

  // MARK: - Heat maps

  private static let heatMaps: [Exhibit] = [
    Exhibit("heatmap", HeatMap("W", rows: 2, columns: 3, [0, 1, 2, 3, 4, 5])),
    Exhibit("heatmap-of-both-signs", map("V", 6, 12) { ($0 - 2) * ($1 - 4) }),
    Exhibit(
      "heatmap-without-numbers",
      HeatMap("W", rows: 3, columns: 3, [-1, 0, 1, 0, 2, 0, 1, 0, -1], showsNumbers: false)),
    Exhibit("heatmap-of-a-vector", map("v", 1, 20) { $1 }),
    Exhibit("heatmap-of-one-column", map("c", 20, 1) { row, _ in row }),
    Exhibit("heatmap-of-one-number", HeatMap("one", rows: 1, columns: 1, [7])),
    Exhibit("heatmap-averaged", map("large", 20, 50) { $0 * 2 + $1 }),
    Exhibit(
      "heatmap-of-special-numbers",
      HeatMap(
        "special", rows: 3, columns: 4,
        [1, .nan, 3, 4, .infinity, 6, 7, -.infinity, 9, 10, 11, .nan], showsNumbers: false)),
    Exhibit(
      "heatmap-of-special-numbers-in-cells",
      HeatMap("special", rows: 2, columns: 3, [1, .nan, 3, .infinity, 5, -.infinity])),
    Exhibit("heatmap-without-finite-numbers", HeatMap("none", rows: 1, columns: 2, [.nan, .nan])),
    Exhibit("heatmap-constant", HeatMap("same", rows: 2, columns: 2, [3, 3, 3, 3])),
    Exhibit("heatmap-empty", HeatMap("empty", rows: 0, columns: 3, [])),
    Exhibit(
      "heatmap-beyond-its-range",
      HeatMap("W", rows: 1, columns: 4, [-3, -0.5, 0.5, 3], range: -1...1)),
    Exhibit(
      "heatmap-of-huge-numbers",
      HeatMap("huge", rows: 2, columns: 2, [-1.5e308, 1.5e308, 1e-300, 0])),
    Exhibit(
      "heatmap-of-tiny-numbers", HeatMap("tiny", rows: 1, columns: 3, [1e-300, 2e-300, 3e-300])),
  ]

  private static func map(
    _ title: String, _ rows: Int, _ columns: Int, _ value: (Double, Double) -> Double
  ) -> HeatMap {
    HeatMap(
      title, rows: rows, columns: columns,
      (0..<rows * columns).map { value(Double($0 / columns), Double($0 % columns)) })
  }

  // MARK: - Grounds

  private static let square = -1.0...1.0

  private static let grounds: [Exhibit] = [
    Exhibit(
      "boundary",
      boundary("halves", 2, [(-0.5, -0.5), (0.5, 0.5), (0.5, -0.5)]) { x, y in x + y > 0 ? 1 : 0 }),
    Exhibit(
      "boundary-of-one-class", boundary("one class", 1, [(0, 0)]) { _, _ in 0 }),
    Exhibit(
      "boundary-of-twenty-classes",
      boundary("stripes", 20, (0..<20).map { (Double($0) / 10 - 0.95, 0) }) { x, _ in
        Int((x + 1) * 10)
      }),
    Exhibit(
      "boundary-with-gaps",
      boundary("gaps", 2, [(-0.5, 0), (0.5, 0)]) { x, y in x * x + y * y > 0.5 ? -1 : x > 0 ? 1 : 0
      }
    ),
    Exhibit(
      "points-behind-others",
      Chart(
        x: Axis(range: 0...1), y: Axis(range: 0...1),
        [
          .points(Chart.Series("few", x: [0.5, 0.5, 0.5, 0.5, 0.5], y: [0, 0, 0, 0, 0])),
          .points(Chart.Series("many", x: Array(repeating: 0.5, count: 9), y: .zeros(9))),
        ])),
    Exhibit("contour", contour("bowl") { x, y in x * x + 2 * y * y }),
    Exhibit("contour-of-a-saddle", contour("saddle") { x, y in x * y }),
    Exhibit(
      "contour-over-decades", contour("decades") { x, y in (x * x + y * y) * (x * x + y * y) }),
    Exhibit(
      "contour-with-gaps", contour("gaps") { x, y in x * x + y * y < 0.3 ? .nan : x + y }),
    Exhibit("contour-constant", contour("constant") { _, _ in 3 }),
    Exhibit("contour-without-numbers", contour("none") { _, _ in .nan }),
    Exhibit("contour-of-huge-numbers", contour("huge") { x, y in x * 1e308 + y * 5e307 }),
    Exhibit("contour-of-tiny-numbers", contour("tiny") { x, y in x * y * 1e-300 }),
    Exhibit(
      "contour-with-a-path",
      contour(
        "bowl",
        [
          .curve(
            Chart.Series(
              "3 steps", x: [0.75, 0.5, 0.25, 0.125], y: [0.75, -0.25, 0.125, 0], isPath: true)),
          .points(Chart.Series("start", x: [0.75], y: [0.75])),
          .points(Chart.Series("end", x: [0.125], y: [0])),
        ]
      ) { x, y in x * x + 2 * y * y }),
  ]

  private static func boundary(
    _ title: String, _ classes: Int, _ points: [(Double, Double)],
    _ rule: (Double, Double) -> Int
  ) -> Chart {
    let grid = FieldGrid(x: square, y: square, columns: 64, rows: 32)
    let field = ClassField(
      grid,
      classes: (0..<grid.count).map { index in
        let place = grid.middle(index)
        return rule(place.x, place.y)
      })
    let marks = (0..<classes).map { own in
      let mine = points.indices.filter { $0 % classes == own }
      return Chart.Mark.points(
        Chart.Series("\(own)", x: mine.map { points[$0].0 }, y: mine.map { points[$0].1 }))
    }
    return Chart(title, x: Axis("a"), y: Axis("b"), marks, ground: .classes(field))
  }

  private static func contour(
    _ title: String, _ marks: [Chart.Mark] = [], _ function: (Double, Double) -> Double
  ) -> Chart {
    let values = NumberField.steps(square, 25).flatMap { y in
      NumberField.steps(square, 33).map { x in function(x, y) }
    }
    let field = NumberField(x: square, y: square, columns: 33, rows: 25, values)
    return Chart(
      title, x: Axis("x"), y: Axis("y"), marks, ground: .contours(ContourMap(field)))
  }
}

extension [Double] {
  fileprivate static func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}
