import Differentiation
import StyledText
import Tensors

/// The backward pass of scalars: upstream × local derivative = contribution, line by line.
struct ScalarBackwardTable {
  private let trace: Trace
  private let settings: Settings

  /// One line of the table.
  private struct Row {
    var label: StyledText
    var upstream: Double?
    var local = StyledText()
    var contribution: Double?
    var isSum = false
    var isAtKink = false
  }

  init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  func lines() -> [StyledText] {
    // The fullest form that fits: with ∂c/∂b =, without, stacked.
    for isNamed in [true, false] {
      let lines = table(rows(isNamed: isNamed))
      if lines.allSatisfy({ $0.width <= settings.width }) { return lines }
    }
    return stacked(rows(isNamed: false))
  }

  private func gradient(_ label: String) -> String { "∂\(trace.outputLabel)/∂\(label)" }

  private func rows(isNamed: Bool) -> [Row] {
    var rows: [Row] = []
    for step in trace.backward {
      let name = StyledText(gradient(step.label), .gradient)
      guard step.paths.count > 1 else {
        if let path = step.paths.first {
          rows.append(
            Row(
              label: name, upstream: path.upstream.scalar,
              local: local(path, of: step.label, isNamed: isNamed),
              contribution: path.contribution.scalar, isAtKink: path.isAtKink))
        } else {
          rows.append(Row(label: name, contribution: step.total.scalar))
        }
        continue
      }
      rows.append(Row(label: name + StyledText("   \(step.paths.count) paths")))
      for path in step.paths {
        let way = path.consumerFormula.map { "\(path.consumerLabel) = \($0)" } ?? path.consumerLabel
        rows.append(
          Row(
            label: StyledText("  via \(way)"), upstream: path.upstream.scalar,
            local: local(path, of: step.label, isNamed: false),
            contribution: path.contribution.scalar, isAtKink: path.isAtKink))
      }
      rows.append(Row(label: "", contribution: step.total.scalar, isSum: true))
    }
    return rows
  }

  /// `∂c/∂b = cos(b) = -0.381824`; a rule that is a number is not repeated.
  private func local(_ path: Trace.PathStep, of label: String, isNamed: Bool) -> StyledText {
    let value = path.local.map { NumberText.significant($0, digits: settings.digits) } ?? "?"
    var text = isNamed ? StyledText("∂\(path.consumerLabel)/∂\(label) = ") : StyledText()
    if path.rule != value {
      let isSum = !isNamed && (path.rule.contains(" + ") || path.rule.contains(" - "))
      text += StyledText(isSum ? "(\(path.rule)) = " : "\(path.rule) = ")
    }
    return text + StyledText(value, .number)
  }

  private func table(_ rows: [Row]) -> [StyledText] {
    let upstreams = aligned(rows.map(\.upstream))
    let results = aligned(rows.map(\.contribution))
    let widest = rows.filter { $0.contribution != nil }.map(\.label.width).max() ?? 0
    let left = max(widest, 8)
    let upWidth = upstreams.map(\.count).max() ?? 0
    let localWidth = rows.map(\.local.width).max() ?? 0
    let title = "upstream × local derivative"
    let middle = max(upWidth + 3 + localWidth, title.count)
    var lines: [StyledText] = []
    lines.append(
      StyledText("backward", .heading).padded(to: left + 4)
        + StyledText(title, .faint).padded(to: middle) + "  " + StyledText("= contribution", .faint)
    )
    for (index, row) in rows.enumerated() {
      var line = "  " + row.label.padded(to: left) + "  "
      if row.contribution != nil {
        var product = StyledText()
        if row.upstream != nil {
          product = StyledText(upstreams[index], .number).padded(to: upWidth) + " × " + row.local
        } else if row.isSum {
          product = StyledText("sum", .faint).padded(to: middle, .trailing)
        }
        let sign: StyledText = row.upstream == nil && !row.isSum ? "    " : "  = "
        line += product.padded(to: middle) + sign
        line += StyledText(results[index], .number)
        if row.isAtKink { line += StyledText("  kink", .warning) }
      }
      lines.append(line.trimmed)
    }
    return lines
  }

  /// Two lines a path, for narrow terminals.
  private func stacked(_ rows: [Row]) -> [StyledText] {
    var lines = [StyledText("backward", .heading)]
    for row in rows {
      if row.isSum {
        lines.append("    sum = " + number(row.contribution))
      } else if let upstream = row.upstream {
        lines.append(("  " + row.label).truncated(to: settings.width))
        lines.append(
          ("    " + number(upstream) + " × " + row.local).truncated(to: settings.width))
        lines.append("    = " + number(row.contribution))
      } else if row.contribution != nil {
        lines.append("  " + row.label + " = " + number(row.contribution))
      } else {
        lines.append(("  " + row.label).truncated(to: settings.width))
      }
    }
    return lines
  }

  private func number(_ value: Double?) -> StyledText {
    StyledText(
      value.map { NumberText.significant($0, digits: settings.digits) } ?? "", .number)
  }

  /// Numbers under one another at the point; empty where there is none.
  private func aligned(_ values: [Double?]) -> [String] {
    let present = NumberText.alignedAtPoint(
      values.compactMap { $0.map { NumberText.significant($0, digits: settings.digits) } })
    var next = present.makeIterator()
    return values.map { $0 == nil ? "" : next.next() ?? "" }
  }
}
