package import Operations

/// Reads a node of the graph back as a formula.
package struct FormulaReader {
  /// Nodes that stay symbols, by name.
  private let names: [Node: String]
  private let target: Node
  private let graph: Graph
  private var known: [Node: Formula] = [:]
  /// The nodes behind the symbols of the formulas read so far.
  package private(set) var bindings: [String: Node] = [:]

  /// - Parameters:
  ///   - names: What to call leaves and facts; those that depend on `target` are read through.
  ///   - target: The variable of the derivative.
  package init(_ graph: Graph, names: [Node: String], target: Node) {
    self.graph = graph
    self.names = names
    self.target = target
  }

  package mutating func formula(of node: Node) throws(SymbolicError) -> Formula {
    var leads = [Bool](repeating: false, count: node.position + 1)
    if target.position <= node.position {
      leads[target.position] = true
      graph.markDependents(&leads, upTo: node.position)
    }
    // In order of evaluation, so that no chain is too deep to read.
    let needed = graph.needed(for: [node])
    var sizes: [Node: Int] = [:]
    var depths: [Node: Int] = [:]
    for position in needed.indices where needed[position] {
      let current = Node(position)
      if !leads[position], graph.opcode(of: current) == .broadcast {
        // A repeated value keeps its name.
        known[current] = known[graph.inputs(of: current)[0]]
        continue
      }
      if current == target || !leads[position], !isNumber(current) {
        known[current] = symbol(current)
        continue
      }
      let formula = try read(current)
      let size = graph.inputs(of: current).reduce(1) { $0 + (sizes[$1] ?? 0) }
      guard size <= Formula.largest else { throw .tooLarge(operations: size) }
      let depth = graph.inputs(of: current).reduce(0) { max($0, depths[$1] ?? 0) } + 1
      guard depth <= Formula.deepest else { throw .tooLarge(operations: size) }
      sizes[current] = size
      depths[current] = depth
      known[current] = formula
    }
    return known[node] ?? 0
  }

  private func isNumber(_ node: Node) -> Bool { graph.constantValue(of: node) != nil }

  /// A named value keeps its name; an unnamed one is called by its place.
  private mutating func symbol(_ node: Node) -> Formula {
    let name = names[node] ?? "#\(node.position)"
    bindings[name] = node
    return .symbol(name)
  }

  private func read(_ node: Node) throws(SymbolicError) -> Formula {
    if let value = graph.constantValue(of: node) { return .number(value) }
    let operation = graph.operation(of: node)
    let inputs = graph.inputs(of: node).map { known[$0] ?? 0 }
    if graph.opcode(of: node) == .broadcast { return inputs[0] }
    guard operation.elementwise != nil else {
      throw .notElementwise(operation: operation.name)
    }
    return .apply(operation.name, inputs)
  }
}

extension Graph {
  /// Records a formula over nodes bound to its symbols.
  package mutating func record(
    _ formula: Formula, _ bindings: [String: Node]
  ) throws(OperationError) -> Node {
    switch formula {
    case .number(let value): return constant(value)
    case .symbol(let name):
      guard let node = bindings[name] else {
        preconditionFailure("every symbol of a formula is bound")
      }
      return node
    case .written(_, let computed): return try record(computed, bindings)
    case .apply(let name, let inputs):
      var nodes: [Node] = []
      for input in inputs { nodes.append(try record(input, bindings)) }
      return try elementwise(name, nodes)
    }
  }
}
