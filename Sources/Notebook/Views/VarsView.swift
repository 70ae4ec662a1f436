import StyledText
import Tensors

/// The names of a session as a table.
struct VarsView {
  let listing: NameListing
  let settings: Settings

  /// The most entries of a vector that is shown whole.
  static let wholeVector = 4

  init(_ listing: NameListing, settings: Settings) {
    self.listing = listing
    self.settings = settings
  }

  var text: StyledText {
    guard !listing.rows.isEmpty else {
      return StyledText("nothing is defined yet; x := 2 sets a value", .faint)
    }
    var table = TextTable(
      columns: [
        TextTable.Column(StyledText("name", .faint)), TextTable.Column(StyledText("kind", .faint)),
        TextTable.Column(StyledText("value", .faint), overflow: .truncate),
        TextTable.Column(StyledText("statement", .faint), overflow: .truncate),
      ], indent: 2)
    for row in listing.rows {
      table.append([
        StyledText(row.name, row.kind == .function ? .function : .name),
        StyledText(row.kind.rawValue), content(row),
        StyledText(OneLine.text(row.statement), .faint),
      ])
    }
    return table.lines(width: settings.width).joined()
  }

  private func content(_ row: NameListing.Row) -> StyledText {
    switch row.content {
    case .tensor(let tensor): return value(tensor)
    case .shape(let shape): return StyledText("\(shape)")
    case .parameters(let parameters):
      return StyledText("\(row.name)(\(parameters.joined(separator: ", ")))")
    case .network(_, let count):
      return StyledText(EvaluatorDiagnostics.count(count, "parameter"))
    case .waits(let missing):
      return StyledText("waits for \(EvaluatorDiagnostics.list(missing))", .warning)
    case .fails(let code): return StyledText("error[\(code)]", .error)
    }
  }

  private func value(_ tensor: Tensor) -> StyledText {
    if let number = tensor.scalar { return ValueView.number(number, settings) }
    let isShort = tensor.shape.rank == 1 && tensor.shape.count <= VarsView.wholeVector
    return isShort ? ValueView.vector(tensor, settings) : StyledText("\(tensor.shape)")
  }
}
