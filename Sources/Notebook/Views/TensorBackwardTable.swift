import Differentiation
import StyledText
import Tensors

/// The backward pass of tensors: for every node its rule and the size of its gradient.
struct TensorBackwardTable {
  private let trace: Trace
  private let settings: Settings

  init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  func lines() -> [StyledText] {
    var table = TextTable(
      columns: [
        TextTable.Column("node"), TextTable.Column("", .leading),
        TextTable.Column("rule", .leading, overflow: .truncate),
        TextTable.Column("gradient", .leading),
      ], indent: 2)
    for step in trace.backward {
      let name = StyledText("∂\(trace.outputLabel)/∂\(step.label)", .gradient)
      let shape = step.total.shape
      let shapeText = StyledText(shape.rank == 0 ? "" : "\(shape)", .faint)
      guard step.paths.count > 1 else {
        let rule = step.paths.first.map { self.rule($0) } ?? "1, by definition"
        table.append([name, shapeText, rule, size(step.total)])
        continue
      }
      table.append([name, shapeText, StyledText("\(step.paths.count) paths"), ""])
      for path in step.paths {
        table.append([
          StyledText("  via \(path.consumerLabel)"), "", rule(path), size(path.contribution),
        ])
      }
      table.append(["", "", StyledText("sum", .faint), size(step.total)])
    }
    var lines = [
      StyledText("backward", .heading)
        + StyledText("  \(trace.upstreamLabel) is the upstream gradient", .faint)
    ]
    lines += table.lines(width: settings.width)
    // What was asked for, whole where it is small.
    for step in trace.backward.reversed()
    where step.isWanted && step.total.shape.rank > 0
      && ValueView.isWhole(step.total.shape, settings)
    {
      lines.append("")
      let name = "∂\(trace.outputLabel)/∂\(step.label)"
      lines += ValueView.value(step.total, name: name, settings: settings).lines.map { "  " + $0 }
    }
    return lines
  }

  private func rule(_ path: Trace.PathStep) -> StyledText {
    var text = StyledText(path.rule)
    if let local = path.local {
      let value = NumberText.significant(local, digits: settings.digits)
      let upstream = path.upstream.scalar.map {
        NumberText.significant($0, digits: settings.digits)
      }
      text = StyledText((upstream.map { "\($0) × " } ?? "\(trace.upstreamLabel) "))
      text += path.rule == value ? StyledText(value) : StyledText("\(path.rule) = \(value)")
    }
    if path.isAtKink { text += StyledText("  kink", .warning) }
    return text
  }

  /// A scalar itself, a tensor's Euclidean norm.
  private func size(_ tensor: Tensor) -> StyledText {
    if let value = tensor.scalar { return ValueView.number(value, settings) }
    let norm = tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return "norm " + StyledText(NumberText.significant(norm, digits: 3), .number)
  }
}
