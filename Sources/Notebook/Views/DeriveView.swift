import Differentiation
import Operations
import StyledText
import Tensors

/// A symbolic derivative with the rules that led to it, inner expressions first.
struct DeriveView {
  private let derivative: SymbolicDerivative
  private let settings: Settings

  init(_ derivative: SymbolicDerivative, settings: Settings) {
    self.derivative = derivative
    self.settings = settings
  }

  func text() -> StyledText {
    let name = derivative.name
    var table = TextTable(
      columns: [
        TextTable.Column("expression", .leading, overflow: .wrap), TextTable.Column("rule"),
        TextTable.Column(StyledText("d/d\(name)"), .leading, overflow: .wrap),
      ], indent: 2)
    for step in derivative.steps {
      table.append([
        StyledText(step.expression.simplifiedForReading), StyledText(step.operation, .function),
        product(step),
      ])
    }
    var lines = derivative.steps.isEmpty ? [] : table.lines(width: settings.width) + [""]
    let before = derivative.formula.operationCount
    let after = derivative.result.operationCount
    let result =
      "  " + StyledText("d/d\(name)", .gradient) + StyledText(" \(derivative.formula)  =  ")
      + StyledText("\(derivative.result)")
    lines += result.wrapped(to: settings.width, indent: 4)
    var counts = "  \(EvaluatorDiagnostics.count(after, "operation")), from \(before)"
    if before > 0, after > 2 * before { counts += ": shared parts are written out again" }
    lines.append(StyledText(counts, .faint))
    let here = "  here " + ValueView.value(derivative.value, name: nil, settings: settings)
    lines += here.lines
    return lines.joined(separator: "\n")
  }

  /// outer · inner, and what it simplifies to.
  private func product(_ step: SymbolicStep) -> StyledText {
    let written = step.terms.map { term -> String in
      if term.inner == 1 { return "\(term.outer)" }
      return "\(bracketed(term.outer)) · \(bracketed(term.inner))"
    }.joined(separator: " + ")
    let result = step.result.description
    return StyledText(written == result ? written : "\(written)  =  \(result)")
  }

  private func bracketed(_ formula: Formula) -> String {
    if formula.description.hasPrefix("-") { return "(\(formula))" }
    return switch formula {
    case .apply(let name, _):
      (Operation.named(name)?.notation.binding ?? 9) < 4
        ? "(\(formula))" : "\(formula)"
    default: "\(formula)"
    }
  }
}

extension Formula {
  /// As on the board, with blanks around a bar.
  fileprivate var simplifiedForReading: String { written(spacious: true) }
}
