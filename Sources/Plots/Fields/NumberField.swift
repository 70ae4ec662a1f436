/// Numbers at equally spaced places between two axes, those on the axes included.
package struct NumberField: Sendable, Equatable {
  package let x: ClosedRange<Double>
  package let y: ClosedRange<Double>
  package let columns: Int
  package let rows: Int
  /// Row by row from the lowest.
  package let values: [Double]

  /// - Parameters:
  ///   - columns: At least 2.
  ///   - rows: At least 2.
  package init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int, _ values: [Double]
  ) {
    precondition(columns > 1 && rows > 1 && values.count == columns * rows, "a number a place")
    self.x = x
    self.y = y
    self.columns = columns
    self.rows = rows
    self.values = values
  }

  /// The numbers of one direction, from the first on the axis to the last.
  package static func steps(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
    (0..<count).map { range.number(at: Double($0) / Double(max(count - 1, 1))) }
  }

  subscript(column: Int, row: Int) -> Double { values[row * columns + column] }

  /// The places without a finite number.
  var gaps: Int { values.count { !$0.isFinite } }

  /// Where the least or the greatest number is.
  func place(of index: Int) -> (x: Double, y: Double) {
    let across = Double(index % columns) / Double(columns - 1)
    let up = Double(index / columns) / Double(rows - 1)
    return (x.number(at: across), y.number(at: up))
  }
}
