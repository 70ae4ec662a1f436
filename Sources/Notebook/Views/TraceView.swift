import Differentiation
package import StyledText
import Tensors

/// A trace as the shell prints it: forward values, then the gradient on every path.
package struct TraceView {
  let trace: Trace
  let settings: Settings

  init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  /// Both passes.
  package func text() -> StyledText {
    var parts = [forward()]
    if !trace.backward.isEmpty { parts += ["", backward()] }
    return parts.joined(separator: "\n")
  }

  // MARK: - Forward

  /// `  c = sin(b)   0.924235`, every value at the same column.
  package func forward() -> StyledText {
    let rows = trace.forward.map { step in
      (left: forwardLabel(step), value: step.value, isAtKink: step.isAtKink)
    }
    let numbers = NumberText.alignedAtPoint(
      rows.compactMap { row in row.value.scalar.map { text($0) } })
    var next = numbers.makeIterator()
    let shapes = rows.map { $0.value.shape.rank == 0 ? 0 : "\($0.value.shape)".count }
    let shapeWidth = shapes.max() ?? 0
    // Room for the values; long formulas are cut rather than wrapped.
    let widest = rows.map(\.left.width).max() ?? 0
    let left = min(max(widest, 20), max(settings.width - 30, 20))
    var lines = [StyledText("forward", .heading)]
    for row in rows {
      var line = "  " + row.left.truncated(to: left).padded(to: left) + "  "
      if row.value.scalar != nil {
        line += StyledText(next.next() ?? "", .number)
      } else {
        line += shortTensor(row.value, shapeWidth: shapeWidth)
      }
      if row.isAtKink { line += StyledText("  kink", .warning) }
      lines.append(line.truncated(to: settings.width))
    }
    return lines.joined(separator: "\n")
  }

  private func forwardLabel(_ step: Trace.ForwardStep) -> StyledText {
    let name = StyledText(step.label, .name)
    return step.formula.map { name + " = " + StyledText($0) } ?? name
  }

  /// A vector that fits in a few characters, else shape, mean and spread.
  private func shortTensor(_ tensor: Tensor, shapeWidth: Int) -> StyledText {
    let shape = StyledText("\(tensor.shape)", .faint).padded(to: shapeWidth) + "  "
    if tensor.shape.rank == 1, tensor.shape.count <= 4 {
      return shape + ValueView.vector(tensor, settings)
    }
    return shape + ValueView.spread(tensor)
  }

  // MARK: - Backward

  /// The wide table of products where all is scalar and it fits, else one line a path.
  package func backward() -> StyledText {
    var lines: [StyledText]
    if trace.isScalar {
      let table = ScalarBackwardTable(trace, settings: settings)
      lines = table.lines()
    } else {
      lines = TensorBackwardTable(trace, settings: settings).lines()
    }
    for block in trace.blocked {
      lines.append(
        "  " + StyledText("∂\(block.consumerLabel)/∂\(block.inputLabel)", .gradient)
          + StyledText(" = 0: \(block.operation) is not differentiable"))
    }
    let blocked = Set(trace.blocked.map(\.inputLabel))
    for label in trace.unreached where !blocked.contains(label) {
      lines.append(
        "  " + StyledText("∂\(trace.outputLabel)/∂\(label)", .gradient)
          + StyledText(" = 0: \(trace.outputLabel) does not depend on \(label)"))
    }
    return lines.joined(separator: "\n")
  }

  private func text(_ value: Double) -> String {
    NumberText.significant(value, digits: settings.digits)
  }
}
