/// Equal cells between two axes: where a field is evaluated.
package struct FieldGrid: Sendable, Equatable {
  package let x: ClosedRange<Double>
  package let y: ClosedRange<Double>
  package let columns: Int
  package let rows: Int

  package init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 160, rows: Int = 96
  ) {
    self.x = x
    self.y = y
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
  }

  package var count: Int { columns * rows }

  /// The middle of the nth cell, row by row from the lowest.
  package func middle(_ index: Int) -> (x: Double, y: Double) {
    let across = (Double(index % columns) + 0.5) / Double(columns)
    let up = (Double(index / columns) + 0.5) / Double(rows)
    return (x.number(at: across), y.number(at: up))
  }

  /// The axes that show numbers with a margin around them.
  package static func around(_ numbers: some Sequence<Double>) -> ClosedRange<Double> {
    let range = Scale(.linear, showing: numbers).range
    let wide = range.widened(by: 0.08)
    let most = Double.greatestFiniteMagnitude
    return max(wide.lowerBound, -most)...min(wide.upperBound, most)
  }
}
