/// Rows of text in aligned columns, never wider than asked.
package struct TextTable: Sendable, Equatable {
  /// What a column does when the table is too wide.
  package enum Overflow: Sendable {
    case keep, wrap, truncate
  }

  package struct Column: Sendable, Equatable {
    package var title: StyledText
    package var alignment: Alignment
    package var overflow: Overflow

    package init(
      _ title: StyledText = "", _ alignment: Alignment = .leading, overflow: Overflow = .keep
    ) {
      self.title = title
      self.alignment = alignment
      self.overflow = overflow
    }
  }

  package var columns: [Column]
  package var rows: [[StyledText]]
  /// The places of the rows whose last cell runs on through the columns behind it.
  package private(set) var running: Set<Int> = []
  /// Blanks before every line.
  package var indent: Int

  package init(columns: [Column], rows: [[StyledText]] = [], indent: Int = 0) {
    self.columns = columns
    self.rows = rows
    self.indent = max(indent, 0)
  }

  /// Adds a row; missing cells are empty, surplus ones are not shown.
  /// - Parameter runsOn: Whether the last cell fills the columns behind it too.
  package mutating func append(_ row: [StyledText], runsOn: Bool = false) {
    if runsOn { running.insert(rows.count) }
    rows.append(row)
  }

  /// The table's lines, the titles first if there are any, two blanks between columns.
  ///
  /// The widest columns that may wrap or be truncated give way until the table fits; if that is not
  /// enough, lines are cut.
  package func lines(width: Int) -> [StyledText] {
    let widths = fittedWidths(width)
    let header = columns.map(\.title)
    let titles = header.allSatisfy(\.isEmpty) ? [] : lines(of: header, widths)
    let body = rows.indices.flatMap { index in
      running.contains(index)
        ? runningLines(of: rows[index], widths, width) : lines(of: rows[index], widths)
    }
    return (titles + body).map { $0.truncated(to: width) }
  }

  private static let gap = 2
  private static let narrowest = 8

  private func fittedWidths(_ width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.indices.reduce(columns[index].title.width) {
        let count = rows[$1].count - (running.contains($1) ? 1 : 0)
        return index < count ? max($0, rows[$1][index].width) : $0
      }
    }
    let room = max(width, 1) - indent - TextTable.gap * max(columns.count - 1, 0)
    for index in widths.indices where columns[index].overflow != .keep {
      widths[index] = min(widths[index], max(room, TextTable.narrowest))
    }
    while widths.reduce(0, +) > room {
      let flexible = widths.indices.filter {
        columns[$0].overflow != .keep && widths[$0] > TextTable.narrowest
      }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  /// The last cell takes the room of its own column and of those behind it.
  private func runningLines(
    of row: [StyledText], _ widths: [Int], _ width: Int
  ) -> [StyledText] {
    let last = max(row.count - 1, 0)
    guard last < columns.count else { return lines(of: row, widths) }
    let before = widths[..<last].reduce(indent + TextTable.gap * last, +)
    var narrowed = self
    narrowed.columns = Array(columns[..<last]) + [Column(overflow: .wrap)]
    return narrowed.lines(
      of: row, Array(widths[..<last]) + [max(width - before, TextTable.narrowest)])
  }

  private func lines(of row: [StyledText], _ widths: [Int]) -> [StyledText] {
    let cells = columns.indices.map { index -> [StyledText] in
      guard index < row.count else { return [] }
      switch columns[index].overflow {
      case .keep: return row[index].lines
      case .wrap: return row[index].wrapped(to: widths[index])
      case .truncate: return row[index].truncated(to: widths[index]).lines
      }
    }
    let height = max(cells.map(\.count).max() ?? 0, 1)
    return (0..<height).map { line in
      var result = StyledText()
      var blanks = indent
      for index in columns.indices {
        let cell = line < cells[index].count ? cells[index][line] : StyledText()
        let (before, after) = TextTable.padding(
          widths[index] - cell.width, columns[index].alignment)
        // Blanks wait until something follows them: no line ends in blanks.
        blanks += before
        if !cell.isEmpty {
          result.append(String(repeating: " ", count: blanks))
          result += cell
          blanks = 0
        }
        blanks += after + TextTable.gap
      }
      return result
    }
  }

  private static func padding(_ missing: Int, _ alignment: Alignment) -> (before: Int, after: Int) {
    let missing = max(missing, 0)
    switch alignment {
    case .leading: return (0, missing)
    case .trailing: return (missing, 0)
    case .center: return (missing / 2, missing - missing / 2)
    }
  }
}
