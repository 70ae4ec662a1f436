internal import StyledText

extension HeatMap {
  package var svg: SVG {
    let cells = CellMeans(values, rows: rows, columns: columns, mostRows: 96, mostColumns: 96)
    let (scale, across, down) = (scale(cells), max(cells.columns, 1), max(cells.rows, 1))
    // Square cells, up to 48 pixels wide; long and narrow tables get longer ones.
    let side = min(560 / Double(across), 360 / Double(down), 48)
    let width = max(side, min(120 / Double(across), side * 4))
    let height = max(side, min(40 / Double(down), side * 4))
    let (left, top) = (56.0, 92.0)
    let notes = self.notes + (cells.isWhole ? [] : [cells.note])
    var svg = SVG(
      width: 640, height: top + height * Double(cells.rows) + 24 + 16 * Double(notes.count),
      title: title, words: words)
    svg.text(title.isEmpty ? shape : "\(title)  \(shape)", x: 16, y: 24, size: 15, isBold: true)
    drawBar(scale, on: &svg)
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let (x, y) = (left + Double(column) * width, top + Double(row) * height)
        let value = cells[row, column]
        let shade = scale.shade(of: value)
        if let shade {
          svg.rectangle(
            x: x, y: y, width: width, height: height, .shade(shade), isCrisp: true)
        }
        if showsNumbers ?? isSmall, cells.isWhole {
          svg.text(
            NumberText.significant(value, digits: 3), x: x + width / 2, y: y + height / 2 + 4,
            .middle, size: 11, shade.map { .shade($0.ink) } ?? .ink)
        } else if shade == nil {
          svg.text("?", x: x + width / 2, y: y + height / 2 + 4, .middle, size: 11, .faint)
        }
      }
    }
    drawIndices(cells, left: left, top: top, width: width, height: height, on: &svg)
    for (line, note) in notes.enumerated() {
      let y = top + height * Double(cells.rows) + 24 + 16 * Double(line)
      svg.text(note, x: 16, y: y, size: 11, .faint)
    }
    return svg
  }

  private func drawBar(_ scale: ShadeScale, on svg: inout SVG) {
    let range = scale.range
    guard !scale.isConstant else { return }
    for piece in 0..<64 {
      let place = (Double(piece) + 0.5) / 64
      guard let shade = scale.shade(of: range.number(at: place)) else { continue }
      svg.rectangle(
        x: 136 + Double(piece) * 4, y: 40, width: 4, height: 14, .shade(shade), isCrisp: true)
    }
    svg.text(
      NumberText.significant(range.lowerBound, digits: 4), x: 128, y: 51, .end, size: 11, .faint)
    svg.text(NumberText.significant(range.upperBound, digits: 4), x: 400, y: 51, size: 11, .faint)
  }

  private func drawIndices(
    _ cells: CellMeans, left: Double, top: Double, width: Double, height: Double,
    on svg: inout SVG
  ) {
    // Every label has its room: 32 pixels across, 14 down.
    for column in stride(from: 0, to: cells.columns, by: max(Int((32 / width).rounded(.up)), 1)) {
      let x = left + (Double(column) + 0.5) * width
      svg.text(String(column * cells.blockColumns), x: x, y: top - 6, .middle, size: 11, .faint)
    }
    guard rows > 1 else { return }
    for row in stride(from: 0, to: cells.rows, by: max(Int((14 / height).rounded(.up)), 1)) {
      let y = top + (Double(row) + 0.5) * height + 4
      svg.text(String(row * cells.blockRows), x: left - 6, y: y, .end, size: 11, .faint)
    }
  }
}

extension CellMeans {
  /// What a reader must know of cells that stand for several numbers.
  var note: String { "each cell the mean of \(blockRows)×\(blockColumns)" }
}
