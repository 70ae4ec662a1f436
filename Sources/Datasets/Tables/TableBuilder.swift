import Tensors

/// Puts the cells of a table together, row by row, and keeps count of those that hold no number.
struct TableBuilder {
  static let problemLimit = 10
  static let classLimit = 10_000

  private let columns: [String]
  private let target: Int?

  private var features: [Double] = []
  private var targets: [Double] = []

  /// A target is of text if its first cell is; the codes count classes as they appear.
  private var targetIsText: Bool?
  private var classCodes: [String: Int] = [:]

  private var rows = 0
  private var problems: [CellProblem] = []
  private var problemCount = 0
  private var textCells: [Int]

  init(columns: [String], target: Int?) {
    self.columns = columns
    self.target = target
    textCells = Array(repeating: 0, count: columns.count)
  }

  /// Adds a number to the row under way; columns beyond the last are only counted.
  mutating func add(_ cell: TableCell, column: Int, line: Int) throws(DatasetError) {
    guard column < columns.count else { return }
    if column == target {
      try addTarget(cell, line: line)
    } else if let number = cell.number {
      features.append(number)
    } else {
      report(cell, column: column, line: line)
    }
  }

  /// Ends a row of `count` cells.
  mutating func endRow(count: Int, line: Int) throws(DatasetError) {
    if count != columns.count {
      report(column: nil, line: line, .cellCount(count, expected: columns.count))
    }
    rows += 1
    // Rows with problems are read for the sake of the report only.
    if problemCount > 0 { features.removeAll(keepingCapacity: true) }
    guard features.count <= Shape.maximumCount else {
      throw .tooManyCells(limit: Shape.maximumCount)
    }
  }

  func table() throws(DatasetError) -> LoadedTable {
    guard problemCount == 0 else {
      let textColumns = columns.indices.filter { rows > 0 && textCells[$0] == rows }
      throw .cells(
        first: problems, total: problemCount, rows: rows,
        textColumns: textColumns.map { columns[$0] })
    }
    guard rows > 0 else { throw .noRows }
    var featureNames = columns
    if let target { featureNames.remove(at: target) }
    let classNames = classCodes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return LoadedTable(
      features: Tensor(shape: Shape([rows, featureNames.count]), values: features),
      target: target.map { _ in Tensor(vector: targetValues(classNames)) },
      featureNames: featureNames, targetName: target.map { columns[$0] }, classNames: classNames)
  }

  /// The targets with classes counted in the order of their names, not of their appearance: a
  /// shuffled file has the same codes.
  private func targetValues(_ classNames: [String]) -> [Double] {
    guard !classNames.isEmpty else { return targets }
    var ranks = [Double](repeating: 0, count: classNames.count)
    for (rank, name) in classNames.enumerated() {
      if let code = classCodes[name] { ranks[code] = Double(rank) }
    }
    return targets.map { ranks[Int($0)] }
  }

  private mutating func addTarget(_ cell: TableCell, line: Int) throws(DatasetError) {
    guard let target else { return }
    let number = cell.number
    if targetIsText == nil, !cell.isMissing { targetIsText = number == nil }
    if targetIsText != true {
      if let number {
        targets.append(number)
      } else {
        report(cell, column: target, line: line)
      }
    } else if cell.isBlank {
      report(column: target, line: line, .missing)
    } else {
      let name = cell.text
      let code = classCodes[name] ?? classCodes.count
      guard code < TableBuilder.classLimit else {
        throw .tooManyClasses(target: columns[target], limit: TableBuilder.classLimit)
      }
      classCodes[name] = code
      targets.append(Double(code))
    }
  }

  private mutating func report(_ cell: TableCell, column: Int, line: Int) {
    if cell.isMissing {
      report(column: column, line: line, .missing)
    } else {
      textCells[column] += 1
      report(column: column, line: line, .notANumber(cell.shortText))
    }
  }

  private mutating func report(column: Int?, line: Int, _ kind: CellProblem.Kind) {
    problemCount += 1
    guard problems.count < TableBuilder.problemLimit else { return }
    problems.append(
      CellProblem(row: rows + 1, line: line, column: column.map { columns[$0] }, kind: kind))
  }
}
