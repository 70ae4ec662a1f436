import Tensors

/// How much a submission may ask for; what its formulas may is `FormulaLimits`.
package struct SubmissionLimits: Sendable, Equatable {
  /// The most bytes of a file or a record.
  package var fileBytes = 64 << 20
  /// The most bytes of the files of one folder together.
  package var folderBytes = 128 << 20
  /// The most files of a student's folder.
  package var folderFiles = 1000
  /// The most bytes of statements.
  package var statementBytes = 1 << 20

  /// The most brackets within each other in JSON.
  static let brackets = 64
  /// The most members of an object in JSON.
  static let members = 10_000
  /// The most bytes of the name of a member, and of a text.
  static let nameBytes = 1000
  static let textBytes = 1 << 16
  /// The most arrays of an archive, and how many times their size they may unpack to.
  static let arrays = 1000
  static let ratio = 1100
  /// The most notes of what costs nothing.
  static let notes = 20
  /// How many folders may lie within each other with nothing beside them.
  static let folders = 4

  package init() {}

  /// The most numbers that are kept of an answer: enough to tell that its shape is wrong.
  func entries(for shape: Shape) -> Int { 1024 + 4 * shape.count }
}
