internal import StyledText

/// What a laid out graph is drawn on, in cells: a terminal, or a drawing with cells of some pixels.
protocol GraphSurface {
  /// Draws a straight piece of a wire; pieces of one wire join where they meet.
  mutating func draw(wire: Int, from start: GraphPoint, to end: GraphPoint)
  mutating func drawBox(
    at corner: GraphPoint, width: Int, height: Int, _ lines: [StyledText], isLeaf: Bool)
  /// Marks where a wire leaves a box.
  mutating func drawPort(at point: GraphPoint, _ flow: Flow)
  mutating func drawArrowHead(at point: GraphPoint, _ flow: Flow)
  /// Writes one line of text.
  mutating func write(_ text: StyledText, at point: GraphPoint)
}

struct GraphPoint: Hashable {
  var column: Int
  var row: Int

  /// The points of a straight way, both ends with it.
  func steps(to end: GraphPoint) -> [GraphPoint] {
    let (columns, rows) = (end.column - column, end.row - row)
    return (0...max(columns.magnitude, rows.magnitude)).map { step in
      GraphPoint(
        column: column + columns.signum() * Int(step), row: row + rows.signum() * Int(step))
    }
  }
}

/// The directions in which a wire leaves a cell.
struct WireDirections: OptionSet {
  let rawValue: Int
  static let up = WireDirections(rawValue: 1)
  static let down = WireDirections(rawValue: 2)
  static let left = WireDirections(rawValue: 4)
  static let right = WireDirections(rawValue: 8)

  /// The directions of a straight piece, seen from its start and from its end.
  static func along(
    _ start: GraphPoint, _ end: GraphPoint
  ) -> (forward: WireDirections, backward: WireDirections) {
    if start.column != end.column {
      return start.column < end.column ? (.right, .left) : (.left, .right)
    }
    return start.row < end.row ? (.down, .up) : (.up, .down)
  }
}
