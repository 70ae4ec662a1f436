import StyledText
import Tensors

/// Several ways to one derivative as a table.
struct CompareView {
  private let comparison: Comparison
  private let settings: Settings

  init(_ comparison: Comparison, settings: Settings) {
    self.comparison = comparison
    self.settings = settings
  }

  func text() -> StyledText {
    let isScalar = comparison.reference.shape.rank == 0
    var table = TextTable(
      columns: [
        TextTable.Column("how"), TextTable.Column(isScalar ? "value" : "norm"),
        TextTable.Column("rel. error"), TextTable.Column("operations", .leading, overflow: .wrap),
        TextTable.Column("", .leading, overflow: .wrap),
      ], indent: 2)
    let texts = comparison.ways.map { way in
      way.value.map { NumberText.significant(size($0), digits: 9) }
    }
    var aligned = NumberText.alignedAtPoint(texts.compactMap { $0 }).makeIterator()
    for (way, text) in zip(comparison.ways, texts) {
      var error = "-"
      if way.name != "automatic", let value = way.value {
        error =
          comparison.relativeError(value).map { NumberText.significant($0, digits: 2) } ?? "-"
      }
      let value = text == nil ? "" : aligned.next() ?? ""
      table.append([
        StyledText(way.name), StyledText(value, .number), StyledText(error, .number),
        way.value == nil ? note(way) : StyledText(way.operations),
        way.value == nil ? "" : note(way),
      ])
    }
    return table.lines(width: settings.width).map(\.trimmed).joined(separator: "\n")
  }

  private func note(_ way: Comparison.Way) -> StyledText {
    guard let note = way.note else { return "" }
    return StyledText(note, note == "agrees" ? .success : .warning)
  }

  private func size(_ tensor: Tensor) -> Double {
    tensor.scalar ?? tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
