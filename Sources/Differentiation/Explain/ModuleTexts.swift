import Operations
import Tensors

/// Modules and their derivatives in words and formulas.
struct ModuleTexts {
  private let graph: Graph
  private let labels: NodeNames

  init(_ graph: Graph, labels: NodeNames) {
    self.graph = graph
    self.labels = labels
  }

  /// How a module computes its output: `sin(b)`, `2 / c`, `X @ W`, `cross_entropy(z, y)`.
  func formula(_ module: Modules.Module) -> String? {
    let node = module.output
    if graph.opcode(of: node).isLeaf { return nil }
    if let region = module.region {
      if region.kind == .fact { return factFormula(module) }
      return "\(region.name)(\(region.inputs.map { labels.text($0) }.joined(separator: ", ")))"
    }
    let operation = graph.operation(of: node)
    let inputs = withoutFallbacks(graph.inputs(of: node), operation)
    if operation.elementwise != nil {
      return Formula.apply(operation.name, inputs.map { labels.atom($0) }).written(spacious: true)
    }
    let texts = inputs.map { labels.text($0) }
    if let text = operation.structured?.text { return text(texts, graph.attribute(of: node)) }
    return "\(operation.name)(\((texts + options(node)).joined(separator: ", ")))"
  }

  /// A fact seen whole, as its formula over what it reads; its reads where it has none.
  private func factFormula(_ module: Modules.Module) -> String {
    var known: [Node: Formula] = [:]
    for input in module.inputs { known[input] = labels.atom(input) }
    guard let region = module.region, region.nodes.count < 200 else { return "..." }
    var text: [Node: String] = [:]
    for position in region.nodes {
      let node = Node(raw: position)
      if known[node] != nil { continue }
      let operation = graph.operation(of: node)
      let inputs = graph.inputs(of: node)
      let parts = inputs.map { known[$0] ?? labels.atom($0) }
      if graph.opcode(of: node).isLeaf {
        known[node] = labels.atom(node)
      } else if graph.opcode(of: node) == .broadcast {
        known[node] = parts[0]
      } else if operation.elementwise != nil {
        known[node] = .apply(operation.name, parts)
      } else if let write = operation.structured?.text {
        let atoms = parts.map { part -> String in
          if case .apply = part { return "(\(part.written(spacious: true)))" }
          return part.written(spacious: true)
        }
        known[node] = .symbol(write(atoms, graph.attribute(of: node)))
      } else {
        let list = parts.map { $0.written(spacious: true) } + options(node)
        known[node] = .symbol("\(operation.name)(\(list.joined(separator: ", ")))")
      }
      text[node] = known[node]?.written(spacious: true)
    }
    return text[module.output] ?? labels.text(module.output)
  }

  /// A call's arguments without those that were left out when it was typed.
  private func withoutFallbacks(_ inputs: [Node], _ operation: Operation) -> [Node] {
    var inputs = inputs
    while inputs.count > 1, inputs.count <= operation.parameters.count,
      case .number(let value) = operation.parameters[inputs.count - 1].fallback,
      graph.constantValue(of: inputs[inputs.count - 1]) == value
    {
      inputs.removeLast()
    }
    return inputs
  }

  private func options(_ node: Node) -> [String] {
    switch graph.attribute(of: node) {
    case .axes(let axes)
    where axes.count == 1 && graph.shape(of: graph.inputs(of: node)[0]).rank > 1:
      ["axis=\(axes[0])"]
    case .axis(let axis) where graph.shape(of: graph.inputs(of: node)[0]).rank > 1:
      ["axis=\(axis)"]
    default: []
    }
  }

  /// The local derivative between scalars; the backward function, with v upstream, else.
  func rule(_ module: Modules.Module, input: Node, way: GroupedPaths.Way) -> String {
    let isScalar =
      graph.shape(of: module.output).rank == 0 && graph.shape(of: input).rank == 0
    if let region = module.region, region.kind != .layer || !isLinear(way, to: module.output) {
      if let rule = shortcutRule(region, way) { return rule }
      return regionRule(operation(in: region) ?? region, module, input, isScalar)
    }
    let parts = way.readers.map { reader -> String in
      let node = reader.node
      let operation = graph.operation(of: node)
      if let rule = operation.elementwise {
        return elementwiseRule(node, rule, operation, slot: reader.slot, isScalar: isScalar)
      }
      let rules = operation.structured?.rules ?? []
      let text = rules.isEmpty ? labels.upstream : rules[min(reader.slot, rules.count - 1)]
      return substituted(text, operation, node)
    }
    let joined = parts.joined(separator: " + ")
    guard way.isBroadcast, !isScalar else { return joined }
    let axes = graph.shape(of: input).rank == 1 && graph.shape(of: module.output).rank == 2
    return (axes ? "Σ rows of " : "Σ of ") + joined
  }

  /// Whether everything in a layer that reads a value reaches the layer's output unchanged, so
  /// that the readers' rules are the layer's.
  private func isLinear(_ way: GroupedPaths.Way, to output: Node) -> Bool {
    let unchanged = summands(of: output)
    return way.readers.allSatisfy { unchanged.contains($0.node) }
  }

  /// A residual layer: the upstream gradient itself, and what comes back through the inner layers.
  private func shortcutRule(_ layer: Region, _ way: GroupedPaths.Way) -> String? {
    guard layer.kind == .layer else { return nil }
    let unchanged = summands(of: layer.output)
    guard way.readers.contains(where: { unchanged.contains($0.node) }) else { return nil }
    let inner = graph.regions.filter { region in
      region.kind == .layer && region.nodes != layer.nodes
        && layer.nodes.lowerBound <= region.nodes.lowerBound
        && region.nodes.upperBound <= layer.nodes.upperBound
    }
    let outermost = inner.filter { region in
      !inner.contains { other in
        other.nodes != region.nodes && other.nodes.lowerBound <= region.nodes.lowerBound
          && region.nodes.upperBound <= other.nodes.upperBound
      }
    }
    guard !outermost.isEmpty else { return nil }
    let v = labels.upstream
    return "\(v) + \(v) back through \(outermost.map(\.name).joined(separator: " -> "))"
  }

  /// A node and what is added up to it, unchanged.
  private func summands(of output: Node) -> Set<Node> {
    var unchanged: Set<Node> = [output]
    var stack = [output]
    while let node = stack.popLast(), graph.opcode(of: node) == .add {
      for input in graph.inputs(of: node)
      where graph.shape(of: input) == graph.shape(of: output) {
        if unchanged.insert(input).inserted { stack.append(input) }
      }
    }
    return unchanged
  }

  /// The call of the operation table that a layer is.
  private func operation(in layer: Region) -> Region? {
    guard layer.kind == .layer else { return nil }
    return graph.regions.first { region in
      region.kind == .operation && region.output == layer.output
        && layer.nodes.lowerBound <= region.nodes.lowerBound
    }
  }

  private func elementwiseRule(
    _ node: Node, _ rule: Elementwise, _ operation: Operation, slot: Int, isScalar: Bool
  ) -> String {
    let inputs = graph.inputs(of: node)
    let atoms = inputs.map { labels.atom($0) }
    var bindings = Dictionary(uniqueKeysWithValues: zip(rule.inputs, atoms))
    let partial = rule.partials[slot].forReading
    // Where the derivative is the output itself, its formula says more: exp(a).
    let own = Formula.apply(operation.name, atoms)
    bindings["y"] = partial == .symbol("y") ? own : .symbol(labels.text(node))
    let local = partial.replacing(bindings).simplified
    if isScalar { return local.description }
    let v = labels.upstream
    switch local {
    case 1: return v
    case .number(-1): return "-\(v)"
    case .number: return "\(local)·\(v)"
    case .symbol: return "\(v) ⊙ \(local)"
    case .apply(let name, _):
      let binding = Operation.named(name)?.notation.binding ?? 9
      let text = local.description
      return "\(v) ⊙ " + (binding < 4 && !text.hasPrefix("[") ? "(\(text))" : text)
    case .written: return "\(v) ⊙ \(local)"
    }
  }

  private func regionRule(
    _ region: Region, _ module: Modules.Module, _ input: Node, _ isScalar: Bool
  ) -> String {
    let output = labels.text(module.output)
    let symbolic = "∂\(output)/∂\(labels.text(input))"
    if isScalar {
      var reader = FormulaReader(
        graph, names: Dictionary(uniqueKeysWithValues: module.inputs.map { ($0, labels.text($0)) }),
        target: input)
      let name = labels.text(input)
      if let formula = try? reader.formula(of: module.output),
        let (derivative, _) = try? formula.derivative(by: name), derivative.operationCount < 24
      {
        return derivative.description
      }
    }
    if region.kind == .operation, let operation = Operation.named(region.name),
      let place = region.inputs.firstIndex(of: input),
      place < operation.parameters.count || operation.parameters.count == 1
    {
      let name = operation.parameters[min(place, operation.parameters.count - 1)].name
      if !operation.derivative.contains("∂") {
        return regionText(operation.derivative, operation, region, of: input)
      }
      let part = operation.derivative.components(separatedBy: ", ∂").first { text in
        text.hasPrefix("∂/∂\(name):") || text.hasPrefix("/∂\(name):")
      }
      if let part, let colon = part.firstIndex(of: ":") {
        let text = String(part[part.index(after: colon)...].drop { $0 == " " })
        return regionText(text, operation, region, of: input)
      }
    }
    return symbolic
  }

  private func regionText(
    _ text: String, _ operation: Operation, _ region: Region, of input: Node
  ) -> String {
    var names = ["v": labels.upstream]
    for (parameter, node) in zip(operation.parameters, region.inputs) {
      names[parameter.name] = labels.text(node)
    }
    // A penalty of a network is the sum of its penalties.
    if operation.parameters.count == 1 { names[operation.parameters[0].name] = labels.text(input) }
    return replacingWords(text, names)
  }

  /// A structured rule's text with its parameters' names replaced by labels.
  private func substituted(_ text: String, _ operation: Operation, _ node: Node) -> String {
    var names = ["y": labels.text(node), "v": labels.upstream]
    for (parameter, input) in zip(operation.parameters, graph.inputs(of: node))
    where parameter.name.count == 1 {
      names[parameter.name] = labels.text(input)
    }
    return replacingWords(text, names)
  }

  private func replacingWords(_ text: String, _ names: [String: String]) -> String {
    var result = ""
    var word = ""
    func flush() {
      result += names[word] ?? word
      word = ""
    }
    for character in text {
      // A raised T or -1 ends a name.
      if character.isLetter && !"ᵀ⁻".contains(character) || character == "_" {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
