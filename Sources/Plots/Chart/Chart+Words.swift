internal import StyledText

extension Chart {
  package var words: [String] {
    let isNamed = marks.count == 1 && marks[0].series.name == title
    let heading = title.isEmpty || isNamed ? [] : ["\(title)."]
    return heading + marks.flatMap(\.words) + notes.map { "\($0)." }
  }
}

extension Chart.Mark {
  /// What one would see: ends, least and greatest of a curve, the extent of points.
  fileprivate var words: [String] {
    let series = series
    let name = series.name.isEmpty ? "" : "\(series.name): "
    let known = zip(series.x, series.y).filter { $0.0.isFinite && $0.1.isFinite }
    guard let first = known.first, let last = known.last,
      let least = known.min(by: { $0.1 < $1.1 }), let greatest = known.max(by: { $0.1 < $1.1 })
    else { return ["\(name)no numbers to show."] }
    let missing = series.y.count - known.count
    let gaps = missing == 0 ? "" : " \(missing) of \(series.y.count) values are not finite."
    // More digits where six would tell two numbers apart as one.
    let isClose = NumberText.significant(least.1) == NumberText.significant(greatest.1)
    let digits = isClose && least.1 != greatest.1 ? 12 : 6
    func at(_ point: (Double, Double)) -> String {
      "\(NumberText.significant(point.1, digits: digits)) at \(NumberText.significant(point.0))"
    }
    if known.count == 1 { return ["\(name)one point, \(at(first)).\(gaps)"] }
    switch self {
    case .curve:
      return [
        "\(name)from \(at(first)) to \(at(last)); least \(at(least)), greatest \(at(greatest)).\(gaps)"
      ]
    case .points:
      let across = known.map(\.0)
      let (left, right) = (across.min() ?? 0, across.max() ?? 0)
      return [
        """
        \(name)\(known.count) points, across from \(NumberText.significant(left)) to \
        \(NumberText.significant(right)), up from \(NumberText.significant(least.1)) to \
        \(NumberText.significant(greatest.1)).\(gaps)
        """
      ]
    }
  }
}

extension ChartScales {
  /// The notes of the chart, and what it could not show.
  func notes(_ chart: Chart) -> [String] {
    let isEmpty = chart.marks.allSatisfy { $0.series.y.isEmpty }
    return chart.notes + (isEmpty ? ["no numbers to show"] : [])
      + chart.marks.compactMap { mark in
        let series = mark.series
        var (missing, unplaced, outside) = (0, 0, 0)
        for (x, y) in zip(series.x, series.y) {
          if !x.isFinite || !y.isFinite {
            missing += 1
          } else if let place = place(x, y) {
            if !place.isInside { outside += 1 }
          } else {
            unplaced += 1
          }
        }
        let hidden = missing + unplaced + outside
        let facts = [
          (missing, "not finite"), (unplaced, "not above zero"), (outside, "outside the picture"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        guard !facts.isEmpty else { return nil }
        let name = chart.marks.count == 1 || series.name.isEmpty ? "" : "\(series.name): "
        return "\(name)\(hidden) of \(series.y.count) values not drawn: "
          + facts.joined(separator: ", ")
      }
  }
}
