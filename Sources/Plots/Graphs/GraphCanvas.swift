internal import StyledText

/// Cells of a terminal on which boxes, wires and text are drawn.
struct GraphCanvas: GraphSurface {

  /// What a cell shows: text where there is some, else the wires that meet or cross in it.
  private struct Cell {
    var text: String?
    var role: Role?
    var wires: [(wire: Int, directions: WireDirections)] = []
  }

  private let width: Int
  private let marks: GraphMarks
  private var cells: [Cell]

  init(width: Int, height: Int, marks: GraphMarks) {
    self.width = width
    self.marks = marks
    cells = Array(repeating: Cell(), count: width * height)
  }

  mutating func draw(wire: Int, from start: GraphPoint, to end: GraphPoint) {
    let (forward, backward) = WireDirections.along(start, end)
    for point in start.steps(to: end) {
      if point != end { add(forward, of: wire, at: point) }
      if point != start { add(backward, of: wire, at: point) }
    }
  }

  private mutating func add(_ directions: WireDirections, of wire: Int, at point: GraphPoint) {
    let cell = point.row * width + point.column
    if let known = cells[cell].wires.firstIndex(where: { $0.wire == wire }) {
      cells[cell].wires[known].directions.formUnion(directions)
    } else {
      cells[cell].wires.append((wire, directions))
    }
  }

  mutating func drawBox(
    at corner: GraphPoint, width: Int, height: Int, _ lines: [StyledText], isLeaf: Bool
  ) {
    let corners = isLeaf ? marks.leafCorners : marks.corners
    let side = String(repeating: marks.horizontal, count: width - 2)
    write(StyledText(corners[0] + side + corners[1], .faint), at: corner)
    for row in 1..<(height - 1) {
      let line = row <= lines.count ? lines[row - 1] : StyledText()
      let edge = StyledText(marks.vertical, .faint)
      write(
        edge + " " + line.padded(to: width - 4) + " " + edge,
        at: GraphPoint(column: corner.column, row: corner.row + row))
    }
    write(
      StyledText(corners[2] + side + corners[3], .faint),
      at: GraphPoint(column: corner.column, row: corner.row + height - 1))
  }

  mutating func drawPort(at point: GraphPoint, _ flow: Flow) {
    write(StyledText(flow == .rightward ? marks.rightPort : marks.lowerPort, .faint), at: point)
  }

  mutating func drawArrowHead(at point: GraphPoint, _ flow: Flow) {
    write(StyledText(flow == .rightward ? marks.rightArrow : marks.downArrow, .faint), at: point)
  }

  /// Writes one line of text; a wide character takes two cells, a mark none.
  mutating func write(_ text: StyledText, at point: GraphPoint) {
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
  private func mark(of wires: [(wire: Int, directions: WireDirections)]) -> String {
    wires.count == 1 ? marks.wire(wires[0].directions) : marks.vertical
  }
}
