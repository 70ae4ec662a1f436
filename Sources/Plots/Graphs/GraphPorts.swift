/// Where wires leave and reach the items of a layered graph.
///
/// A port stands in the middle of its box's side and moves along it where that takes the bend out
/// of a wire. What happens between two layers depends on nothing else.
struct GraphPorts {
  private let graph: LayeredGraph
  private let shapes: GraphShapes
  /// The number of rows or columns there are, `nil` for any number.
  private let limit: Int?
  /// Where each segment arrives.
  private(set) var arrivals: [Int]
  /// Where the wire of each item leaves.
  private(set) var departures: [Int]

  init(_ graph: LayeredGraph, _ shapes: GraphShapes, starts: [Int], limit: Int?) {
    self.graph = graph
    self.shapes = shapes
    self.limit = limit
    arrivals = Array(repeating: 0, count: graph.segments.count)
    departures = Array(repeating: 0, count: graph.items.count)
    for layer in 1..<max(graph.layers.count, 1) { find(before: layer, starts: starts) }
  }

  /// Finds the ports between a layer and the one before it.
  mutating func find(before layer: Int, starts: [Int]) {
    for item in graph.layers[layer - 1] { departures[item] = starts[item] + shapes[item].outPort }
    let lines = shapes.lines[layer]
    for line in lines { arrivals[line.segment] = starts[line.item] + line.port }
    // The second time there may be room that the first has made.
    for _ in 0..<2 { straighten(lines, starts) }
  }

  private mutating func straighten(_ lines: [GraphShapes.Line], _ starts: [Int]) {
    for (index, line) in lines.enumerated() where graph.items[line.item].isNode {
      let from = graph.segments[line.segment].from
      let arrival = arrivals[line.segment]
      guard arrival != departures[from] else { continue }
      var lowest = starts[line.item] + 1
      var highest = starts[line.item] + shapes[line.item].breadth - 2
      if index > 0 {
        let before = lines[index - 1]
        lowest = max(lowest, arrivals[before.segment] + before.reach)
      }
      if index + 1 < lines.count {
        highest = min(highest, arrivals[lines[index + 1].segment] - line.reach)
      } else if let limit {
        highest = min(highest, limit + 1 - line.reach)
      }
      let isBranching = graph.leaving[from].count > 1
      let isMovable = !isBranching && shapes.departureMoves(from)
      if isMovable {
        lowest = max(lowest, starts[from] + 1)
        highest = min(highest, starts[from] + shapes[from].breadth - 2)
      } else if isBranching {
        // The branches of a wire look best where they reach the middle of a box.
        lowest = max(lowest, arrival - 2)
        highest = min(highest, arrival + 2)
      }
      guard lowest <= highest else { continue }
      let goal = min(max(departures[from], lowest), highest)
      guard isMovable || goal == departures[from] else { continue }
      arrivals[line.segment] = goal
      departures[from] = goal
    }
  }

  /// How restless the wires between a layer and the one before it are: bends, ways across, ports
  /// away from the middle.
  func cost(before layer: Int, starts: [Int]) -> Double {
    var cost = 0.0
    for line in shapes.lines[layer] {
      let from = graph.segments[line.segment].from
      let distance = abs(arrivals[line.segment] - departures[from])
      let isBranch = graph.leaving[from].count > 1 && graph.items[line.item].isNode
      let bend = isBranch || distance == 0 ? 0.0 : 6
      cost += graph.weight(of: line.segment) * (bend + 0.5 * Double(distance))
      cost += GraphPorts.cost(aside: arrivals[line.segment] - starts[line.item] - line.port)
    }
    for item in graph.layers[layer - 1] where !graph.leaving[item].isEmpty {
      cost += GraphPorts.cost(aside: departures[item] - starts[item] - shapes[item].outPort)
      guard graph.leaving[item].count > 1 else { continue }
      // A wire that branches looks best where its branches lie on both sides.
      let exits = graph.leaving[item].map { arrivals[$0] }
      let sum = (exits.min() ?? 0) + (exits.max() ?? 0)
      cost += 0.3 * Double(abs(2 * departures[item] - sum))
    }
    return cost
  }

  /// Many ports a little aside cost less than one far aside.
  private static func cost(aside distance: Int) -> Double {
    0.05 * Double(distance * distance)
  }
}
