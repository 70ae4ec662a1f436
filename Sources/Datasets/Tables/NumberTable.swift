import Tensors

/// A table of nothing but numbers, each as it was written.
package struct NumberTable: Sendable {
  package let rows: Int
  package let columns: Int
  /// Row by row; of a table of more than the limit only the first.
  package let numbers: [DecimalNumber]

  package var count: Int { rows * columns }

  /// Reads separated values: a line is a row, and a first line without any number is left out.
  ///
  /// Lines of a single cell may separate their numbers by blanks, as `numpy.savetxt` does. Throws
  /// `DatasetError`; `cells` names the first cell that is no number or the first row that has
  /// another length than those above it.
  /// - Parameter limit: How many numbers are kept.
  package init(bytes: [UInt8], limit: Int) throws {
    var reader = try CellReader(.memory(bytes[...]))
    var builder = Builder(limit: limit)
    while let cell = try reader.next() {
      try builder.add(cell, of: reader.buffer, line: reader.line)
    }
    guard builder.rows > 0 else { throw builder.hasHeader ? DatasetError.noRows : .empty }
    rows = builder.rows
    columns = builder.columns ?? 0
    numbers = builder.numbers
  }

  private struct Builder {
    let limit: Int
    var numbers: [DecimalNumber] = []
    var rows = 0
    var columns: Int?
    var hasHeader = false
    /// The first cell of the row under way that is no number.
    private var problem: CellProblem?
    private var column = 0
    private var isAllText = true

    init(limit: Int) { self.limit = limit }

    mutating func add(
      _ cell: CellReader.Cell, of buffer: [UInt8], line: Int
    ) throws(DatasetError) {
      let isLast = cell.end != .cell
      if column == 0, isLast, !cell.isQuoted {
        // A blank line says nothing.
        if cell.range.isEmpty { return }
        for word in NumberTable.words(buffer, cell.range) { read(buffer, word, line) }
      } else {
        read(buffer, cell.range, line)
      }
      if isLast { try endRow(line) }
    }

    private mutating func read(_ buffer: [UInt8], _ range: Range<Int>, _ line: Int) {
      column += 1
      let number = buffer[range].withUnsafeBufferPointer { DecimalNumber(prefixOf: $0) }
      if let number, number.length == range.count {
        isAllText = false
        if numbers.count < limit { numbers.append(number) }
      } else if problem == nil {
        let cell = TableCell(bytes: buffer, range: range)
        problem = CellProblem(
          row: rows + 1, line: line, column: "\(column)",
          kind: cell.isBlank ? .missing : .notANumber(cell.shortText))
      }
    }

    private mutating func endRow(_ line: Int) throws(DatasetError) {
      defer { (column, problem, isAllText) = (0, nil, true) }
      if rows == 0, !hasHeader, isAllText, !isNonFinite {
        hasHeader = true
        return
      }
      if let problem { throw cells(problem) }
      if let columns, columns != column {
        let kind = CellProblem.Kind.cellCount(column, expected: columns)
        throw cells(CellProblem(row: rows + 1, line: line, column: nil, kind: kind))
      }
      columns = column
      rows += 1
    }

    /// Whether the row begins with a word for a number that is not finite: no header does.
    private var isNonFinite: Bool {
      guard case .notANumber(let text)? = problem?.kind else { return false }
      return CellProblem.isNonFinite(text)
    }

    private func cells(_ problem: CellProblem) -> DatasetError {
      .cells(first: [problem], total: 1, rows: rows + 1, textColumns: [])
    }
  }

  /// The stretches between blanks.
  private static func words(_ buffer: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    buffer[range].split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map(\.indices)
  }
}
