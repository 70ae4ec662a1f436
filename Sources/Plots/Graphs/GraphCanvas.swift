internal import StyledText

/// Cells of a terminal on which boxes, wires and text are drawn.
struct GraphCanvas {
  struct Point: Equatable {
    var column: Int
    var row: Int
  }

  /// The directions in which a wire leaves a cell.
  struct Directions: OptionSet {
    let rawValue: Int
    static let up = Directions(rawValue: 1)
    static let down = Directions(rawValue: 2)
    static let left = Directions(rawValue: 4)
    static let right = Directions(rawValue: 8)
  }

  /// What a cell shows: text where there is some, else the wires that meet or cross in it.
  private struct Cell {
    var text: String?
    var role: Role?
    var wires: [(wire: Int, directions: Directions)] = []
  }

  private let width: Int
  private let marks: GraphMarks
  private var cells: [Cell]

  init(width: Int, height: Int, marks: GraphMarks) {
    self.width = width
    self.marks = marks
    cells = Array(repeating: Cell(), count: width * height)
  }

  /// Draws a straight piece of a wire; pieces of one wire join where they meet.
  mutating func draw(wire: Int, from start: Point, to end: Point) {
    let columns = (end.column - start.column).signum()
    let rows = (end.row - start.row).signum()
    let forward: Directions = columns > 0 ? .right : columns < 0 ? .left : rows > 0 ? .down : .up
    let backward: Directions = columns > 0 ? .left : columns < 0 ? .right : rows > 0 ? .up : .down
    var point = start
    while point != end {
      add(forward, of: wire, at: point)
      point.column += columns
      point.row += rows
      add(backward, of: wire, at: point)
    }
  }

  private mutating func add(_ directions: Directions, of wire: Int, at point: Point) {
    let cell = point.row * width + point.column
    if let known = cells[cell].wires.firstIndex(where: { $0.wire == wire }) {
      cells[cell].wires[known].directions.formUnion(directions)
    } else {
      cells[cell].wires.append((wire, directions))
    }
  }

  mutating func drawBox(
    at corner: Point, width: Int, height: Int, _ lines: [StyledText], isLeaf: Bool
  ) {
    let corners = isLeaf ? marks.leafCorners : marks.corners
    let side = String(repeating: marks.horizontal, count: width - 2)
    write(StyledText(corners[0] + side + corners[1], .faint), at: corner)
    for row in 1..<(height - 1) {
      let line = row <= lines.count ? lines[row - 1] : StyledText()
      let edge = StyledText(marks.vertical, .faint)
      write(
        edge + " " + line.padded(to: width - 4) + " " + edge,
        at: Point(column: corner.column, row: corner.row + row))
    }
    write(
      StyledText(corners[2] + side + corners[3], .faint),
      at: Point(column: corner.column, row: corner.row + height - 1))
  }

  /// Marks where a wire leaves a box.
  mutating func drawPort(at point: Point, _ flow: Flow) {
    write(StyledText(flow == .rightward ? marks.rightPort : marks.lowerPort, .faint), at: point)
  }

  mutating func drawArrowHead(at point: Point, _ flow: Flow) {
    write(StyledText(flow == .rightward ? marks.rightArrow : marks.downArrow, .faint), at: point)
  }

  /// Writes one line of text; a wide character takes two cells, a mark none.
  mutating func write(_ text: StyledText, at point: Point) {
    var cell = point.row * width + point.column
    var last = cell
    for run in text.runs {
      for character in run.text {
        let columns = DisplayWidth.of(character: character)
        if columns == 0 {
          cells[last].text = (cells[last].text ?? "") + String(character)
          continue
        }
        cells[cell].text = String(character)
        cells[cell].role = run.role
        for covered in 1..<max(columns, 1) { cells[cell + covered].text = "" }
        last = cell
        cell += columns
      }
    }
  }

  /// The picture, without blanks at the ends of lines.
  var lines: [StyledText] {
    stride(from: 0, to: cells.count, by: width).map { start in
      let row = cells[start..<(start + width)]
      let end = row.lastIndex { $0.text.map { $0 != " " } ?? !$0.wires.isEmpty }
      var line = StyledText()
      for cell in row.prefix(through: end ?? start) {
        if let text = cell.text {
          line.append(text, cell.role)
        } else if cell.wires.isEmpty {
          line.append(" ")
        } else {
          line.append(mark(of: cell.wires), .faint)
        }
      }
      return line
    }
  }

  /// Wires of different nodes only ever cross at right angles: the upright one is seen.
  private func mark(of wires: [(wire: Int, directions: Directions)]) -> String {
    wires.count == 1 ? marks.wire(wires[0].directions) : marks.vertical
  }
}
