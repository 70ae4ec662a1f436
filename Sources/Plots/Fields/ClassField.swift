/// Which class a point belongs to, at the middles of equal cells between two axes.
package struct ClassField: Sendable, Equatable {
  package let grid: FieldGrid
  /// By cell, row by row from the lowest; negative where there is no class.
  package let classes: [Int]

  package init(_ grid: FieldGrid, classes: [Int]) {
    precondition(classes.count == grid.count, "a class for each cell")
    self.grid = grid
    self.classes = classes
  }

  /// The class nearest to a place between the axes of the field.
  func at(_ place: Place) -> Int {
    let column = min(max(Int(place.x * Double(grid.columns)), 0), grid.columns - 1)
    let row = min(max(Int(place.y * Double(grid.rows)), 0), grid.rows - 1)
    return classes[row * grid.columns + column]
  }

  var notes: [String] {
    let missing = classes.count { $0 < 0 }
    guard missing > 0 else { return [] }
    let share = ClassField.share(missing, of: grid.count)
    return ["no class in \(share) of the area: no numbers there"]
  }

  /// What part of the area each class has.
  var words: [String] {
    var counts: [Int: Int] = [:]
    for own in classes where own >= 0 { counts[own, default: 0] += 1 }
    let parts = counts.sorted { $0.key < $1.key }.map {
      "class \($0.key) \(ClassField.share($0.value, of: grid.count))"
    }
    return parts.isEmpty ? [] : ["Of the area: \(parts.joined(separator: ", "))."]
  }

  private static func share(_ count: Int, of all: Int) -> String {
    let percent = Double(count) / Double(max(all, 1)) * 100
    return percent < 1 ? "less than 1%" : "\(Int(percent.rounded()))%"
  }
}

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
