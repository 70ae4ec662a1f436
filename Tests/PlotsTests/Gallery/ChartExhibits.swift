import Plots

/// Charts of curves and points, and their edges. The numbers are exact on every processor.
enum ChartExhibits {
  static let all: [Exhibit] = [
    Exhibit(
      "curve", Chart("x² - 1", x: Axis("x", range: -2...2), [curve("x² - 1") { $0 * $0 - 1 }])),
    Exhibit(
      "curves",
      Chart(
        x: Axis("x", range: -2...2),
        [curve("x") { $0 }, curve("x²") { $0 * $0 }, curve("x³") { $0 * $0 * $0 }])),
    Exhibit(
      "curves-in-panels",
      Chart(
        x: Axis("x", range: -2...2),
        (1...4).map { factor in curve("\(factor)·x") { Double(factor) * $0 } }), height: 4),
    Exhibit(
      "curve-with-gaps",
      Chart(
        "measured",
        x: Axis("step", isWhole: true),
        [.curve(Chart.Series("measured", x: indices(8), y: [1, 2, .nan, 4, .infinity, 3, 2, 1]))])),
    Exhibit(
      "curve-outside",
      Chart(
        "1 / x", x: Axis("x", range: -2...2), y: Axis(range: -4...4), [curve("1 / x") { 1 / $0 }])),
    Exhibit(
      "curve-of-one-point", Chart("one", [.curve(Chart.Series("one", x: [3], y: [7]))])),
    Exhibit(
      "curve-constant",
      Chart("constant", [.curve(Chart.Series("constant", x: indices(5), y: [2, 2, 2, 2, 2]))])),
    Exhibit("curve-empty", Chart("empty", [.curve(Chart.Series("empty", x: [], y: []))])),
    Exhibit(
      "curve-without-numbers",
      Chart("none", [.curve(Chart.Series("none", x: indices(3), y: [.nan, .nan, .infinity]))])),
    Exhibit(
      "curve-log",
      Chart(
        "halves", x: Axis("step"), y: Axis("loss", kind: .log),
        [
          .curve(
            Chart.Series(
              "halves", x: indices(40),
              y: (0..<40).map { $0 == 20 ? 0 : Double(sign: .plus, exponent: -$0, significand: 1) })
          )
        ])),
    Exhibit(
      "curve-huge-range",
      Chart(
        "powers", y: Axis(kind: .log),
        [.curve(Chart.Series("powers", x: indices(3), y: [1e-300, 1, 1e300]))])),
    Exhibit(
      "curve-huge-numbers",
      Chart("huge", [.curve(Chart.Series("huge", x: indices(3), y: [-1e300, 1e300, 5e299]))])),
    Exhibit(
      "curve-tiny-numbers",
      Chart("tiny", [.curve(Chart.Series("tiny", x: indices(3), y: [1e-300, 3e-300, 2e-300]))])),
    Exhibit(
      "curve-small-differences",
      Chart(
        "nearly one",
        [.curve(Chart.Series("nearly one", x: indices(3), y: [1, 1.000001, 1.000002]))])),
    Exhibit(
      "curve-of-a-million",
      Chart(
        "sawtooth",
        [
          .curve(
            Chart.Series(
              "sawtooth", x: indices(1_000_000), y: (0..<1_000_000).map { Double($0 % 1000) }))
        ]), isLarge: true),
    Exhibit(
      "points",
      Chart(
        x: Axis("width"), y: Axis("height"),
        [
          points("class 0", [(0, 0), (1, 1), (2, 1)]), points("class 1", [(3, 4), (4, 3)]),
          points("class 2", [(0, 4), (4, 0)]),
        ])),
    Exhibit(
      "points-of-twenty-classes",
      Chart("classes", (0..<20).map { points("\($0)", [(Double($0), Double($0 * $0 % 7))]) })),
    Exhibit(
      "points-on-a-curve",
      Chart(
        x: Axis("x", range: -2...2),
        [curve("fit") { $0 * $0 }, points("data", [(-1, 1.5), (0, 0.25), (1, 0.75)])],
        notes: ["3 measurements"])),
  ]

  static let rows: [Exhibit] = [
    Exhibit(
      "side-by-side",
      PlotRow([
        Chart("x", x: Axis("t", range: -2...2), [curve("x") { $0 }]),
        Chart("x² < 4", x: Axis("t", range: -2...2), [curve("x² < 4") { $0 * $0 }]),
      ]), width: 72, height: 5),
    Exhibit(
      "below-each-other",
      PlotRow([
        Chart("x", x: Axis("t", range: -2...2), [curve("x") { $0 }]),
        Chart("x²", x: Axis("t", range: -2...2), [curve("x²") { $0 * $0 }]),
      ]), height: 4),
  ]

  private static func indices(_ count: Int) -> [Double] { (0..<count).map(Double.init) }

  private static func curve(_ name: String, _ function: (Double) -> Double) -> Chart.Mark {
    let x = (-128...128).map { Double($0) / 64 }
    return .curve(Chart.Series(name, x: x, y: x.map(function)))
  }

  private static func points(_ name: String, _ points: [(Double, Double)]) -> Chart.Mark {
    .points(Chart.Series(name, x: points.map(\.0), y: points.map(\.1)))
  }
}
