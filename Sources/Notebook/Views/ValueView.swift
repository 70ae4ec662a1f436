import Diagnostics
package import StyledText
package import Tensors

/// Values as the shell prints them.
package enum ValueView {
  /// `f = 2.16395`, a small tensor whole, a large one in a line.
  package static func value(
    _ tensor: Tensor, name: String?, settings: Settings
  ) -> StyledText {
    unstopped { () throws(Interrupted) in
      try value(tensor, name: name, settings: settings, interruption: .never)
    }
  }

  /// The same, unless it is stopped on the way.
  package static func value(
    _ tensor: Tensor, name: String?, settings: Settings, interruption: Interruption
  ) throws(Interrupted) -> StyledText {
    let head = name.map { StyledText($0, .name) + " = " } ?? StyledText()
    if let number = tensor.scalar { return head + self.number(number, settings) }
    if tensor.shape.count == 0 { return head + StyledText("\(tensor.shape) (empty)") }
    if isWhole(tensor.shape, settings) {
      if tensor.shape.rank == 1 {
        let line = head + vector(tensor, settings)
        return line.wrapped(to: settings.width, indent: head.width + 1).joined()
      }
      let rows = matrix(tensor, settings)
      // Broken rows cannot be read: too wide a matrix is summed up.
      if tensor.shape.rank == 2, rows.lines.allSatisfy({ $0.width <= settings.width }) {
        return head + StyledText("\(tensor.shape)", .faint) + "\n" + rows
      }
    }
    return try head + StyledText("\(tensor.shape)", .faint) + "   "
      + spread(tensor, interruption)
  }

  package static func number(_ value: Double, _ settings: Settings) -> StyledText {
    StyledText(NumberText.significant(value, digits: settings.digits), .number)
  }

  /// Whether a tensor is small enough to print every entry.
  package static func isWhole(_ shape: Shape, _ settings: Settings) -> Bool {
    shape.rank <= 2 && shape.dimensions.allSatisfy { $0 <= settings.wholeTensor }
  }

  package static func vector(_ tensor: Tensor, _ settings: Settings) -> StyledText {
    let parts = tensor.values.map { number($0, settings) }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  /// Rows of numbers, aligned at the decimal point.
  package static func matrix(_ tensor: Tensor, _ settings: Settings) -> StyledText {
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    var cells = Array(repeating: [String](), count: columns)
    for column in 0..<columns {
      let texts = (0..<rows).map {
        NumberText.significant(tensor.values[$0 * columns + column], digits: settings.digits)
      }
      let aligned = NumberText.alignedAtPoint(texts)
      let width = aligned.map(\.count).max() ?? 0
      cells[column] = aligned.map { $0 + String(repeating: " ", count: width - $0.count) }
    }
    return (0..<rows).map { row in
      let numbers = (0..<columns).map { StyledText(cells[$0][row], .number) }
      return ("  " + numbers.joined(separator: "  ")).trimmed
    }.joined(separator: "\n")
  }

  /// `mean 0.0004  sd 0.0121  [-0.043, 0.047]`.
  package static func spread(_ tensor: Tensor) -> StyledText {
    unstopped { () throws(Interrupted) in try spread(tensor, .never) }
  }

  private static func spread(
    _ tensor: Tensor, _ interruption: Interruption
  ) throws(Interrupted) -> StyledText {
    let summary = try TensorSummary(of: tensor, interruption: interruption)
    guard summary.count > 0 else { return "no finite entry" }
    func short(_ value: Double) -> StyledText {
      StyledText(NumberText.significant(value, digits: 3), .number)
    }
    var text = "mean " + short(summary.mean) + "  sd " + short(summary.deviation)
    text += "  [" + short(summary.smallest) + ", " + short(summary.largest) + "]"
    let lost = tensor.shape.count - summary.count
    if lost > 0 { text += StyledText("  \(lost) not finite", .warning) }
    return text
  }

  private static func unstopped(_ body: () throws(Interrupted) -> StyledText) -> StyledText {
    do throws(Interrupted) { return try body() } catch { preconditionFailure("nobody can stop it") }
  }

  static func definition(_ name: String, _ definition: Definition) -> StyledText {
    StyledText(definition.source[definition.range])
  }

  static func waiting(_ name: String, _ missing: [String]) -> StyledText {
    StyledText(name, .name) + " waits for " + StyledText(EvaluatorDiagnostics.list(missing))
  }
}
