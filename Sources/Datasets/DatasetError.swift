/// What can be wrong with a data file and its contents.
///
/// Only data: the words are found where the statement is known. Lines are counted from 1.
package enum DatasetError: Error, Sendable, Equatable {
  // MARK: The file

  /// There is no such file; `neighbours` are the files of the folder where it was looked for.
  case missingFile(path: String, neighbours: [String])
  /// The folder that should hold the file does not exist.
  case missingFolder(path: String)
  /// A folder, not a file; `files` are what it holds.
  case isFolder(path: String, files: [String])
  /// Something that is neither a file nor a folder: a device, a pipe, a socket.
  case notAFile(path: String)
  /// The system refused to open or read the file; `code` is its error number.
  case cannotRead(path: String, code: Int32)

  // MARK: The contents as a whole

  case empty
  /// Bytes that are no text.
  case binary
  /// Text of two bytes a character, as some spreadsheets write it.
  case utf16
  /// A header and nothing below it.
  case noRows
  /// A quote was opened on this line and never closed.
  case unclosedQuote(line: Int)
  /// Something follows a closing quote within the same cell.
  case textAfterQuote(line: Int)
  /// A cell of `limit` bytes or more.
  case cellTooLong(line: Int, limit: Int)
  /// A line of more than `limit` bytes.
  case lineTooLong(line: Int, limit: Int)
  case tooManyColumns(limit: Int)
  /// More numbers than one tensor can hold.
  case tooManyCells(limit: Int)

  // MARK: The columns

  case unknownTarget(name: String, columns: [String])
  /// Several columns bear the name; `positions` are counted from 0.
  case ambiguousTarget(name: String, positions: [Int])
  case targetOutOfRange(index: Int, count: Int)
  /// The target is the only column.
  case noFeatures(target: String)
  /// A target of text with more than `limit` different values.
  case tooManyClasses(target: String, limit: Int)

  // MARK: The cells

  /// Cells that hold no number: the first few and how many there are in all.
  ///
  /// `textColumns` are those where not one of the `rows` held a number.
  case cells(first: [CellProblem], total: Int, rows: Int, textColumns: [String])

  // MARK: Arrays

  /// An array in NumPy's format; `name` is the one it has in an archive.
  case array(ArrayProblem, name: String?)
  case archive(ArchiveProblem)

  // MARK: Built-in datasets

  /// The option of a built-in dataset cannot have this value.
  case option(DatasetOption, value: Double)
}
