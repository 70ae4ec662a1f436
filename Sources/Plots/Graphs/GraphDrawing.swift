package import StyledText

/// A computation graph drawn as boxes in layers with orthogonal wires between them.
///
/// The picture flows from left to right or from top to bottom, whichever fits the width in fewer
/// lines. Leaves have round corners and operations square ones. What leaves a node is one wire
/// that branches towards its consumers: a `┼` joins, while a wire that only crosses another passes
/// under it, `─│─`. The label of an edge stands where the edge arrives.
package struct GraphDrawing: Sendable, Equatable {
  package struct Node: Sendable, Equatable {
    package var id: Int
    /// What the box says: formula, value, gradient.
    package var lines: [StyledText]
    package var isLeaf: Bool

    package init(id: Int, lines: [StyledText], isLeaf: Bool) {
      self.id = id
      self.lines = lines
      self.isLeaf = isLeaf
    }
  }

  /// The use of one node's value by another; two edges between the same nodes are two uses.
  package struct Edge: Sendable, Equatable {
    package var from: Int
    package var to: Int
    package var label: StyledText?

    package init(from: Int, to: Int, label: StyledText? = nil) {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// More nodes than this are a table's work.
  package static let maximumNodeCount = 40
  /// More wires than these nobody can follow.
  package static let maximumEdgeCount = 120

  package let nodes: [Node]
  package let edges: [Edge]

  package init(nodes: [Node], edges: [Edge]) {
    self.nodes = nodes
    self.edges = edges
  }

  /// The lines of the picture, none wider than `width`.
  ///
  /// `nil` when the picture does not fit the width or has too many nodes or edges, and for what is no
  /// acyclic graph: an edge to an unknown node, an id twice, a circle.
  package func rendered(width: Int, glyphs: Glyphs) -> [StyledText]? {
    guard nodes.count <= GraphDrawing.maximumNodeCount,
      edges.count <= GraphDrawing.maximumEdgeCount,
      let graph = DrawnGraph(self, inASCII: glyphs == .ascii)
    else { return nil }
    let lines = glyphs == .plain ? graph.summary(width: width) : graph.pictures(width, glyphs)
    guard let lines, lines.allSatisfy({ $0.width <= width }) else { return nil }
    return lines
  }
}
