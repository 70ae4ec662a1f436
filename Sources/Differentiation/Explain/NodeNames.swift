package import Operations

/// What a reader calls the nodes of a graph.
package struct NodeNames: Sendable {
  private var names: [Node: String]
  private var letters: [Node: String] = [:]
  private let graph: Graph

  /// - Parameters:
  ///   - names: Leaves and facts.
  ///   - modules: The visible nodes: unnamed ones take free letters in order of evaluation.
  ///   - output: The expression itself, if it has no name.
  package init(_ graph: Graph, names: [Node: String], modules: Modules, taken: Set<String>) {
    self.graph = graph
    self.names = names
    var used = taken.union(names.values)
    var next = 0
    var layers = 0
    for module in modules.modules
    where names[module.output] == nil && !graph.opcode(of: module.output).isLeaf {
      if module.region?.kind == .layer {
        layers += 1
        let hidden = "h\(layers)"
        if used.insert(hidden).inserted {
          letters[module.output] = hidden
          continue
        }
      }
      var letter = NodeNames.letter(next)
      while used.contains(letter) {
        next += 1
        letter = NodeNames.letter(next)
      }
      letters[module.output] = letter
      used.insert(letter)
    }
  }

  /// a ... z without those that look like operators or numbers, then a1 ... z1, and so on.
  private static func letter(_ index: Int) -> String {
    let alphabet = Array("abcdeghijkmnpqrstuvwxyz")
    let round = index / alphabet.count
    return String(alphabet[index % alphabet.count]) + (round == 0 ? "" : String(round))
  }

  /// A name, a number, or a letter.
  package func text(_ node: Node) -> String {
    if let name = names[node] ?? letters[node] { return name }
    if let value = graph.constantValue(of: node) { return Formula.text(of: value) }
    if graph.opcode(of: node) == .broadcast { return text(graph.inputs(of: node)[0]) }
    if graph.opcode(of: node) == .leaf { return "[\(graph.shape(of: node))]" }
    return "#\(node.index)"
  }

  /// What the upstream gradient is called: v, unless something else is.
  package var upstream: String { names.values.contains("v") ? "δ" : "v" }

  package func isNamed(_ node: Node) -> Bool { names[node] != nil }

  /// A node as a formula's atom: a number stays one, so that signs and brackets come out right.
  package func atom(_ node: Node) -> Formula {
    if names[node] == nil, let value = graph.constantValue(of: node) { return .number(value) }
    if names[node] == nil, letters[node] == nil, graph.opcode(of: node) == .broadcast {
      return atom(graph.inputs(of: node)[0])
    }
    return .symbol(text(node))
  }
}
