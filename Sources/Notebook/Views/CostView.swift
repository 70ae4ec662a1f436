import Differentiation
import StyledText

/// The cost of both passes as a small table.
struct CostView {
  let forward: Cost
  let gradient: Cost?
  /// Entries differentiated by.
  let parameters: Int
  let settings: Settings

  func text() -> StyledText {
    var table = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column("nodes", .trailing),
        TextTable.Column("operations", .trailing), TextTable.Column("memory", .trailing),
      ], indent: 2)
    table.append(row("forward", forward))
    guard let gradient else {
      return table.lines(width: settings.width).joined(separator: "\n")
    }
    table.append(row("gradient", gradient))
    let ratio = Double(gradient.operations) / Double(max(forward.operations, 1))
    table.append([
      "ratio", "", StyledText(NumberText.significant(ratio, digits: 3), .number), "",
    ])
    let entries = EvaluatorDiagnostics.count(parameters, "derivative")
    let note = StyledText(
      "  \(entries) in one backward pass; difference quotients would take "
        + EvaluatorDiagnostics.count(2 * parameters, "forward pass", "forward passes"), .faint)
    return (table.lines(width: settings.width) + note.wrapped(to: settings.width, indent: 2))
      .joined(separator: "\n")
  }

  private func row(_ name: String, _ cost: Cost) -> [StyledText] {
    [
      StyledText(name), StyledText("\(cost.nodes)", .number),
      StyledText("\(cost.operations)", .number), StyledText(Memory.text(Double(cost.bytes))),
    ]
  }

  var json: JSON {
    func object(_ cost: Cost) -> JSON {
      .object([
        ("nodes", .number(Double(cost.nodes))), ("operations", .number(Double(cost.operations))),
        ("bytes", .number(Double(cost.bytes))),
      ])
    }
    return .object([
      ("forward", object(forward)), ("gradient", gradient.map(object) ?? .null),
      ("derivatives", .number(Double(parameters))),
    ])
  }
}
