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
    let share = ShareText.percent(missing, of: grid.count)
    return ["no class in \(share) of the area: no numbers there"]
  }

  /// What part of the area each class has.
  var words: [String] {
    var counts: [Int: Int] = [:]
    for own in classes where own >= 0 { counts[own, default: 0] += 1 }
    let parts = counts.sorted { $0.key < $1.key }.map {
      "class \($0.key) \(ShareText.percent($0.value, of: grid.count))"
    }
    return parts.isEmpty ? [] : ["Of the area: \(parts.joined(separator: ", "))."]
  }
}
