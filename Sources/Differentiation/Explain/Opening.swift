import Operations

/// A copy of a graph in which every rule that can be written in simpler operations is.
struct Opening {
  private(set) var graph = Graph()
  private var copies: [Node] = []

  init(_ source: Graph) {
    let scratch = RuleScratch()
    copies.reserveCapacity(source.count)
    for position in 0..<source.count {
      let node = Node(position)
      if let value = source.constantValue(of: node) {
        copies.append(graph.constant(value))
      } else if let leaf = source.leaf(of: node) {
        copies.append(graph.leaf(leaf.value, name: leaf.name, role: leaf.role))
      } else {
        let inputs = source.inputs(of: node).map { copies[$0.position] }
        let whole = graph.append(
          source.opcode(of: node), inputs, like: source.attribute(of: node),
          source.shape(of: node))
        copies.append(graph.opened(whole, scratch) ?? whole)
      }
    }
  }

  func node(_ node: Node) -> Node { copies[node.position] }

  func names(_ names: [Node: String]) -> [Node: String] {
    Dictionary(names.map { (self.node($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
