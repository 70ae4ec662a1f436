package import Differentiation
package import StyledText
import Operations
import Tensors

/// The stepper as a value: where it stands in a trace and what it shows there.
///
/// Stepping back shows exactly what was there, because nothing is computed again.
package struct StepView: Sendable {
  /// What a key asks for.
  package enum Command: Sendable, CaseIterable { case next, back, run, graph, why, leave }

  /// One stop: a forward step, or one path of the gradient arriving at a node.
  private enum Stop: Sendable {
    case forward(Int)
    case backward(step: Int, path: Int?)
  }

  private let trace: Trace
  private var settings: Settings
  private let stops: [Stop]
  private let drawing: StyledText
  private var position = 0
  private var extra: Command?
  package private(set) var isFinished = false

  /// - Parameter drawing: The graph, for `g`.
  package init(_ trace: Trace, drawing: StyledText, settings: Settings) {
    self.trace = trace
    self.settings = settings
    self.drawing = drawing
    let forward = trace.forward.indices
      .filter { !trace.forward[$0].isLeaf }.map { Stop.forward($0) }
    let backward = trace.backward.indices.flatMap { index -> [Stop] in
      let paths = trace.backward[index].paths
      return paths.isEmpty
        ? [.backward(step: index, path: nil)]
        : paths.indices.map { .backward(step: index, path: $0) }
    }
    stops = forward + backward
  }

  /// Whether every step has been shown.
  package var isAtEnd: Bool { position >= stops.count - 1 }

  package mutating func handle(_ command: Command, width: Int) {
    settings.width = width
    switch command {
    case .next:
      extra = nil
      if isAtEnd { isFinished = true } else { position += 1 }
    case .back:
      extra = nil
      position = max(position - 1, 0)
    case .run:
      extra = nil
      position = max(stops.count - 1, 0)
    case .graph, .why: extra = extra == command ? nil : command
    case .leave: isFinished = true
    }
  }

  // MARK: - Showing

  /// The current stop with what was asked for and, while there is more to come, the keys.
  package func rendered() -> StyledText {
    guard stops.indices.contains(position) else {
      return StyledText("nothing to step through: \(trace.outputLabel) is a value")
    }
    var lines: [StyledText]
    switch stops[position] {
    case .forward(let index): lines = forward(index)
    case .backward(let step, let path): lines = backward(step, path)
    }
    switch extra {
    case .graph: lines += [""] + drawing.lines
    case .why:
      let margin = StyledText("   ")
      let text = why().flatMap { $0.wrapped(to: settings.width - margin.width) }
      lines += [""] + text.map { margin + $0 }
    default: break
    }
    if !isFinished { lines += keys().wrapped(to: settings.width, indent: 1) }
    return lines.map { $0.truncated(to: settings.width) }.joined(separator: "\n")
  }

  private func keys() -> StyledText {
    let next = isAtEnd ? "done" : "next"
    return StyledText(
      " [enter] \(next)  [b] back  [r] run  [g] graph  [?] why  [q] leave", .faint)
  }

  private func count(_ isForward: Bool) -> (Int, Int) {
    let own = stops.indices.filter {
      if case .forward = stops[$0] { isForward } else { !isForward }
    }
    return ((own.firstIndex(of: position) ?? 0) + 1, own.count)
  }

  private func forward(_ index: Int) -> [StyledText] {
    let step = trace.forward[index]
    let (place, total) = count(true)
    var lines = [
      StyledText(" forward \(place)/\(total)", .heading) + "   " + StyledText(step.label, .name)
        + " = " + StyledText(step.formula ?? "")
    ]
    let inputs = step.inputs.compactMap { input in
      trace.forward.first { $0.node == input }
    }
    let read = inputs.map { StyledText($0.label, .name) + " = " + value($0.value) }
    var line = "   " + read.joined(separator: ", ")
    if !read.isEmpty { line += "  →  " }
    line += StyledText(step.label, .name) + " = " + value(step.value)
    if step.isAtKink { line += StyledText("  kink", .warning) }
    lines += line.wrapped(to: settings.width, indent: 5)
    return lines
  }

  private func backward(_ index: Int, _ path: Int?) -> [StyledText] {
    let step = trace.backward[index]
    let (place, total) = count(false)
    let gradient = StyledText("∂\(trace.outputLabel)/∂\(step.label)", .gradient)
    var head = StyledText(" backward \(place)/\(total)", .heading) + "   " + gradient
    guard let path else {
      return [head, "   " + gradient + " = " + value(step.total) + ", by definition"]
    }
    let way = step.paths[path]
    if step.paths.count > 1, let formula = way.consumerFormula {
      head += StyledText("   via \(way.consumerLabel) = \(formula)")
    }
    var lines = [head]
    if let local = way.local {
      let number = NumberText.significant(local, digits: settings.digits)
      var derivative = StyledText("   local derivative   ∂\(way.consumerLabel)/∂\(step.label) = ")
      if way.rule != number { derivative += StyledText("\(way.rule) = ") }
      derivative += StyledText(number, .number)
      if way.isAtKink { derivative += StyledText("  kink", .warning) }
      lines += derivative.wrapped(to: settings.width, indent: 5)
      lines.append(
        "   contribution       " + value(way.upstream) + " × " + StyledText(number, .number)
          + " = " + value(way.contribution))
    } else {
      lines.append(StyledText("   upstream       \(trace.upstreamLabel) = ") + value(way.upstream))
      lines += StyledText("   rule           \(way.rule)").wrapped(to: settings.width, indent: 5)
      lines.append("   contribution   " + value(way.contribution))
    }
    if step.paths.count > 1 {
      let sum = value(soFar(step, path))
      lines.append(
        path + 1 < step.paths.count
          ? StyledText("   \(path + 1) of \(step.paths.count) paths arrived: ") + sum + " so far"
          : StyledText("   all \(step.paths.count) paths arrived: ") + gradient + " = " + sum)
    }
    return lines
  }

  /// The sum of the contributions up to a path.
  private func soFar(_ step: Trace.BackwardStep, _ path: Int) -> Tensor {
    var sum = step.paths[0].contribution
    for way in step.paths[..<(path + 1)].dropFirst() {
      for index in sum.values.indices { sum.values[index] += way.contribution.values[index] }
    }
    return sum
  }

  private func value(_ tensor: Tensor) -> StyledText {
    if let number = tensor.scalar { return ValueView.number(number, settings) }
    if tensor.shape.rank == 1, tensor.shape.count <= settings.wholeTensor {
      return ValueView.vector(tensor, settings)
    }
    return StyledText("\(tensor.shape) (", .faint) + ValueView.spread(tensor)
      + StyledText(")", .faint)
  }

  // MARK: - Why

  /// The rule at hand and where it comes from.
  private func why() -> [StyledText] {
    switch stops[position] {
    case .forward(let index):
      let step = trace.forward[index]
      return about(step.operation, of: step.label)
    case .backward(_, nil):
      return ["A quantity changes exactly as fast as itself, so the backward pass begins with 1."]
    case .backward(let index, let path?):
      let step = trace.backward[index]
      let way = step.paths[path]
      let consumer = trace.forward.first { $0.node == way.consumer }
      var lines: [StyledText] = [
        StyledText(
          "Chain rule: ∂\(trace.outputLabel)/∂\(step.label) through \(way.consumerLabel) is "
            + "∂\(trace.outputLabel)/∂\(way.consumerLabel) × ∂\(way.consumerLabel)/∂\(step.label).")
      ]
      if step.paths.count > 1 {
        lines.append(
          StyledText(
            "\(step.label) is read \(step.paths.count) times; what arrives on its paths is added. "
              + "Only then can the gradient go on, which is why nodes are visited in reverse "
              + "order of evaluation."))
      }
      return lines + about(consumer?.operation ?? "", of: way.consumerLabel)
    }
  }

  private func about(_ name: String, of label: String) -> [StyledText] {
    guard let operation = Operation.named(name) else {
      return [StyledText("\(label) is a module of this notebook.")]
    }
    var lines = [StyledText("\(name): \(operation.summary)")]
    lines.append(StyledText("\(operation.derivative)"))
    if let convention = operation.convention { lines.append(StyledText(convention)) }
    if let source = operation.source { lines.append(StyledText("Source: \(source).", .faint)) }
    return lines
  }
}
