/// How a table is to be read.
package struct TableOptions: Sendable, Equatable {
  /// A column, by name or by position from 0; negative positions count from the last.
  package enum Column: Sendable, Equatable {
    case named(String)
    case at(Int)
  }

  /// Whether the first line holds the columns' names.
  package enum Header: Sendable, Equatable {
    case yes
    case no
    /// It does if none of its cells is a number.
    case detected
  }

  /// The column to be predicted; without one every column is a feature.
  package var target: Column?
  package var header: Header

  package init(target: Column? = nil, header: Header = .detected) {
    self.target = target
    self.header = header
  }
}
