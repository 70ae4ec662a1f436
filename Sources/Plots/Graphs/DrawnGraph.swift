internal import StyledText

/// A graph ready to be laid out: indices instead of ids, one line a text.
struct DrawnGraph {
  struct Node {
    let lines: [StyledText]
    let isLeaf: Bool
  }

  struct Edge {
    let source: Int
    let target: Int
    let label: StyledText?
  }

  let nodes: [Node]
  let edges: [Edge]
  /// The number of edges on the longest path to each node.
  let depths: [Int]

  /// `nil` for an edge to an unknown node, an id that stands twice, and a circle.
  init?(_ drawing: GraphDrawing, inASCII: Bool) {
    func text(_ text: StyledText) -> StyledText { inASCII ? text.asciiFallback : text }
    var indices: [Int: Int] = [:]
    for (index, node) in drawing.nodes.enumerated() {
      guard indices.updateValue(index, forKey: node.id) == nil else { return nil }
    }
    var edges: [Edge] = []
    for edge in drawing.edges {
      guard let source = indices[edge.from], let target = indices[edge.to] else { return nil }
      let label = edge.label.map { text($0).lines.joined(separator: " ") }
      edges.append(
        Edge(source: source, target: target, label: label?.isEmpty == true ? nil : label))
    }
    let nodes = drawing.nodes.map {
      Node(lines: $0.lines.flatMap { text($0).lines }, isLeaf: $0.isLeaf)
    }
    self.init(nodes: nodes, edges: edges)
  }

  private init?(nodes: [Node], edges: [Edge]) {
    guard let depths = Layering.depths(nodeCount: nodes.count, edges: edges) else { return nil }
    self.nodes = nodes
    self.edges = edges
    self.depths = depths
  }

  /// The nodes that each node is computed from, as often as it uses them.
  var inputs: [[Int]] {
    var inputs = Array(repeating: [Int](), count: nodes.count)
    for edge in edges { inputs[edge.target].append(edge.source) }
    return inputs
  }

  /// The connected parts, in the order of their first nodes.
  private var components: [DrawnGraph] {
    var part = Array(nodes.indices)
    func representative(_ node: Int) -> Int {
      var node = node
      while part[node] != node { node = part[node] }
      return node
    }
    for edge in edges {
      let (first, second) = (representative(edge.source), representative(edge.target))
      part[max(first, second)] = min(first, second)
    }
    let parts = nodes.indices.map(representative)
    return nodes.indices.filter { parts[$0] == $0 }.compactMap { first in
      let members = nodes.indices.filter { parts[$0] == first }
      var place: [Int: Int] = [:]
      for (index, member) in members.enumerated() { place[member] = index }
      return DrawnGraph(
        nodes: members.map { nodes[$0] },
        edges: edges.compactMap { edge in
          guard let source = place[edge.source], let target = place[edge.target] else { return nil }
          return Edge(source: source, target: target, label: edge.label)
        })
    }
  }

  /// The pictures of the connected parts, each as it fits best.
  func pictures(_ width: Int, _ glyphs: Glyphs) -> [StyledText]? {
    let marks = GraphMarks(glyphs)
    var pictures: [[StyledText]] = []
    for component in components {
      guard let picture = component.picture(width: width) else { return nil }
      pictures.append(picture.lines(marks))
    }
    return Shelves.arranged(pictures, width: width)
  }

  /// The connected parts laid out, each as it fits best.
  func layouts(width: Int) -> [GraphPicture] { components.compactMap { $0.picture(width: width) } }

  /// The picture with the fewest lines among those that fit, left to right where two are equal.
  private func picture(width: Int) -> GraphPicture? {
    let free = Layering.layers(of: self)
    var best: GraphPicture?
    func consider(_ layers: [Int], _ flow: Flow) -> Bool {
      for spacing in [Spacing.loose, .tight] {
        guard
          let picture = GraphPicture(
            self, layers: layers, flow: flow, spacing: spacing, width: width)
        else { continue }
        if best.map({ picture.height < $0.height }) ?? true { best = picture }
        return true
      }
      return false
    }
    _ = consider(free, .rightward)
    if !consider(free, .downward) {
      var widest = free.reduce(into: [:]) { $0[$1, default: 0] += 1 }.values.max() ?? 1
      while !consider(Layering.layers(of: self, atMost: widest), .downward), widest > 1 {
        widest -= 1
      }
    }
    return best
  }
}
