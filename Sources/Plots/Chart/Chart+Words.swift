internal import StyledText

extension Chart {
  package var words: [String] {
    let heading = title.isEmpty ? [] : ["\(title)."]
    return heading + marks.flatMap(\.words) + (ground?.words ?? []) + notes.map { "\($0)." }
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
    let gaps = missing == 0 ? "" : " \(missing) of \(series.y.count) are no finite numbers."
    func at(_ point: (Double, Double)) -> String {
      "\(NumberText.significant(point.1)) at \(NumberText.significant(point.0))"
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
    chart.notes + (chart.ground?.notes ?? [])
      + chart.marks.compactMap { mark in
        let series = mark.series
        var (unplaced, outside) = (0, 0)
        for (x, y) in zip(series.x, series.y) {
          if let place = place(x, y) {
            if !place.isInside { outside += 1 }
          } else {
            unplaced += 1
          }
        }
        let name = series.name.isEmpty ? "" : "\(series.name): "
        let isLog = x.kind == .log || y.kind == .log
        let reason = isLog ? "have no place on a log axis" : "are no finite numbers"
        var facts: [String] = []
        if unplaced > 0 { facts.append("\(unplaced) of \(series.y.count) values \(reason)") }
        if outside > 0 { facts.append("\(outside) outside") }
        return facts.isEmpty ? nil : name + facts.joined(separator: ", ")
      }
  }
}
