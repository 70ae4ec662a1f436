/// Lines along which a field has one value, found by marching squares.
///
/// A line crosses the sides of cells where linear interpolation reaches the level. In a cell whose
/// diagonals lie on different sides of it, the bilinear value at the saddle decides which corners are
/// joined (Nielson and Hamann, "The Asymptotic Decider", 1991). Cells with a corner that is not
/// finite have no line.
struct Contours {
  private let field: NumberField
  private let level: Double
  /// The sides that a line joins to each side, at most two: one through each cell beside it.
  private var neighbours: [Int: [Int]] = [:]
  /// The power of two that brings the numbers near one, where products neither over- nor underflow.
  private let unit: Double

  /// The lines in shares of the axes.
  static func lines(_ field: NumberField, at level: Double) -> [[Place]] {
    var contours = Contours(field, level)
    contours.march()
    return contours.joined()
  }

  private init(_ field: NumberField, _ level: Double) {
    self.field = field
    self.level = level
    let most = field.values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    unit = most.isNormal ? 1 / most.binade : 1
  }

  // MARK: - Marching

  /// The side below or left of a corner; the first are those that run across.
  private func side(_ column: Int, _ row: Int, isAcross: Bool) -> Int {
    (isAcross ? 0 : field.columns * field.rows) + row * field.columns + column
  }

  private mutating func march() {
    for row in 0..<field.rows - 1 {
      for column in 0..<field.columns - 1 { cut(column, row) }
    }
  }

  /// Joins the sides of a cell through which the level goes.
  private mutating func cut(_ column: Int, _ row: Int) {
    let corners = [
      field[column, row], field[column + 1, row], field[column + 1, row + 1],
      field[column, row + 1],
    ]
    let above = corners.map { $0 >= level }
    guard above.contains(true), above.contains(false), corners.allSatisfy(\.isFinite) else {
      return
    }
    let sides = [
      side(column, row, isAcross: true), side(column + 1, row, isAcross: false),
      side(column, row + 1, isAcross: true), side(column, row, isAcross: false),
    ]
    let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
    if crossed.count == 2 {
      join(sides[crossed[0]], sides[crossed[1]])
      return
    }
    // A saddle: the corners on the saddle's side of the level are one region, the others are cut off.
    let isSaddleAbove = saddle(corners) >= level * unit
    let first = above[0] == isSaddleAbove ? 0 : 3
    join(sides[first], sides[(first + 1) % 4])
    join(sides[(first + 2) % 4], sides[(first + 3) % 4])
  }

  /// The bilinear value where both its slopes are zero, in units.
  private func saddle(_ corners: [Double]) -> Double {
    let scaled = corners.map { $0 * unit }
    let (a, b, c, d) = (scaled[0], scaled[1], scaled[2], scaled[3])
    return (a * c - b * d) / (a + c - b - d)
  }

  private mutating func join(_ first: Int, _ second: Int) {
    neighbours[first, default: []].append(second)
    neighbours[second, default: []].append(first)
  }

  // MARK: - Joining

  /// The pieces one after the other: lines that end at the frame or at a gap, then closed ones.
  private func joined() -> [[Place]] {
    var isSeen: Set<Int> = []
    var lines: [[Place]] = []
    let sides = neighbours.keys.sorted()
    for start in sides.filter({ neighbours[$0]?.count == 1 }) + sides
    where isSeen.insert(start).inserted {
      var line = [start]
      while let next = neighbours[line[line.count - 1]]?.first(where: { !isSeen.contains($0) }) {
        isSeen.insert(next)
        line.append(next)
      }
      let isClosed = line.count > 2 && neighbours[start]?.contains(line[line.count - 1]) == true
      lines.append((isClosed ? line + [start] : line).map(place))
    }
    return lines
  }

  /// Where the level is on a side.
  private func place(_ side: Int) -> Place {
    let isAcross = side < field.columns * field.rows
    let corner = side % (field.columns * field.rows)
    let (column, row) = (corner % field.columns, corner / field.columns)
    let from = field[column, row] * unit
    let to = (isAcross ? field[column + 1, row] : field[column, row + 1]) * unit
    let share = from == to ? 0.5 : min(max((level * unit - from) / (to - from), 0), 1)
    return Place(
      x: (Double(column) + (isAcross ? share : 0)) / Double(field.columns - 1),
      y: (Double(row) + (isAcross ? 0 : share)) / Double(field.rows - 1))
  }
}
