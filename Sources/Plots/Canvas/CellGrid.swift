package import StyledText

/// The cells of a picture: a character each, with a colour of its own and one behind it.
package struct CellGrid: Sendable {
  fileprivate struct Cell: Sendable {
    var character: Character = " "
    var role: Role?
    var ground: Shade?
  }

  package let columns: Int
  package let rows: Int
  private var cells: [Cell]

  package init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// Puts a character of one column into a cell; outside the grid it is dropped.
  package mutating func put(_ character: Character, _ role: Role?, column: Int, row: Int) {
    guard contains(column, row) else { return }
    cells[row * columns + column].character = character
    cells[row * columns + column].role = role
  }

  /// Colours the ground of a cell, whatever stands or will stand on it.
  package mutating func fill(_ ground: Shade?, column: Int, row: Int) {
    guard contains(column, row) else { return }
    cells[row * columns + column].ground = ground
  }

  /// The rows from top to bottom, without blanks at their ends.
  package var lines: [StyledText] {
    stride(from: 0, to: cells.count, by: columns).map { start in
      let row = cells[start..<start + columns]
      let end = row.lastIndex { $0.character != " " || $0.ground != nil }.map { $0 + 1 } ?? start
      return row[..<end].reduce(into: StyledText()) { line, cell in
        line.append(String(cell.character), cell.shownRole)
      }
    }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < columns && row >= 0 && row < rows
  }
}

extension CellGrid.Cell {
  /// The role with the ground in it.
  fileprivate var shownRole: Role? {
    guard let ground else { return role }
    switch role {
    case .series(let index): return .cell(.series(index), on: ground)
    case .cell(let shade, on: nil): return .cell(shade, on: ground)
    case .cell: return role
    default: return .cell(nil, on: ground)
    }
  }
}
