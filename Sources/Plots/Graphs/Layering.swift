/// Which layer each node of a graph stands in: every edge leads to a later layer.
enum Layering {
  /// The number of edges on the longest path to each node, or `nil` if the graph has a circle.
  static func depths(nodeCount: Int, edges: [DrawnGraph.Edge]) -> [Int]? {
    var depths = Array(repeating: 0, count: nodeCount)
    var missing = Array(repeating: 0, count: nodeCount)
    var consumers = Array(repeating: [Int](), count: nodeCount)
    for edge in edges {
      missing[edge.target] += 1
      consumers[edge.source].append(edge.target)
    }
    var ready = (0..<nodeCount).filter { missing[$0] == 0 }
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      for consumer in consumers[node] {
        depths[consumer] = max(depths[consumer], depths[node] + 1)
        missing[consumer] -= 1
        if missing[consumer] == 0 { ready.append(consumer) }
      }
    }
    return ready.count == nodeCount ? depths : nil
  }

  /// Layers by longest path from the leaves or from the results, whichever has the shorter wires.
  static func layers(of graph: DrawnGraph) -> [Int] {
    let (early, late) = (earlyLayers(of: graph), layers(of: graph, atMost: graph.nodes.count))
    return wireLength(graph, late) < wireLength(graph, early) ? late : early
  }

  /// The layers that the wires pass, one count for a wire however often it branches.
  private static func wireLength(_ graph: DrawnGraph, _ layers: [Int]) -> Int {
    var lengths = Array(repeating: 0, count: layers.count)
    for edge in graph.edges {
      lengths[edge.source] = max(lengths[edge.source], layers[edge.target] - layers[edge.source])
    }
    return lengths.reduce(0, +)
  }

  /// Layers by longest path, with every node that has no inputs next to its first consumer.
  private static func earlyLayers(of graph: DrawnGraph) -> [Int] {
    var layers = graph.depths
    var firstConsumer = Array(repeating: Int.max, count: layers.count)
    for edge in graph.edges {
      firstConsumer[edge.source] = min(firstConsumer[edge.source], layers[edge.target])
    }
    for node in layers.indices where layers[node] == 0 && firstConsumer[node] != Int.max {
      layers[node] = firstConsumer[node] - 1
    }
    return layers
  }

  /// Layers of at most so many nodes, filled from the results backwards.
  ///
  /// Among the nodes whose consumers are all placed, the one comes first whose inputs start the
  /// fewest wires, then the one with the longest way before it, then the one declared last.
  static func layers(of graph: DrawnGraph, atMost capacity: Int) -> [Int] {
    let inputs = graph.inputs
    var missing = Array(repeating: 0, count: graph.nodes.count)
    for edge in graph.edges { missing[edge.source] += 1 }
    var isWaitedFor = Array(repeating: false, count: graph.nodes.count)
    var ready = graph.nodes.indices.filter { missing[$0] == 0 }
    var levels: [[Int]] = []
    while !ready.isEmpty {
      var level: [Int] = []
      while level.count < capacity, !ready.isEmpty {
        func started(_ node: Int) -> Int { Set(inputs[node]).count { !isWaitedFor[$0] } }
        let next = ready.max { first, second in
          (-started(first), graph.depths[first], first)
            < (-started(second), graph.depths[second], second)
        }
        guard let next else { break }
        level.append(next)
        ready.removeAll { $0 == next }
        for input in inputs[next] { isWaitedFor[input] = true }
      }
      for input in level.flatMap({ inputs[$0] }) {
        missing[input] -= 1
        if missing[input] == 0 { ready.append(input) }
      }
      levels.append(level)
    }
    var layers = Array(repeating: 0, count: graph.nodes.count)
    for (level, members) in levels.enumerated() {
      for node in members { layers[node] = levels.count - 1 - level }
    }
    return layers
  }
}
