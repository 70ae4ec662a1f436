package import Operations

/// How finely a reader looks.
package enum Detail: String, Sendable, CaseIterable {
  /// Facts and functions are single modules.
  case names
  /// The layers of networks are single modules, everything else as for `ops`.
  case layers
  /// Every operation is a step; a loss or a normalisation is one.
  case ops
  /// Losses and normalisations are taken apart too.
  case primitives
}

/// A graph seen at a chosen detail: which nodes a reader sees, and what stands between them.
package struct Modules: Sendable {
  /// A module's output and what it reads.
  package struct Module: Sendable {
    package let output: Node
    package let inputs: [Node]
    /// The region it closes over; nil for a single operation.
    package let region: Region?
  }

  package let detail: Detail
  /// In order of evaluation.
  package private(set) var modules: [Module] = []
  /// For each node the output of the module it is part of.
  private let home: [Int32]

  package init(_ graph: Graph, of output: Node, detail: Detail) {
    self.detail = detail
    let needed = graph.needed(for: [output])
    let closed = Modules.closed(graph, detail).filter { region in
      region.output.position < needed.count && needed[region.output.position]
    }
    var home = needed.indices.map { Int32($0) }
    // Outer regions first, so that the innermost has the last word. A fact's region that only
    // names what was recorded before holds no nodes of its own.
    let regions = closed.sorted { $0.nodes.count > $1.nodes.count }
    for region in regions where region.nodes.contains(region.output.index) {
      for position in region.nodes where position < home.count {
        home[Int(position)] = region.output.index
      }
    }
    // Outputs of facts stay visible wherever they lie; so do the values they read.
    for region in closed { home[region.output.position] = region.output.index }
    for position in home.indices where graph.records[position].arity == 0 {
      home[position] = Int32(position)
    }
    if detail != .primitives { Modules.hideBroadcasts(graph, needed, &home) }
    self.home = home

    var inputs: [Int32: [Node]] = [:]
    for position in needed.indices where needed[position] {
      let own = home[position]
      for input in graph.inputs(of: Node(position)) {
        let source = home[input.position]
        if source != own || input.index == own, source == input.index {
          if inputs[own]?.contains(input) != true { inputs[own, default: []].append(input) }
        }
      }
    }
    let byOutput = Dictionary(
      regions.map { ($0.output, $0) },
      // A fact that is one call of a function is best told by the call.
      uniquingKeysWith: { outer, inner in inner.kind == .fact ? outer : inner })
    for position in needed.indices where needed[position] && home[position] == Int32(position) {
      let node = Node(position)
      modules.append(
        Module(
          output: node, inputs: inputs[node.index] ?? [],
          region: byOutput[node].flatMap { $0.nodes.contains(node.index) ? $0 : nil }))
    }
  }

  /// The regions that a detail shows as one module.
  private static func closed(_ graph: Graph, _ detail: Detail) -> [Region] {
    switch detail {
    case .ops: graph.regions.filter { $0.kind == .operation }
    case .primitives: []
    // A network is one module, so neither its layers nor their parts are.
    case .names: withoutPartsOfLayers(graph.regions).filter { $0.kind != .layer }
    case .layers:
      withoutPartsOfLayers(graph.regions).filter { $0.kind == .layer || $0.kind == .operation }
    }
  }

  /// Regions without those that lie within a layer.
  ///
  /// A region is noted when it is complete, so what lies within it stands before it.
  private static func withoutPartsOfLayers(_ regions: [Region]) -> [Region] {
    var cover: Range<Int32> = 0..<0
    var result: [Region] = []
    for region in regions.reversed() {
      let isWithin =
        cover.lowerBound <= region.nodes.lowerBound && region.nodes.upperBound <= cover.upperBound
      if isWithin, !cover.isEmpty { continue }
      result.append(region)
      if region.kind == .layer { cover = region.nodes }
    }
    return result.reversed()
  }

  /// A repeated operand belongs to the operation that asked for it.
  private static func hideBroadcasts(
    _ graph: Graph, _ needed: ContiguousArray<Bool>, _ home: inout [Int32]
  ) {
    for position in needed.indices.reversed() where needed[position] {
      for input in graph.inputs(of: Node(position))
      where graph.opcode(of: input) == .broadcast && home[input.position] == input.index {
        home[input.position] = home[position]
      }
    }
  }

  /// The output of the module that a node is part of.
  package func home(of node: Node) -> Node {
    node.position < home.count ? Node(raw: home[node.position]) : node
  }

  package func isVisible(_ node: Node) -> Bool {
    node.position < home.count && home[node.position] == node.index
  }
}
