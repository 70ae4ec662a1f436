package import Diagnostics
import Differentiation
package import Operations
import Tensors

/// A stretch of source text that recorded some nodes.
package struct Origin: Sendable {
  package let nodes: Range<Int>
  package let range: SourceRange
  package let source: SourceText
}

/// Expressions as a graph, with the names and places of their nodes.
package struct Recording: Sendable {
  package internal(set) var graph = Graph()
  /// What was asked for, in order.
  package internal(set) var outputs: [Node] = []
  /// The masks that dropout drew, with its rate.
  var masks: [(node: Node, rate: Double)] = []
  /// Leaves and facts by name.
  package internal(set) var nodes: [String: Node] = [:]
  /// The first name of each named node.
  package internal(set) var names: [Node: String] = [:]
  /// Where calls stand that could fail when they run.
  var origins: [Origin] = []
  /// The layers of networks that recorded nodes, and what a message calls them.
  var layers: [(nodes: Range<Int>, text: String)] = []
  /// Leaves that follow a session's values: name and the node to bind.
  var bindings: [(name: String, node: Node)] = []
  /// Every name that was read, directly or not.
  var reads: [String] = []
  /// Running statistics that a batch moves: the name of the running value, the node of the
  /// batch's value, and how much of it goes in.
  package internal(set) var statistics: [(name: String, node: Node, momentum: Double)] = []
  /// Whether another run with other values of the same shapes would record the same graph.
  var isReusable = true

  /// The place of the innermost call that recorded a node.
  package func origin(of node: Node) -> Origin? {
    origins.filter { $0.nodes.contains(node.position) }.min { $0.nodes.count < $1.nodes.count }
  }

  /// Named variables that a node depends on, in order of evaluation: what is differentiated by
  /// when nothing is said.
  package func variables(of output: Node) -> [Node] {
    let needed = graph.needed(for: [output])
    return graph.leaves.filter { leaf in
      leaf.role == .variable && leaf.name != nil && leaf.node.position < needed.count
        && needed[leaf.node.position]
    }.map(\.node)
  }
}
