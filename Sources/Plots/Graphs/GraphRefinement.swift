/// The last touch to where items stand: moves of single items and of straight runs that take out
/// bends and bring ports to the middle of their boxes.
struct GraphRefinement {
  private let graph: LayeredGraph
  private let shapes: GraphShapes
  private let limit: Int?
  /// The first row or column of each item.
  private(set) var starts: [Int]
  private var ports: GraphPorts
  /// What each item needs until the next of its layer, or, the last one, until the end.
  private let needs: [Int]
  /// The cost of the wires between each layer and the one before it.
  private var costs: [Double]

  init(_ graph: LayeredGraph, _ shapes: GraphShapes, starts: [Int], limit: Int?) {
    self.graph = graph
    self.shapes = shapes
    self.limit = limit
    self.starts = starts
    var needs = Array(repeating: 0, count: graph.items.count)
    for layer in graph.layers {
      for (first, second) in zip(layer, layer.dropFirst()) {
        needs[first] = shapes.separation(first, second)
      }
      if let last = layer.last { needs[last] = shapes.extent(of: [last]) }
    }
    self.needs = needs
    let ports = GraphPorts(graph, shapes, starts: starts, limit: limit)
    self.ports = ports
    costs = graph.layers.indices.map { $0 == 0 ? 0 : ports.cost(before: $0, starts: starts) }
    // The more there is to move, the less there is to gain from going over it again.
    for _ in 0..<max(1, min(4, 400 / max(graph.segments.count, 1))) {
      let before = costs.reduce(0, +)
      takeOutBends()
      centre()
      if costs.reduce(0, +) == before { break }
    }
  }

  /// Where each segment arrives.
  var arrivals: [Int] { ports.arrivals }

  /// Where the wire of each item leaves.
  var departures: [Int] { ports.departures }

  private mutating func takeOutBends() {
    for (segment, ends) in graph.segments.enumerated() {
      let distance = ports.arrivals[segment] - ports.departures[ends.from]
      guard distance != 0 else { continue }
      for (item, shift, side) in [
        (ends.from, distance, Side.before), (ends.to, -distance, .after),
      ] {
        for items in candidates(item, [side, .both]) {
          // Part of the way may be enough where a port can move the rest.
          for rest in 0..<min(abs(shift), 12) { move(items, by: shift - shift.signum() * rest) }
        }
      }
    }
  }

  private mutating func centre() {
    for item in graph.items.indices {
      for items in candidates(item, [.before, .after]) {
        for shift in [-4, 4, -2, 2, -1, 1] { move(items, by: shift) }
      }
    }
  }

  /// What may move together: an item alone, and the straight runs through it.
  private func candidates(_ item: Int, _ sides: [Side]) -> [[Int]] {
    var candidates = [[item]]
    for side in sides {
      let run = run(through: item, side)
      if !candidates.contains(run) { candidates.append(run) }
    }
    return candidates
  }

  /// Makes a move if there is room for it and it makes the picture calmer.
  private mutating func move(_ items: [Int], by shift: Int) {
    let known = starts
    for item in items { starts[item] += shift }
    let layers = Set(items.map { graph.items[$0].layer }).sorted()
    guard layers.allSatisfy({ makeRoom(in: $0, rightward: shift > 0) }) else {
      starts = known
      return
    }
    let (knownPorts, knownCosts) = (ports, costs)
    var change = 0.0
    for layer in Set(layers + layers.map { $0 + 1 }).sorted() where costs.indices.contains(layer) {
      guard layer > 0 else { continue }
      ports.find(before: layer, starts: starts)
      costs[layer] = ports.cost(before: layer, starts: starts)
      change += costs[layer] - knownCosts[layer]
    }
    change += shapes.extentCost * Double(extent(of: starts) - extent(of: known))
    if change > -1e-9 { (starts, ports, costs) = (known, knownPorts, knownCosts) }
  }

  /// How many rows or columns the items take together.
  private func extent(of starts: [Int]) -> Int {
    guard let first = starts.min() else { return 0 }
    return starts.indices.reduce(first) { max($0, starts[$1] + shapes[$1].breadth) } - first
  }

  /// Pushes what stands in the way of a move aside; `false` if there is no room.
  private mutating func makeRoom(in layer: Int, rightward: Bool) -> Bool {
    let items = graph.layers[layer]
    let pairs = Array(zip(items, items.dropFirst()))
    if rightward {
      for (first, second) in pairs {
        starts[second] = max(starts[second], starts[first] + needs[first])
      }
    } else {
      for (first, second) in pairs.reversed() {
        starts[first] = min(starts[first], starts[second] - needs[first])
      }
    }
    guard let limit, let first = items.first, let last = items.last else { return true }
    return starts[first] >= 0 && starts[last] + needs[last] <= limit
  }

  private enum Side {
    case before, after, both
  }

  /// The items that hang together with one by straight pieces of wire, all of them or those of the
  /// layers on one side.
  private func run(through item: Int, _ side: Side) -> [Int] {
    let layer = graph.items[item].layer
    var found: Set<Int> = [item]
    var open = [item]
    while let next = open.popLast() {
      for segment in graph.arriving[next] + graph.leaving[next] {
        let ends = graph.segments[segment]
        guard ports.arrivals[segment] == ports.departures[ends.from] else { continue }
        if side == .before, graph.items[ends.to].layer > layer { continue }
        if side == .after, graph.items[ends.from].layer < layer { continue }
        for end in [ends.from, ends.to] where found.insert(end).inserted { open.append(end) }
      }
    }
    return found.sorted()
  }
}
