internal import StyledText

/// Classes as ground of a chart: half blocks in colours, or textures with lines between them.
struct ClassFieldDrawing {
  let field: ClassField
  let style: PlotStyle

  func draw(on grid: inout CellGrid) {
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        if style.showsShades {
          drawHalves(column, row, on: &grid)
        } else {
          drawTexture(column, row, on: &grid)
        }
      }
    }
  }

  /// The class at a place of the screen, shares of a cell away from its middle.
  private func at(
    _ column: Int, _ row: Int, _ across: Double, _ down: Double, _ grid: CellGrid
  ) -> Int {
    field.at(
      Place(
        x: (Double(column) + across) / Double(max(grid.columns - 1, 1)),
        y: 1 - (Double(row) + down) / Double(max(grid.rows - 1, 1))))
  }

  // MARK: - Colours

  private func drawHalves(_ column: Int, _ row: Int, on grid: inout CellGrid) {
    // A point put here stands on the ground of its class, not on half a border.
    let own = at(column, row, 0, 0, grid)
    grid.putHalves(
      shade(column, row, -0.25, grid), shade(column, row, 0.25, grid),
      ground: own < 0 ? nil : .ground(own), column: column, row: row)
  }

  /// The ground of a half cell, in full colour where another class begins.
  private func shade(_ column: Int, _ row: Int, _ half: Double, _ grid: CellGrid) -> Shade? {
    let own = at(column, row, 0, half, grid)
    guard own >= 0 else { return nil }
    let isBorder = [(1, 0), (0, 0.5)].contains { across, down in
      let other = at(column, row, across, half + down, grid)
      return other >= 0 && other != own
    }
    return isBorder ? .series(own) : .ground(own)
  }

  // MARK: - Signs

  private func drawTexture(_ column: Int, _ row: Int, on grid: inout CellGrid) {
    let corners = [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)].map {
      at(column, row, $0.0, $0.1, grid)
    }
    if let line = ClassFieldDrawing.border(corners) {
      grid.put(line, nil, column: column, row: row)
      return
    }
    let own = at(column, row, 0, 0, grid)
    grid.put(
      own < 0 ? "?" : Marks.texture(own), own < 0 ? .faint : .series(own), column: column,
      row: row)
  }

  /// The line between classes through a cell with these at its corners: upper left, upper right,
  /// lower left, lower right.
  private static func border(_ corners: [Int]) -> Character? {
    let (upper, lower) = (corners[0] == corners[1], corners[2] == corners[3])
    let (left, right) = (corners[0] == corners[2], corners[1] == corners[3])
    switch (upper, lower, left, right) {
    case (true, true, true, true): return nil
    case (true, true, false, false): return "─"
    case (false, false, true, true): return "│"
    case (false, true, false, true), (true, false, true, false): return "╱"
    case (true, false, false, true), (false, true, true, false): return "╲"
    default: return "│"
    }
  }
}
