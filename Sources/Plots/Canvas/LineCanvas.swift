internal import StyledText

/// A canvas of fine dots for curves: braille with 2×4 dots a cell, or one sign a cell in ASCII.
///
/// A cell has one colour, that of the curve drawn last in it, so few curves belong on one canvas.
struct LineCanvas {
  let columns: Int
  let rows: Int
  private let isBraille: Bool
  private var dots: [UInt8]
  private var owners: [Int]

  init(columns: Int, rows: Int, _ glyphs: Glyphs) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    isBraille = glyphs == .unicode
    dots = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// The dots across and down.
  var width: Int { isBraille ? columns * 2 : columns }
  var height: Int { isBraille ? rows * 4 : rows }

  /// The dot at shares of the width and height, 0 at the left and at the bottom.
  func dot(_ x: Double, _ y: Double) -> Dot {
    Dot(x: Cells.index(at: x, of: width), y: Cells.index(at: 1 - y, of: height))
  }

  struct Dot: Equatable {
    var x: Int
    var y: Int
  }

  /// Sets a dot for the nth curve.
  mutating func set(_ dot: Dot, series: Int) {
    guard dot.x >= 0, dot.x < width, dot.y >= 0, dot.y < height else { return }
    let (cell, bit) =
      isBraille
      ? (dot.y / 4 * columns + dot.x / 2, LineCanvas.bits[dot.y % 4][dot.x % 2])
      : (dot.y * columns + dot.x, 1)
    dots[cell] |= bit
    owners[cell] = series
  }

  /// Draws a straight line as Bresenham does, every dot or as the dash allows.
  mutating func draw(from start: Dot, to end: Dot, series: Int, dash: inout Dash) {
    let (dx, dy) = (abs(end.x - start.x), abs(end.y - start.y))
    let (stepX, stepY) = ((end.x - start.x).signum(), (end.y - start.y).signum())
    var (point, error) = (start, dx - dy)
    while true {
      if dash.isOn { set(point, series: series) }
      if point == end { return }
      dash.advance()
      let doubled = 2 * error
      if doubled > -dy {
        error -= dy
        point.x += stepX
      }
      if doubled < dx {
        error += dx
        point.y += stepY
      }
    }
  }

  /// Puts the curves on top of what the grid shows.
  func stamp(on grid: inout CellGrid) {
    for cell in dots.indices where dots[cell] != 0 {
      let character =
        isBraille
        ? Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " ")
        : Marks.line(owners[cell])
      grid.put(
        character, .series(owners[cell]), column: cell % columns, row: cell / columns)
    }
  }

  /// The bits of a braille character's dots by row and column.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}

/// A pattern of dots by which curves are told apart without colours.
struct Dash {
  private let on: Int
  private let off: Int
  private var place = 0

  /// The pattern of the nth curve: whole, long dashes, dots.
  init(series: Int) {
    (on, off) = [(1, 0), (5, 3), (1, 2)][series % 3]
  }

  var isOn: Bool { off == 0 || place < on }

  mutating func advance() { place = (place + 1) % (on + off) }
}
