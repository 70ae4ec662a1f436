/// A graph in layers with a place in every layer that a wire passes.
///
/// The wire of a node passes a layer once, however many consumers wait behind it.
struct LayeredGraph {
  /// A node, or the place where the wire of a node passes a layer.
  struct Item {
    /// The node itself or the one whose wire passes.
    let source: Int
    let isNode: Bool
    let layer: Int
  }

  /// A piece of wire from one layer to the next.
  struct Segment {
    let from: Int
    let to: Int
    /// The edge that arrives here, `nil` where the wire goes on.
    let edge: Int?
  }

  /// The nodes first, in their own order.
  private(set) var items: [Item]
  private(set) var segments: [Segment] = []
  /// The segments that arrive at an item and that leave it.
  private(set) var arriving: [[Int]] = []
  private(set) var leaving: [[Int]] = []
  /// The items of each layer in their order.
  var layers: [[Int]]

  init(_ graph: DrawnGraph, layers layerOfNode: [Int]) {
    items = layerOfNode.enumerated().map {
      Item(source: $0.offset, isNode: true, layer: $0.element)
    }
    var passing: [[Int: Int]] = Array(repeating: [:], count: layerOfNode.count)
    for (edge, ends) in graph.edges.enumerated() {
      var last = ends.source
      for layer in (layerOfNode[ends.source] + 1)..<layerOfNode[ends.target] {
        if let item = passing[ends.source][layer] {
          last = item
        } else {
          items.append(Item(source: ends.source, isNode: false, layer: layer))
          segments.append(Segment(from: last, to: items.count - 1, edge: nil))
          last = items.count - 1
          passing[ends.source][layer] = last
        }
      }
      segments.append(Segment(from: last, to: ends.target, edge: edge))
    }
    arriving = Array(repeating: [], count: items.count)
    leaving = arriving
    for (index, segment) in segments.enumerated() {
      arriving[segment.to].append(index)
      leaving[segment.from].append(index)
    }
    layers = Array(repeating: [], count: (layerOfNode.max() ?? 0) + 1)
    let declared = items.indices.sorted { (items[$0].source, $0) < (items[$1].source, $1) }
    for item in declared { layers[items[item].layer].append(item) }
  }

  /// How much a bend matters: in a wire that passes several layers it is seen first.
  func weight(of segment: Int) -> Double {
    let ends = segments[segment]
    switch (items[ends.from].isNode, items[ends.to].isNode) {
    case (true, true): return 1
    case (false, false): return 8
    default: return 2
    }
  }

  /// The place of every item in its layer.
  var places: [Int] {
    var places = Array(repeating: 0, count: items.count)
    for layer in layers {
      for (place, item) in layer.enumerated() { places[item] = place }
    }
    return places
  }
}
