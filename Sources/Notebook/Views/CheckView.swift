import Differentiation
import StyledText
import Tensors

/// A gradient check: a line a tensor, and the entries that do not agree.
struct CheckView {
  private let rows: [(name: String, check: GradientCheck)]
  private let settings: Settings

  /// How many entries of one kind are listed.
  private static let listed = 5

  init(_ rows: [(name: String, check: GradientCheck)], settings: Settings) {
    self.rows = rows
    self.settings = settings
  }

  func text() -> StyledText {
    var table = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column(), TextTable.Column(),
        TextTable.Column("", .leading, overflow: .wrap),
      ], indent: 2)
    for (name, check) in rows {
      let shape = check.shape.rank == 0 ? "" : "\(check.shape)"
      table.append([
        StyledText(name, .name), StyledText(shape, .faint), styled(check.verdict),
        summary(check),
      ])
    }
    var lines = table.lines(width: settings.width).map(\.trimmed).filter { !$0.isEmpty }
    for (name, check) in rows {
      for verdict in [Verdict.disagree, .unresolved, .kink] {
        lines += entries(name, check, verdict)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func summary(_ check: GradientCheck) -> StyledText {
    let count = check.entries.count
    var text = StyledText()
    if let worst = check.worst, worst.isRounding {
      text += "all differences are rounding"
    } else if let worst = check.worst {
      text += "max relative error "
      text += StyledText(NumberText.significant(worst.relativeError, digits: 2), .number)
    }
    text += StyledText("   (\(EvaluatorDiagnostics.count(count, "entry", "entries")))", .faint)
    return text
  }

  private func styled(_ verdict: Verdict) -> StyledText {
    let role: Role =
      switch verdict {
      case .agree: .success
      case .disagree: .error
      case .kink, .unresolved: .warning
      }
    return StyledText(verdict.rawValue, role)
  }

  private func entries(
    _ name: String, _ check: GradientCheck, _ verdict: Verdict
  ) -> [StyledText] {
    let found = check.entries.filter { $0.verdict == verdict }
    guard !found.isEmpty else { return [] }
    let explanation =
      switch verdict {
      case .kink: "at a kink, where left and right differ; the gradient follows the convention"
      case .unresolved: "unresolved, because the difference quotients do not settle"
      case .disagree: "different from the difference quotients"
      case .agree: ""
      }
    let all = EvaluatorDiagnostics.count(check.entries.count, "entry", "entries")
    let head =
      "  " + StyledText(name, .name) + StyledText(": \(found.count) of \(all) \(explanation)")
    var lines = head.wrapped(to: settings.width, indent: 4)
    for entry in found.prefix(CheckView.listed) {
      let place = CheckView.place(entry.index, check.shape)
      lines.append(
        StyledText("    \(name)\(place)   gradient ")
          + ValueView.number(entry.analytic, settings) + "   quotient "
          + ValueView.number(entry.numeric, settings))
    }
    if found.count > CheckView.listed {
      lines.append(StyledText("    and \(found.count - CheckView.listed) more", .faint))
    }
    return lines.map { $0.truncated(to: settings.width) }
  }

  /// `[0, 3]` of a flat index.
  static func place(_ index: Int, _ shape: Shape) -> String {
    if shape.rank == 0 { return "" }
    var rest = index
    let places = shape.strides.map { stride -> Int in
      defer { rest %= max(stride, 1) }
      return rest / max(stride, 1)
    }
    return "[\(places.map(String.init).joined(separator: ", "))]"
  }

  static func json(_ name: String, _ check: GradientCheck) -> JSON {
    .object([
      ("name", .text(name)), ("shape", JSON.shape(check.shape)),
      ("verdict", .text(check.verdict.rawValue)),
      ("relativeError", check.worst.map { .number($0.relativeError) } ?? .null),
      (
        "entries",
        .list(
          check.entries.filter { $0.verdict != .agree }.map { entry in
            .object([
              ("index", .number(Double(entry.index))), ("analytic", .number(entry.analytic)),
              ("numeric", .number(entry.numeric)), ("verdict", .text(entry.verdict.rawValue)),
            ])
          })
      ),
    ])
  }
}
