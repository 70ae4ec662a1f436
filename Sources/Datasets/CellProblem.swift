/// One cell, or one row, of a table that cannot be used.
package struct CellProblem: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Nothing, or a word for nothing such as `NA`.
    case missing
    /// The text found instead, shortened.
    case notANumber(String)
    /// The row has another number of cells than the table has columns.
    case cellCount(Int, expected: Int)
  }

  /// The row of the data, from 1; the header does not count.
  package let row: Int

  /// The line of the file on which the row begins, from 1.
  package let line: Int

  /// The column's name; nil when the whole row is meant.
  package let column: String?

  package let kind: Kind

  package init(row: Int, line: Int, column: String?, kind: Kind) {
    self.row = row
    self.line = line
    self.column = column
    self.kind = kind
  }

  /// Whether a text is a word for infinity or for what is no number.
  package static func isNonFinite(_ text: String) -> Bool {
    let word = text.drop { $0 == "-" || $0 == "+" }.lowercased()
    return ["nan", "inf", "infinity"].contains(word)
  }
}
