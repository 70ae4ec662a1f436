/// A table with no more rows and columns than there is room for: blocks are replaced by their means.
struct CellMeans {
  let rows: Int
  let columns: Int
  /// How many rows and columns of the table one cell stands for; the last ones may be fewer.
  let blockRows: Int
  let blockColumns: Int
  let values: [Double]

  init(_ values: [Double], rows: Int, columns: Int, mostRows: Int, mostColumns: Int) {
    let (down, across) = (
      max((rows + mostRows - 1) / max(mostRows, 1), 1),
      max((columns + mostColumns - 1) / max(mostColumns, 1), 1)
    )
    (blockRows, blockColumns) = (down, across)
    self.rows = (rows + down - 1) / down
    self.columns = (columns + across - 1) / across
    guard down > 1 || across > 1 else {
      self.values = values
      return
    }
    var means: [Double] = []
    means.reserveCapacity(self.rows * self.columns)
    for row in 0..<self.rows {
      for column in 0..<self.columns {
        means.append(
          CellMeans.mean(
            values, rows: row * down..<min((row + 1) * down, rows),
            columns: column * across..<min((column + 1) * across, columns), of: columns))
      }
    }
    self.values = means
  }

  var isWhole: Bool { blockRows == 1 && blockColumns == 1 }

  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// The mean of the finite numbers of a block, a running one that cannot overflow; nan without any.
  private static func mean(
    _ values: [Double], rows: Range<Int>, columns: Range<Int>, of width: Int
  ) -> Double {
    var (mean, count) = (0.0, 0.0)
    for row in rows {
      for column in columns {
        let value = values[row * width + column]
        guard value.isFinite else { continue }
        count += 1
        mean += value / count - mean / count
      }
    }
    return count == 0 ? .nan : mean
  }
}
