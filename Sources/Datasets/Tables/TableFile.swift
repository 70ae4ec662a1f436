import Glibc
import Resources
package import Tensors

/// Reads tables of separated values: CSV, and the same with `;`, tab or `|`.
///
/// All functions throw `DatasetError`, or `Interrupted` on request.
package enum TableFile {
  /// The most columns a table can have.
  package static let columnLimit = 100_000

  /// Reads a file, which is never held in memory as a whole.
  package static func load(
    _ path: String, options: TableOptions = TableOptions(), interruption: Interruption = .never
  ) throws -> LoadedTable {
    let descriptor = try FileSystem.open(path)
    defer { close(descriptor) }
    var reader = try CellReader(
      .file(descriptor: descriptor, path: path), interruption: interruption)
    return try table(from: &reader, options: options)
  }

  /// Reads a table that is in memory already.
  package static func load(
    bytes: [UInt8], options: TableOptions = TableOptions(), interruption: Interruption = .never
  ) throws -> LoadedTable {
    var reader = try CellReader(.memory(bytes[...]), interruption: interruption)
    return try table(from: &reader, options: options)
  }

  static func table(
    from reader: inout CellReader, options: TableOptions
  ) throws -> LoadedTable {
    let first = try firstRow(of: &reader)
    let isHeader =
      switch options.header {
      case .yes: true
      case .no: false
      case .detected: first.allSatisfy { $0.number == nil }
      }
    let columns = first.enumerated().map { position, cell in
      isHeader && !cell.range.isEmpty ? cell.text : "column \(position)"
    }
    let target = try options.target.map { column throws(DatasetError) in
      try position(of: column, in: columns)
    }
    var builder = TableBuilder(columns: columns, target: target)
    if !isHeader {
      for (column, cell) in first.enumerated() {
        try builder.add(cell, column: column, line: reader.line)
      }
      try builder.endRow(count: first.count, line: reader.line)
    }
    var column = 0
    while let cell = try reader.next() {
      let isEmptyLine = column == 0 && cell.end != .cell && !cell.isQuoted && cell.range.isEmpty
      if isEmptyLine { continue }
      try builder.add(
        TableCell(bytes: reader.buffer, range: cell.range), column: column, line: reader.line)
      column += 1
      if cell.end != .cell {
        try builder.endRow(count: column, line: reader.line)
        column = 0
      }
    }
    return try builder.table()
  }

  /// The cells of the first line that is not empty.
  private static func firstRow(of reader: inout CellReader) throws -> [TableCell] {
    var row: [TableCell] = []
    while let cell = try reader.next() {
      let bytes = Array(reader.buffer[cell.range])
      row.append(TableCell(bytes: bytes, range: bytes.indices))
      guard row.count <= columnLimit else { throw DatasetError.tooManyColumns(limit: columnLimit) }
      if cell.end == .cell { continue }
      let isEmptyLine = row.count == 1 && !cell.isQuoted && bytes.isEmpty
      if !isEmptyLine { return row }
      row = []
    }
    throw DatasetError.empty
  }

  private static func position(
    of column: TableOptions.Column, in columns: [String]
  ) throws(DatasetError) -> Int {
    let position: Int
    switch column {
    case .at(let index):
      guard index >= -columns.count, index < columns.count else {
        throw .targetOutOfRange(index: index, count: columns.count)
      }
      position = index < 0 ? index + columns.count : index
    case .named(let name):
      let positions = columns.indices.filter { columns[$0] == name }
      guard let first = positions.first else {
        throw .unknownTarget(name: name, columns: columns)
      }
      guard positions.count == 1 else {
        throw .ambiguousTarget(name: name, positions: positions)
      }
      position = first
    }
    guard columns.count > 1 else { throw .noFeatures(target: columns[position]) }
    return position
  }
}
