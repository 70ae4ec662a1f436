import Tensors

/// How much a submission may ask for.
package struct SubmissionLimits: Sendable, Equatable {
  /// The most bytes of a file or a record.
  package var fileBytes = 64 << 20
  /// The most bytes of the files of one folder together.
  package var folderBytes = 128 << 20
  /// The most files of a student's folder.
  package var folderFiles = 1000
  /// The most bytes of statements.
  package var statementBytes = 1 << 20

  package init() {}

  /// The most numbers that are kept of an answer: enough to tell that its shape is wrong.
  func entries(for shape: Shape) -> Int { 1024 + 4 * shape.count }
}
