internal import StyledText

/// Points of several series in cells: where they fall together, the most frequent is shown.
struct PointCells {
  private let columns: Int
  private let series: [Int]
  /// By cell and then by series.
  private var counts: [Int32]

  /// - Parameter series: The numbers of the series that have points.
  init(columns: Int, rows: Int, series: [Int]) {
    self.columns = columns
    self.series = series
    counts = Array(repeating: 0, count: columns * rows * series.count)
  }

  mutating func add(_ index: Int, column: Int, row: Int) {
    counts[(row * columns + column) * series.count + index] += 1
  }

  func draw(on grid: inout CellGrid) {
    for cell in 0..<counts.count / max(series.count, 1) {
      guard let winner = winner(cell) else { continue }
      let number = series[winner]
      grid.put(
        Marks.point(number), .series(number), column: cell % columns, row: cell / columns)
    }
  }

  /// How many points lie under those of another series.
  var hidden: Int {
    (0..<counts.count / max(series.count, 1)).reduce(0) { hidden, cell in
      guard let winner = winner(cell) else { return hidden }
      let here = counts[cell * series.count..<(cell + 1) * series.count]
      return hidden + Int(here.reduce(0, +) - here[here.startIndex + winner])
    }
  }

  private func winner(_ cell: Int) -> Int? {
    var winner: Int?
    var most: Int32 = 0
    for index in series.indices where counts[cell * series.count + index] > most {
      (winner, most) = (index, counts[cell * series.count + index])
    }
    return winner
  }
}
