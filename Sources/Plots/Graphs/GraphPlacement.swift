/// Where the items of a layered graph stand across the flow.
///
/// Each layer is placed exactly, by the median of what its wires wish for and the distances its
/// items need (isotonic regression); sweeps along the layers settle the whole.
struct GraphPlacement {
  private let graph: LayeredGraph
  private let shapes: GraphShapes
  /// The number of rows or columns there are, `nil` for any number.
  private let limit: Int?
  /// The first row or column of each item.
  private(set) var starts: [Int]

  /// `nil` if a layer needs more room than there is.
  init?(_ graph: LayeredGraph, _ shapes: GraphShapes, limit: Int?) {
    let extents = graph.layers.map { shapes.extent(of: $0) }
    let widest = extents.max() ?? 0
    if let limit, widest > limit { return nil }
    self.graph = graph
    self.shapes = shapes
    self.limit = limit
    starts = Array(repeating: 0, count: graph.items.count)
    for (layer, extent) in zip(graph.layers, extents) {
      for item in layer { starts[item] = ((limit ?? widest) - extent) / 2 }
    }
    for layer in graph.layers { place(layer, wishes: [:]) }
    settle()
  }

  // MARK: Sweeps

  private enum Neighbours {
    case before, after, both
  }

  private struct Wish {
    var position: Double
    var weight: Double
  }

  private mutating func settle() {
    var best = starts
    var least = sweepCost
    let rounds: [Neighbours] = [.before, .after, .before, .after, .both, .both, .both, .both]
    for neighbours in rounds {
      for layer in neighbours == .after ? graph.layers.reversed() : graph.layers {
        var wishes: [Int: [Wish]] = [:]
        for item in layer { wishes[item] = self.wishes(of: item, neighbours) }
        place(layer, wishes: wishes)
      }
      let cost = sweepCost
      if cost < least {
        least = cost
        best = starts
      }
    }
    starts = best
  }

  /// Where the wires of an item would have it start.
  private func wishes(of item: Int, _ neighbours: Neighbours) -> [Wish] {
    var wishes: [Wish] = []
    if neighbours != .after {
      for (port, segment) in shapes.arrivals[item].enumerated() {
        let from = graph.segments[segment].from
        let position = starts[from] + shapes[from].outPort - shapes[item].inPorts[port]
        wishes.append(Wish(position: Double(position), weight: graph.weight(of: segment)))
      }
    }
    if neighbours != .before {
      for segment in graph.leaving[item] {
        let position = arrival(of: segment) - shapes[item].outPort
        wishes.append(Wish(position: Double(position), weight: graph.weight(of: segment)))
      }
    }
    return wishes
  }

  private func arrival(of segment: Int) -> Int {
    let item = graph.segments[segment].to
    let port = shapes.arrivals[item].firstIndex(of: segment) ?? 0
    return starts[item] + shapes[item].inPorts[port]
  }

  /// The length of wire across the flow and the number of bends.
  private var sweepCost: Double {
    graph.segments.indices.reduce(0) { sum, segment in
      let from = graph.segments[segment].from
      let distance = abs(arrival(of: segment) - starts[from] - shapes[from].outPort)
      return sum + graph.weight(of: segment) * Double(distance == 0 ? 0 : distance + 4)
    }
  }

  /// Places a layer as near to the wishes as its items and the room allow.
  private mutating func place(_ layer: [Int], wishes: [Int: [Wish]]) {
    var offsets: [Int] = []
    for (place, item) in layer.enumerated() {
      offsets.append(
        place == 0 ? 0 : offsets[place - 1] + shapes.separation(layer[place - 1], item))
    }
    // Neighbours whose wishes are in the wrong order are joined into a block and share a median.
    var blocks: [(wishes: [Wish], position: Double, count: Int)] = []
    for (place, item) in layer.enumerated() {
      var own = wishes[item] ?? []
      if own.isEmpty { own = [Wish(position: Double(starts[item]), weight: 0.01)] }
      for index in own.indices { own[index].position -= Double(offsets[place]) }
      var block = (wishes: own, position: GraphPlacement.median(own), count: 1)
      while let last = blocks.last, last.position > block.position {
        blocks.removeLast()
        let joined = last.wishes + block.wishes
        block = (joined, GraphPlacement.median(joined), last.count + block.count)
      }
      blocks.append(block)
    }
    let room = limit.map { $0 - shapes.extent(of: layer) }
    var place = 0
    for block in blocks {
      var position = Int(block.position.rounded(.down))
      if let room { position = min(max(position, 0), room) }
      for _ in 0..<block.count {
        starts[layer[place]] = position + offsets[place]
        place += 1
      }
    }
  }

  /// The weighted median; the middle between two if both halves weigh the same.
  private static func median(_ wishes: [Wish]) -> Double {
    let sorted = wishes.sorted { $0.position < $1.position }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var sum = 0.0
    for (index, wish) in sorted.enumerated() {
      sum += wish.weight
      if sum == half, index + 1 < sorted.count {
        return (wish.position + sorted[index + 1].position) / 2
      }
      if sum > half { return wish.position }
    }
    return sorted.last?.position ?? 0
  }
}
