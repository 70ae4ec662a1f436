/// The scales of a chart, wide enough for its marks and rounded to its ticks.
struct ChartScales {
  let x: Scale
  let y: Scale
  let xTicks: [Tick]
  let yTicks: [Tick]

  /// - Parameter isNarrow: Whether few columns are there for the axis below.
  init(_ chart: Chart, xTicks: Int, yTicks: Int, isNarrow: Bool = false) {
    let series = chart.marks.map(\.series)
    // Curves end where their numbers do; points keep clear of the frame.
    let hasPoints = chart.marks.contains { !$0.isCurve }
    (x, self.xTicks) = ChartScales.fitted(
      chart.x, series.lazy.flatMap(\.x), ticks: xTicks, isNarrow: isNarrow,
      reach: hasPoints ? 0.12 : 0)
    (y, self.yTicks) = ChartScales.fitted(
      chart.y, series.lazy.flatMap(\.y), ticks: yTicks, isNarrow: false, reach: 0.12)
  }

  /// Where a point is, each share from 0 to 1 as far as it is within the axes.
  func place(_ x: Double, _ y: Double) -> Place? {
    guard let across = self.x.place(of: x), let up = self.y.place(of: y) else { return nil }
    return Place(x: across, y: up)
  }

  /// A range that was asked for stays; one that follows the marks may grow to the next tick.
  private static func fitted(
    _ axis: Axis, _ numbers: some Sequence<Double>, ticks count: Int, isNarrow: Bool,
    reach: Double
  ) -> (Scale, [Tick]) {
    if let range = axis.range, Scale.isShown(range, axis.kind) {
      let scale = Scale(axis.kind, range)
      return (scale, Ticks.on(scale, count: count, isNarrow: isNarrow, isWhole: axis.isWhole))
    }
    let scale = Scale(axis.kind, showing: numbers)
    let ticks = Ticks.on(
      scale, count: count, isNarrow: isNarrow, isWhole: axis.isWhole, reach: reach)
    let ends = ticks.map(\.number) + [scale.range.lowerBound, scale.range.upperBound]
    let grown = Scale(axis.kind, (ends.min() ?? 0)...(ends.max() ?? 1))
    return (grown, ticks)
  }
}

/// Where something is between the axes: 0 at the left and the lower end, 1 at the other.
struct Place: Equatable {
  var x: Double
  var y: Double

  var isInside: Bool { (0...1).contains(x) && (0...1).contains(y) }
}
