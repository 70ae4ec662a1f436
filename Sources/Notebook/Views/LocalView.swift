import Differentiation
import StyledText
import Tensors

/// Modules beside their local derivatives.
struct LocalView {
  private let trace: Trace
  private let settings: Settings

  init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  func text() -> StyledText {
    var table = TextTable(
      columns: [
        TextTable.Column("module", .leading, overflow: .truncate),
        TextTable.Column(title, .leading, overflow: .wrap),
      ], indent: 2)
    for step in trace.forward {
      guard let formula = step.formula else { continue }
      var name = StyledText(step.label, .name) + " = " + StyledText(formula)
      for row in trace.backward {
        for path in row.paths where path.consumer == step.node {
          table.append([name, derivative(path, of: row.label)])
          name = ""
        }
      }
      if !name.isEmpty { table.append([name, StyledText("constant", .faint)]) }
    }
    return table.lines(width: settings.width).joined(separator: "\n")
  }

  private var title: StyledText {
    trace.isScalar
      ? "local derivative"
      : StyledText("local derivative, or what it does to \(trace.upstreamLabel) from upstream")
  }

  private func derivative(_ path: Trace.PathStep, of label: String) -> StyledText {
    let symbol = StyledText("∂\(path.consumerLabel)/∂\(label)", .gradient)
    let isNumber = path.upstream.shape.rank == 0 && path.contribution.shape.rank == 0
    return symbol + (isNumber ? " = " : ": ") + StyledText(path.rule)
  }
}
