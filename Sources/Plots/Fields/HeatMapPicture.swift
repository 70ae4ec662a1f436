internal import StyledText

/// A heat map in characters: half blocks where there are shades, signs of different weight elsewhere.
///
/// ```
/// W  2×3
/// 0 [  ░░▒▒▓▓██] 5
///     0    1    2
/// 0       ░1░  ▒2▒
/// 1 ▓3▓  ▓4▓  █5█
/// ```
struct HeatMapPicture {
  private let map: HeatMap
  private let style: PlotStyle
  private let scale: ShadeScale
  private let cells: CellMeans
  /// The columns of the screen that a cell takes.
  private let cellWidth: Int
  /// The rows it takes; half rows where there are shades.
  private let cellHeight: Int
  private let labelWidth: Int
  /// The numbers in the cells; nil if there is no room or no wish for them.
  private let numbers: [String]?

  init(_ map: HeatMap, _ style: PlotStyle) {
    self.map = map
    self.style = style
    let labels = map.rows > 1 ? String(map.rows - 1).count + 1 : 0
    labelWidth = style.width - labels >= 10 ? labels : 0
    let (width, height) = (max(style.width - labelWidth, 1), max(style.height, 1))
    let numbers =
      map.showsNumbers ?? map.isSmall ? HeatMapPicture.numbers(map, width, height) : nil
    self.numbers = numbers
    let halves = style.showsShades ? 2 : 1
    cells = CellMeans(
      map.values, rows: map.rows, columns: map.columns,
      mostRows: numbers == nil ? height * halves : map.rows, mostColumns: width)
    scale = map.scale(cells)
    if let numbers {
      cellWidth = (numbers.first.map { DisplayWidth.of($0) } ?? 0) + 2
      cellHeight = (map.rows * 2 <= height ? 2 : 1) * halves
    } else {
      (cellWidth, cellHeight) = HeatMapPicture.size(
        cells, width: width, height: height * halves, rowsPerColumn: 2 / halves)
    }
  }

  /// The numbers with their points below each other; nil if they do not fit.
  private static func numbers(_ map: HeatMap, _ width: Int, _ height: Int) -> [String]? {
    // A number takes three columns at least: where there are fewer none is written out.
    guard map.rows <= height, map.columns <= width / 3 else { return nil }
    let texts = NumberText.alignedAtPoint(
      map.values.map { NumberText.significant($0, digits: 3) })
    let widest = texts.map { DisplayWidth.of($0) }.max() ?? 0
    guard (widest + 2) * map.columns <= width else { return nil }
    return texts.map { $0 + String(repeating: " ", count: widest - DisplayWidth.of($0)) }
  }

  /// Cells as square as can be, those of long and narrow tables longer.
  private static func size(
    _ cells: CellMeans, width: Int, height: Int, rowsPerColumn: Int
  ) -> (width: Int, height: Int) {
    let most = (
      width: max(width / max(cells.columns, 1), 1), height: max(height / max(cells.rows, 1), 1)
    )
    let side = max(min(most.width, most.height * rowsPerColumn), 1)
    func length(_ least: Int, _ count: Int, _ unit: Int, most: Int) -> Int {
      let wanted = (least + count - 1) / max(count, 1)
      return min(max(unit, min(wanted, unit * 4)), most)
    }
    return (
      length(24, cells.columns, side, most: most.width),
      length(
        4 / rowsPerColumn, cells.rows, max(side / rowsPerColumn, 1), most: most.height)
    )
  }

  func lines() -> [StyledText] {
    let title = StyledText(map.title.isEmpty ? "" : map.title + "  ", .heading)
    var lines = [(title + StyledText(map.shape, .faint)).truncated(to: style.width)]
    guard !map.values.isEmpty else { return lines + [StyledText("no numbers", .faint)] }
    if map.values.contains(where: \.isFinite) {
      lines.append(ShadeBar(scale: scale, style: style).line.truncated(to: style.width))
    }
    lines.append(columnLabels)
    lines += zip(rowLabels, grid.lines).map { label, cells in
      cells.isEmpty
        ? StyledText(String(label.dropLast()), .faint) : StyledText(label, .faint) + cells
    }
    return lines + notes.flatMap { StyledText($0, .faint).wrapped(to: style.width, indent: 2) }
  }

  private var notes: [String] {
    let means = cells.isWhole ? [] : [cells.note]
    let missing =
      map.showsNumbers == true && numbers == nil ? ["no room for the numbers in the cells"] : []
    return means + missing + map.notes
  }

  // MARK: - Cells

  /// The rows of the screen.
  private var screenRows: Int {
    let height = cells.rows * cellHeight
    return style.showsShades ? (height + 1) / 2 : height
  }

  private var grid: CellGrid {
    var grid = CellGrid(columns: cells.columns * cellWidth, rows: screenRows)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        if style.showsShades {
          putHalves(column, row, on: &grid)
        } else {
          let value = cells[row / cellHeight, column / cellWidth]
          grid.put(scale.sign(of: value, style.glyphs) ?? "?", nil, column: column, row: row)
        }
      }
    }
    if let numbers { put(numbers, on: &grid) }
    return grid
  }

  /// Two numbers above each other in one place of the screen.
  private func putHalves(_ column: Int, _ row: Int, on grid: inout CellGrid) {
    func value(_ half: Int) -> Double? {
      let cell = (2 * row + half) / cellHeight
      return cell < cells.rows ? cells[cell, column / cellWidth] : nil
    }
    let shades = [value(0), value(1)].map { $0.flatMap { scale.shade(of: $0) } }
    if shades == [nil, nil] { grid.put("?", .faint, column: column, row: row) }
    grid.putHalves(shades[0], shades[1], column: column, row: row)
  }

  private func put(_ numbers: [String], on grid: inout CellGrid) {
    let height = style.showsShades ? cellHeight / 2 : cellHeight
    for (index, number) in numbers.enumerated() {
      let value = map.values[index]
      let ink = style.showsShades ? scale.shade(of: value) : nil
      // Signs around a number would hide it; where a cell has a row to spare they stand below it.
      let isClear = !style.showsShades && height > 1
      let row = index / map.columns * height
      let column = index % map.columns * cellWidth + (isClear ? 0 : 1)
      for (offset, character) in (isClear ? " \(number) " : number).enumerated() {
        grid.put(
          character, ink.map { .cell($0.ink, on: $0) }, column: column + offset, row: row)
      }
    }
  }

  // MARK: - Labels

  /// Every so manieth index is written: 1, 2, 5, 10, ... cells apart.
  private func step(_ cellSize: Int, room: Int) -> Int {
    var (step, factors) = (1, [2, 5, 10])
    var power = 1
    while step * cellSize < room {
      step = factors.removeFirst() * power
      if factors.isEmpty { (factors, power) = ([2, 5, 10], power * 10) }
    }
    return step
  }

  private var columnLabels: StyledText {
    var line = TickLine(columns: cells.columns * cellWidth)
    let widest = String(map.columns - 1).count
    for column in stride(from: 0, to: cells.columns, by: step(cellWidth, room: widest + 1)) {
      _ = line.write(
        String(column * cells.blockColumns), at: column * cellWidth + (cellWidth - 1) / 2)
    }
    return StyledText(String(repeating: " ", count: labelWidth) + line.text, .faint)
  }

  private var rowLabels: [String] {
    let blank = String(repeating: " ", count: labelWidth)
    var labels = Array(repeating: blank, count: screenRows)
    guard labelWidth > 0 else { return labels }
    let unit = style.showsShades ? 2 : 1
    for row in stride(from: 0, to: cells.rows, by: step(cellHeight, room: unit)) {
      let middle = numbers == nil ? (cellHeight - 1) / 2 : 0
      let text = String(row * cells.blockRows)
      labels[(row * cellHeight + middle) / unit] =
        String(repeating: " ", count: labelWidth - 1 - text.count) + text + " "
    }
    return labels
  }
}
