import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// Networks read from expressions: chains, layers, parts.
extension Recorder {
  /// A layer with the place to point to.
  struct LocatedLayer {
    let layer: Layer
    let range: SourceRange
  }

  /// The layers that an operand of `->` stands for.
  mutating func layers(_ expression: Expression) throws(Diagnostic) -> [LocatedLayer] {
    switch expression.kind {
    case .chain(let first, let links) where links.first?.operation == .arrow:
      try enter(expression.range)
      defer { leave() }
      var result = try layers(first)
      for link in links { result += try layers(link.operand) }
      try checkExtent(Network(result.map(\.layer)), expression.range)
      return result
    case .name(let name):
      return try layers(named: name, expression.range)
    case .call(let callee, let arguments):
      if let name = callee.bareName, scopeValue(name) == nil, state.definitions[name] == nil,
        let entry = LayerEntry.named(name)
      {
        return [
          LocatedLayer(layer: try layer(entry, arguments, expression), range: expression.range)
        ]
      }
    default: break
    }
    guard case .network(let network) = try value(expression) else {
      throw located(NetworkDiagnostics.notALayer(expression.shortText, at: expression.range))
    }
    return network.layers.map { LocatedLayer(layer: $0, range: expression.range) }
  }

  private mutating func layers(
    named name: String, _ range: SourceRange
  ) throws(Diagnostic) -> [LocatedLayer] {
    if let network = try network(named: name, range) {
      return network.layers.map { LocatedLayer(layer: $0, range: range) }
    }
    var function = name
    switch scopeValue(name) {
    case .function(let inner)?: function = inner
    case nil: break
    default: throw located(NetworkDiagnostics.notALayer(name, at: range))
    }
    if let definition = state.definitions[function] {
      guard case .function(let parameters, _) = definition.kind else {
        throw located(NetworkDiagnostics.notALayer(name, at: range))
      }
      guard parameters.count == 1 else {
        throw located(NetworkDiagnostics.layerTakesOne(name, parameters, at: range))
      }
      let layer = Layer(
        .function(function), settings: Arguments(operation: function, values: []),
        text: function, owner: owner ?? "", number: 0)
      return [LocatedLayer(layer: layer, range: range)]
    }
    guard let entry = LayerEntry.named(function) else {
      if BuiltInNames.isReserved(name) {
        throw located(NetworkDiagnostics.notALayer(name, at: range))
      }
      throw located(
        NetworkDiagnostics.unknownLayer(
          name, at: range,
          candidates: LayerEntry.all.map(\.name) + LayerEntry.functions + state.ownNames))
    }
    let whole = Expression(.call(Expression(.name(function), at: range), []), at: range)
    return [LocatedLayer(layer: try layer(entry, [], whole), range: range)]
  }

  /// The network that a name stands for.
  mutating func network(
    named name: String, _ range: SourceRange
  ) throws(Diagnostic) -> Network? {
    switch scopeValue(name) {
    case .network(let network)?: return network
    case .some: return nil
    case nil: break
    }
    guard state.definitions[name]?.isNetwork == true,
      case .network(let network) = try value(named: name, at: range)
    else { return nil }
    return network
  }

  /// A call that is a layer although it stands in no chain: `net = batchnorm(3)`.
  mutating func layerCall(
    _ name: String, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Network? {
    guard LayerEntry.isLayer(name, arguments, state), let entry = LayerEntry.named(name) else {
      return nil
    }
    return Network([try layer(entry, arguments, whole)])
  }

  private mutating func layer(
    _ entry: LayerEntry, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Layer {
    var inner: [Network] = []
    var settings = Arguments(operation: entry.name, values: [])
    if entry.inner == .none {
      let (values, _) = try match(arguments, Signature(entry), whole.range)
      settings = Arguments(operation: entry.name, values: values)
    } else {
      inner = try self.inner(entry, arguments, whole)
    }
    let text = LayerText.text(entry, settings, inner)
    let layer = Layer(
      .entry(entry), settings: settings, text: text, inner: inner, owner: owner ?? "", number: 0)
    if let problem = layer.problem { throw diagnostic(problem, [], whole.range) }
    if owner == nil, !layer.weights.isEmpty {
      throw located(NetworkDiagnostics.needsName(text, at: whole.range))
    }
    return layer
  }

  private mutating func inner(
    _ entry: LayerEntry, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> [Network] {
    if let label = arguments.first(where: { $0.label != nil }) {
      throw located(
        EvaluatorDiagnostics.unexpectedOption(
          label.label ?? "", options: [], at: label.labelRange ?? label.value.range))
    }
    guard entry.inner == .one ? arguments.count == 1 : !arguments.isEmpty else {
      throw located(
        EvaluatorDiagnostics.argumentCount(
          entry.name, parameters: entry.parameters.map(\.name), got: arguments.count,
          at: whole.range))
    }
    try enter(whole.range)
    defer { leave() }
    var networks: [Network] = []
    for argument in arguments {
      let network = Network(try layers(argument.value).map(\.layer))
      try checkExtent(network, argument.value.range)
      networks.append(network)
    }
    return networks
  }

  /// Networks that are made of one another could grow without end.
  private func checkExtent(_ network: Network, _ range: SourceRange) throws(Diagnostic) {
    if network.layerCount > Network.most.layers {
      throw located(NetworkDiagnostics.tooManyLayers(Network.most.layers, at: range))
    }
    if network.depth > Network.most.depth {
      throw located(EvaluatorDiagnostics.tooDeep(Network.most.depth, at: range))
    }
  }

  // MARK: - Parts

  /// `net.W1`
  mutating func part(
    _ member: String, of base: Expression, _ whole: Expression
  ) throws(Diagnostic) -> Node {
    if let name = base.bareName, scopeValue(name) == nil,
      let measured = state.measured(member, of: name)
    {
      return try node(ofTensor: measured)
    }
    if let name = base.bareName, scopeValue(name) == nil, state.isFromLab(name) {
      throw located(
        LabDiagnostics.noNumber(member, hasNumbers: state.hasLabNumbers, at: whole.range))
    }
    guard case .network(let network) = try value(base) else {
      throw located(
        EvaluatorDiagnostics.noMembers(base.shortText, member, at: whole.range))
    }
    let parameter = try parameter(member, of: network, base.shortText, whole.range)
    return try node(ofTensor: parameter.name)
  }

  func parameter(
    _ member: String, of network: Network, _ text: String, _ range: SourceRange
  ) throws(Diagnostic) -> Network.Parameter {
    let parameters = network.parameters
    guard let parameter = parameters.first(where: { $0.member == member }) else {
      throw located(
        NetworkDiagnostics.unknownPart(
          member, of: text, parts: parameters.map(\.member), at: range))
    }
    return parameter
  }

  /// The leaf of a value under a dotted name.
  mutating func node(ofTensor name: String) throws(Diagnostic) -> Node {
    guard case .node(let node) = try value(named: name, at: SourceRange(0, 0)) else {
      preconditionFailure("what has a dotted name is a value")
    }
    return node
  }

  /// `net.upto(2)(X)`, `(net -> softmax)(X)`
  mutating func call(
    anonymous callee: Expression, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Value {
    if case .member(let base, Network.firstLayers) = callee.kind {
      guard case .network(let network) = try value(base) else {
        throw located(
          EvaluatorDiagnostics.noMembers(base.shortText, Network.firstLayers, at: callee.range))
      }
      return .network(try firstLayers(of: network, arguments, whole))
    }
    guard case .network(let network) = try value(callee) else {
      throw located(EvaluatorDiagnostics.notCallable(callee.shortText, at: callee.range))
    }
    return .node(try apply(network, callee.shortText, arguments, whole))
  }

  private mutating func firstLayers(
    of network: Network, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Network {
    guard arguments.count == 1, arguments[0].label == nil else {
      throw located(
        EvaluatorDiagnostics.argumentCount(
          Network.firstLayers, parameters: ["layers"], got: arguments.count, at: whole.range))
    }
    let range = arguments[0].value.range
    let count = try integer(arguments[0].value, "the number of layers")
    guard (1...max(network.layers.count, 1)).contains(count), !network.layers.isEmpty else {
      throw located(NetworkDiagnostics.layerCount(count, of: network.layers.count, at: range))
    }
    return Network(Array(network.layers.prefix(count)))
  }

  // MARK: - Drawing

  /// Draws the tensors that a network lacks, or whose shapes no longer fit.
  /// - Returns: Nil if it has them all.
  mutating func drawMissing(
    of network: Network, _ name: String, at range: SourceRange
  ) throws(Diagnostic) -> NetworkDraw? {
    var drawn: [(name: String, tensor: Tensor, role: Leaf.Role)] = []
    var names: [String] = []
    for layer in network.allLayers where layer.owner == name {
      for weight in layer.weights {
        let fullName = layer.fullName(weight)
        names.append(fullName)
        let shape: Shape
        do throws(TensorError) {
          shape = try Shape(checking: weight.shape)
        } catch { throw diagnostic(.tensor(error), [], range) }
        if state.definitions[fullName]?.tensor?.shape == shape { continue }
        if shape.count > recording.graph.limits.entries {
          throw diagnostic(.tensor(.tooLarge(dimensions: weight.shape)), [], range)
        }
        let tensor = try draw(weight, shape)
        drawn.append((fullName, tensor, weight.kind == .statistic ? .data : .variable))
      }
    }
    if drawn.isEmpty, case .network(_, let old)? = state.definitions[name]?.kind, old == names {
      return nil
    }
    return NetworkDraw(network: name, parameters: names, drawn: drawn)
  }

  private mutating func draw(
    _ weight: LayerEntry.Weight, _ shape: Shape
  ) throws(Diagnostic) -> Tensor {
    switch weight.start {
    case .filled(let value): return Tensor(repeating: value, shape: shape)
    case .drawn(let text):
      guard let initialiser = Initialiser.reading(text) else {
        preconditionFailure("the table's words are initialisers")
      }
      do throws(Interrupted) {
        return try initialiser.draw(shape, &random, interruption: budget.interruption)
      } catch { throw located(EvaluatorDiagnostics.interrupted()) }
    }
  }

  /// Runs an example of no values through the layers, to find those that do not fit together.
  func checkSizes(_ network: Network, _ ranges: [SourceRange]) throws(Diagnostic) {
    guard let example = network.example, example.rank < Shape.maximumRank else { return }
    var scratch = Recorder(state, source: source, budget: budget)
    scratch.networks = networks
    let rows = Shape([2] + example.dimensions)
    var input = LayerSource(
      node: scratch.recording.graph.filled(scratch.recording.graph.constant(0), to: rows),
      text: "the input", isLayer: false)
    for (layer, range) in zip(network.layers, ranges) {
      do throws(Diagnostic) {
        input = try scratch.record(layer, input, isTraining: false, at: range)
      } catch {
        // What a function of the session makes of rows without values says nothing.
        if !error.isInterruption, network.allLayers.contains(where: { $0.entry == nil }) {
          return
        }
        throw error
      }
    }
  }
}
