internal import StyledText

/// The lines of a contour map on a grid of characters, with the levels written where they fit.
struct ContourDrawing {
  let map: ContourMap
  let style: PlotStyle

  func draw(on grid: inout CellGrid) {
    var canvas = LineCanvas(columns: grid.columns, rows: grid.rows, style.glyphs)
    var labels = Labels(columns: grid.columns, rows: grid.rows)
    for level in map.levels.indices {
      let lines = map.lines(level).map { $0.map { canvas.dot($0.x, $0.y) } }
      for line in lines {
        var dash = Dash(series: 0)
        for (start, end) in zip(line, line.dropFirst()) {
          canvas.draw(from: start, to: end, series: level, dash: &dash)
        }
      }
      // Letters tell the lines apart where there are no fine dots; the legend says what they mean.
      guard style.glyphs == .unicode else { continue }
      let longest = lines.max { $0.count < $1.count } ?? []
      labels.place(map.text(level), level, along: longest.map(canvas.cell))
    }
    canvas.stamp(on: &grid, sign: ContourMap.letter, role: { .cell(map.shade($0), on: nil) })
    for label in labels.all {
      for (offset, character) in label.text.enumerated() {
        grid.put(
          character, .cell(map.shade(label.level), on: nil), column: label.column + offset,
          row: label.row)
      }
    }
  }

  /// Texts in the cells, none touching another.
  private struct Labels {
    let columns: Int
    let rows: Int
    private(set) var all: [(text: String, level: Int, column: Int, row: Int)] = []

    init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }

    /// Writes a text on a line, as near to the line's middle as there is room.
    mutating func place(_ text: String, _ level: Int, along cells: [(column: Int, row: Int)]) {
      let middle = cells.count / 2
      for distance in 0...max(middle, 0) {
        for index in [middle + distance, middle - distance] where cells.indices.contains(index) {
          let (column, row) = (cells[index].column - text.count / 2, cells[index].row)
          guard isFree(column, row, text.count) else { continue }
          all.append((text, level, column, row))
          return
        }
      }
    }

    private func isFree(_ column: Int, _ row: Int, _ count: Int) -> Bool {
      guard column >= 0, column + count <= columns, row >= 0, row < rows else { return false }
      return all.allSatisfy { other in
        abs(other.row - row) > 1 || column > other.column + other.text.count + 1
          || column + count + 1 < other.column
      }
    }
  }
}
