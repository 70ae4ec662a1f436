import Differentiation
import Operations
import Plots
import StyledText
import Tensors

/// A trace drawn as a graph; a table in order of evaluation where the drawing does not fit.
struct GraphView {
  private let trace: Trace
  private let settings: Settings

  init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }

  func text() -> StyledText {
    let glyphs: Glyphs =
      settings.isPlain ? .plain : settings.isASCII ? .ascii : .unicode
    // Less on it if all does not fit: first the local derivatives go, then the gradients.
    for (hasLabels, hasGradients) in [(true, true), (false, true), (false, false)] {
      let drawing = drawing(hasLabels: hasLabels, hasGradients: hasGradients)
      if let lines = drawing.rendered(width: settings.width, glyphs: glyphs) {
        return lines.joined(separator: "\n")
      }
    }
    return table()
  }

  /// The picture with everything on it, for more room than a terminal has.
  var plot: GraphDrawing { drawing(hasLabels: true, hasGradients: true) }

  private func drawing(hasLabels: Bool, hasGradients: Bool) -> GraphDrawing {
    let nodes = trace.forward.map { step in
      var lines = [name(step)]
      // A constant tensor says its shape in its name.
      lines.append(short(step.value))
      if hasGradients, let gradient = gradient(of: step) { lines.append(gradient) }
      return GraphDrawing.Node(id: step.node.position, lines: lines, isLeaf: step.isLeaf)
    }
    let shown = Set(nodes.map(\.id))
    var edges: [GraphDrawing.Edge] = []
    for step in trace.forward {
      for input in step.inputs where shown.contains(input.position) {
        let label = hasLabels ? local(from: input.position, to: step.node.position) : nil
        edges.append(
          GraphDrawing.Edge(from: input.position, to: step.node.position, label: label))
      }
    }
    return GraphDrawing(nodes: nodes, edges: edges)
  }

  private func name(_ step: Trace.ForwardStep) -> StyledText {
    let name = StyledText(step.label, .name)
    return step.formula.map { name + " = " + StyledText($0) } ?? name
  }

  private func gradient(of step: Trace.ForwardStep) -> StyledText? {
    guard let row = trace.backward.first(where: { $0.node == step.node }) else { return nil }
    return StyledText("∂ ", .gradient) + short(row.total)
  }

  private func local(from: Int, to: Int) -> StyledText? {
    for row in trace.backward where row.node.position == from {
      for path in row.paths where path.consumer.position == to {
        if let local = path.local {
          return StyledText("×" + NumberText.significant(local, digits: 3), .faint)
        }
      }
    }
    return nil
  }

  private func short(_ tensor: Tensor) -> StyledText {
    if let number = tensor.scalar {
      return StyledText(NumberText.significant(number, digits: settings.digits), .number)
    }
    let norm = tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return StyledText("\(tensor.shape)  ‖·‖ ", .faint)
      + StyledText(NumberText.significant(norm, digits: 3), .number)
  }

  private func table() -> StyledText {
    var table = TextTable(
      columns: [
        TextTable.Column("node", .leading, overflow: .truncate),
        TextTable.Column("value"), TextTable.Column("gradient"),
        TextTable.Column("read by", .leading, overflow: .truncate),
      ], indent: 2)
    for step in trace.forward {
      let readers = trace.forward.filter { $0.inputs.contains(step.node) }.map(\.label)
      let gradient = trace.backward.first { $0.node == step.node }.map { short($0.total) } ?? ""
      table.append([
        name(step), short(step.value), gradient, StyledText(readers.joined(separator: " ")),
      ])
    }
    return table.lines(width: settings.width).joined(separator: "\n")
  }
}
