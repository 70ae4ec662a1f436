import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// Networks at work.
extension Recorder {
  /// A value on its way through a network, with what a diagnostic calls it.
  struct LayerSource {
    let node: Node
    /// The input as it stands in the source, or the last layer that changed the shape.
    let text: String
    let isLayer: Bool
  }

  /// `net(X)`, `net(X, train=false)`
  mutating func apply(
    _ network: Network, _ name: String, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Node {
    var isTraining = true
    for argument in arguments {
      guard let label = argument.label else { continue }
      guard label == "train" else {
        throw located(
          EvaluatorDiagnostics.unexpectedOption(
            label, options: ["train"], at: argument.labelRange ?? argument.value.range))
      }
      let value = try number(argument.value, "train of \(name)")
      guard value == 0 || value == 1 else {
        throw located(
          EvaluatorDiagnostics.expected("true or false for train", at: argument.value.range))
      }
      isTraining = value == 1
    }
    let inputs = arguments.filter { $0.label == nil }.map(\.value)
    guard inputs.count == 1 else {
      throw located(
        EvaluatorDiagnostics.argumentCount(
          name, parameters: ["X", "train=true"], got: inputs.count, at: whole.range))
    }
    let x = try operand(inputs[0])
    let source = LayerSource(node: x.node, text: inputs[0].shortText, isLayer: false)
    let start = recording.graph.count
    let output = try record(network, named: name, source, isTraining: isTraining, at: whole.range)
    if recording.graph.count > start {
      recording.graph.close(
        region: name, kind: .function, inputs: [x.node], output: output, from: start)
    }
    return output
  }

  /// - Parameter name: What the network is called; nil within a layer.
  private mutating func record(
    _ network: Network, named name: String? = nil, _ source: LayerSource, isTraining: Bool,
    at range: SourceRange
  ) throws(Diagnostic) -> Node {
    try enter(range)
    defer { leave() }
    var current = source
    for (index, layer) in network.layers.enumerated() {
      let start = recording.graph.count
      current = try record(layer, current, isTraining: isTraining, at: range)
      if let name, recording.graph.count > start {
        recording.layers.append(
          (start..<recording.graph.count, "\(layer.text), layer \(index + 1) of \(name)"))
      }
    }
    return current.node
  }

  mutating func record(
    _ layer: Layer, _ source: LayerSource, isTraining: Bool, at range: SourceRange
  ) throws(Diagnostic) -> LayerSource {
    let x = source.node
    let shape = recording.graph.shape(of: x)
    guard layer.input.accepts(shape) else {
      throw located(NetworkDiagnostics.mismatch(layer, source, shape, at: range))
    }
    let start = recording.graph.count
    let output: Node
    if case .function(let name) = layer.kind {
      guard case .node(let node) = try callFunction(name, [.node(x)], at: range) else {
        throw located(NetworkDiagnostics.layerGivesNoValue(name, at: range))
      }
      output = node
    } else {
      output = try record(own: layer, source, isTraining: isTraining, at: range)
    }
    if recording.graph.count > start {
      recording.graph.close(
        region: layer.name, kind: .layer, inputs: [x], output: output, from: start)
    }
    if isTraining, layer.weights.contains(where: { $0.kind == .statistic }) {
      noteStatistics(of: layer, x)
    }
    try checkSize(range)
    let changes = recording.graph.shape(of: output) != shape || !layer.weights.isEmpty
    return LayerSource(
      node: output, text: changes ? layer.text : source.text,
      isLayer: changes || source.isLayer)
  }

  /// A layer of the table.
  private mutating func record(
    own layer: Layer, _ source: LayerSource, isTraining: Bool, at range: SourceRange
  ) throws(Diagnostic) -> Node {
    var weights: [String: Node] = [:]
    for weight in layer.weights where weight.kind != .statistic || !isTraining {
      weights[weight.name] = try node(ofTensor: layer.fullName(weight))
    }
    var inner: [Node] = []
    for network in layer.inner {
      inner.append(try record(network, source, isTraining: isTraining, at: range))
    }
    let start = recording.graph.count
    let step: LayerStep
    do throws(OperationError) {
      step = try layer.record(
        source.node, weights: weights, isTraining: isTraining, inner: inner,
        in: &recording.graph)
    } catch {
      throw explained(error, layer, source, range)
    }
    switch step {
    case .node(let node):
      noteOrigin(from: start, range)
      return node
    case .call(let name, let values):
      var operands: [Operand] = []
      for case .node(let node) in values {
        operands.append(
          Operand(node: node, text: recording.names[node] ?? source.text, range: range))
      }
      do throws(Diagnostic) {
        return try callOperation(
          name, Arguments(operation: name, values: values), operands, range)
      } catch {
        throw noted(error, layer)
      }
    }
  }

  private func explained(
    _ error: OperationError, _ layer: Layer, _ source: LayerSource, _ range: SourceRange
  ) -> Diagnostic {
    let operand = Operand(node: source.node, text: source.text, range: range)
    return noted(diagnostic(error, [operand], range), layer)
  }

  /// The layer is named where the message does not.
  private func noted(_ diagnostic: Diagnostic, _ layer: Layer) -> Diagnostic {
    guard !diagnostic.isInterruption else { return diagnostic }
    var diagnostic = diagnostic
    let note = "in the layer \(layer.text)"
    if !diagnostic.notes.contains(note) { diagnostic.notes.append(note) }
    return diagnostic
  }

  private mutating func noteStatistics(of layer: Layer, _ x: Node) {
    let (mean, variance) = LayerEntry.batchStatistics(of: x, in: &recording.graph)
    for weight in layer.weights where weight.kind == .statistic {
      let name = layer.fullName(weight)
      // Applied twice in one expression, a layer follows the first of its batches.
      if recording.statistics.contains(where: { $0.name == name }) { continue }
      recording.statistics.append(
        (
          name: name, node: weight.name == "mean" ? mean : variance, momentum: LayerEntry.momentum
        ))
    }
  }

  // MARK: - Penalties

  /// `l2(net)`: over the weights, and the biases if asked.
  mutating func penalty(
    _ name: String, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Node? {
    guard let operation = Operation.named(name), operation.category == .penalty,
      case .record(let record) = operation.meaning,
      let first = arguments.first(where: { $0.label == nil })?.value,
      first.isNetwork(state, { isNetworkName($0) }),
      case .network(let network) = try value(first)
    else { return nil }
    var isOverAll = false
    for argument in arguments where argument.label != nil || argument.value != first {
      guard argument.label == "biases" else {
        throw located(
          EvaluatorDiagnostics.unexpectedOption(
            argument.label ?? "", options: ["biases"],
            at: argument.labelRange ?? argument.value.range))
      }
      isOverAll = try number(argument.value, "biases of \(name)") != 0
    }
    let start = recording.graph.count
    var inputs: [Node] = []
    var total: Node?
    for parameter in network.learnt where isOverAll || parameter.weight.kind == .weight {
      let weight = try node(ofTensor: parameter.name)
      inputs.append(weight)
      do throws(OperationError) {
        let part = try record(
          &recording.graph, Arguments(operation: name, values: [.node(weight)]))
        total = total.map { recording.graph.append(.add, $0, part) } ?? part
      } catch { throw diagnostic(error, [], whole.range) }
    }
    guard let total else { return recording.graph.constant(0) }
    recording.graph.close(
      region: name, kind: .operation, inputs: inputs, output: total, from: start)
    noteOrigin(from: start, whole.range)
    return total
  }

  func isNetworkName(_ name: String) -> Bool {
    switch scopeValue(name) {
    case .network?: true
    case .some: false
    case nil: state.definitions[name]?.isNetwork == true
    }
  }
}
