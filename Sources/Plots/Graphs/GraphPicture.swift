internal import StyledText

/// A graph with every box and wire at its place.
struct GraphPicture {
  private let graph: DrawnGraph
  private let layered: LayeredGraph
  private let shapes: GraphShapes
  private let placement: GraphRefinement
  private let channels: [Channel]
  private let flow: Flow
  private let spacing: Spacing
  /// Where each layer starts along the flow, and how far it reaches.
  private var layerStarts: [Int] = []
  private var layerDepths: [Int] = []
  /// The first row or column across that anything takes.
  private var origin = 0
  private(set) var width = 0
  private(set) var height = 0

  /// `nil` if the picture is wider than it may be.
  init?(_ graph: DrawnGraph, layers: [Int], flow: Flow, spacing: Spacing, width limit: Int) {
    var layered = LayeredGraph(graph, layers: layers)
    layered.reduceCrossings()
    let shapes = GraphShapes(graph, layered, flow: flow, spacing: spacing)
    let room = flow == .downward ? limit : nil
    guard let placed = GraphPlacement(layered, shapes, limit: room) else { return nil }
    let placement = GraphRefinement(layered, shapes, starts: placed.starts, limit: room)
    self.graph = graph
    self.layered = layered
    self.shapes = shapes
    self.placement = placement
    self.flow = flow
    self.spacing = spacing
    channels = layered.layers.dropLast().map { layer in
      Channel(
        layer.compactMap { item in
          guard !layered.leaving[item].isEmpty else { return nil }
          return Channel.Net(
            item: item, entry: placement.departures[item],
            exits: layered.leaving[item].map { placement.arrivals[$0] })
        })
    }
    measure()
    if width > limit { return nil }
  }

  // MARK: Extents

  private mutating func measure() {
    layerDepths = layered.layers.map { layer in layer.map { shapes[$0].depth }.max() ?? 0 }
    var along = 0
    for layer in layerDepths.indices {
      layerStarts.append(along)
      along += layerDepths[layer]
      if layer < channels.count { along += channelLength(layer) }
    }
    let wires = channels.flatMap(\.wires)
    origin = (placement.starts + wires.map(\.span.lowerBound)).min() ?? 0
    var end = zip(placement.starts, shapes.shapes).map { $0 + $1.breadth }.max() ?? 0
    end = max(end, (wires.map(\.span.upperBound).max() ?? 0) + 1)
    if flow == .downward {
      for (segment, position) in zip(layered.segments, placement.arrivals) {
        guard let label = label(of: segment) else { continue }
        end = max(end, position + 2 + label.width)
      }
    }
    (width, height) = flow == .rightward ? (along, end - origin) : (end - origin, along)
  }

  private func label(of segment: LayeredGraph.Segment) -> StyledText? {
    segment.edge.flatMap { graph.edges[$0].label }
  }

  /// The columns before the first track of a channel that flows rightward.
  private var stub: Int { spacing == .loose ? 1 : 0 }

  private var trackPitch: Int { flow == .rightward && spacing == .loose ? 2 : 1 }

  /// The columns between the last track and the next layer: label and arrow head.
  private func tailLength(_ channel: Int) -> Int {
    let isReached = layered.layers[channel + 1].contains { item in
      layered.items[item].isNode && !layered.arriving[item].isEmpty
    }
    guard flow == .rightward else { return isReached ? 1 : 0 }
    let labels = layered.layers[channel + 1].flatMap { item in
      layered.arriving[item].compactMap { label(of: layered.segments[$0])?.width }
    }
    let head = spacing == .loose ? 2 : 1
    return head + (labels.max().map { $0 + 3 } ?? 0)
  }

  private func channelLength(_ channel: Int) -> Int {
    let tracks = channels[channel].trackCount
    let tail = tailLength(channel)
    guard flow == .rightward else { return tracks + tail }
    return max(stub + max(tracks * trackPitch - trackPitch + 1, 0), stub) + tail
      + (tracks == 0 && spacing == .tight ? 1 : 0)
  }

  private func trackPosition(_ channel: Int, _ track: Int) -> Int {
    let start = layerStarts[channel] + layerDepths[channel]
    return start + (flow == .rightward ? stub : 0) + track * trackPitch
  }

  // MARK: Drawing

  func lines(_ marks: GraphMarks) -> [StyledText] {
    var canvas = GraphCanvas(width: width, height: height, marks: marks)
    draw(on: &canvas)
    return canvas.lines
  }

  func draw(on canvas: inout some GraphSurface) {
    for channel in channels.indices { drawWires(of: channel, on: &canvas) }
    for item in layered.items.indices { draw(item, on: &canvas) }
    for (segment, position) in zip(layered.segments, placement.arrivals) where segment.edge != nil {
      drawHead(of: segment, at: position, on: &canvas)
    }
  }

  private func point(along: Int, across: Int) -> GraphPoint {
    flow == .rightward
      ? GraphPoint(column: along, row: across - origin)
      : GraphPoint(column: across - origin, row: along)
  }

  private func drawWires(of channel: Int, on canvas: inout some GraphSurface) {
    let start = layerStarts[channel] + layerDepths[channel] - 1
    let end = layerStarts[channel + 1]
    func run(_ item: Int, _ from: Int, _ to: Int, across: Int) {
      canvas.draw(
        wire: layered.items[item].source, from: point(along: from, across: across),
        to: point(along: to, across: across))
    }
    for net in channels[channel].straight { run(net.item, start, end, across: net.entry) }
    for wire in channels[channel].wires {
      let track = trackPosition(channel, wire.track)
      let from = wire.previous.map { trackPosition(channel, channels[channel].wires[$0].track) }
      run(wire.item, from ?? start, track, across: wire.entry)
      canvas.draw(
        wire: layered.items[wire.item].source,
        from: point(along: track, across: wire.span.lowerBound),
        to: point(along: track, across: wire.span.upperBound))
      if !wire.isContinued {
        for exit in wire.exits { run(wire.item, track, end, across: exit) }
      }
    }
  }

  /// Draws a box, or the wire that passes the layer.
  private func draw(_ item: Int, on canvas: inout some GraphSurface) {
    let shape = shapes[item]
    let layer = layered.items[item].layer
    let end = layerStarts[layer] + layerDepths[layer]
    // What no wire reaches stands close to its consumers.
    let isReached = !layered.arriving[item].isEmpty
    let start = isReached ? layerStarts[layer] : end - shape.depth
    let source = layered.items[item].source
    let departure = placement.departures[item]
    if layered.items[item].isNode {
      let node = graph.nodes[source]
      let corner = point(along: start, across: placement.starts[item])
      if !layered.leaving[item].isEmpty {
        canvas.draw(
          wire: source, from: point(along: start + shape.depth - 1, across: departure),
          to: point(along: end - 1, across: departure))
      }
      let size =
        flow == .rightward ? (shape.depth, shape.breadth) : (shape.breadth, shape.depth)
      canvas.drawBox(at: corner, width: size.0, height: size.1, node.lines, isLeaf: node.isLeaf)
      if !layered.leaving[item].isEmpty {
        canvas.drawPort(at: point(along: start + shape.depth - 1, across: departure), flow)
      }
    } else {
      canvas.draw(
        wire: source, from: point(along: start, across: departure),
        to: point(along: end - 1, across: departure))
    }
  }

  /// Draws the arrow head and the label of an edge where it arrives.
  private func drawHead(
    of segment: LayeredGraph.Segment, at position: Int, on canvas: inout some GraphSurface
  ) {
    let head = point(along: layerStarts[layered.items[segment.to].layer] - 1, across: position)
    canvas.drawArrowHead(at: head, flow)
    guard let label = label(of: segment) else { return }
    switch flow {
    case .downward:
      canvas.write(label, at: GraphPoint(column: head.column + 2, row: head.row))
    case .rightward:
      let gap = spacing == .loose ? 1 : 0
      let framed = " " + label + " "
      let column = head.column - gap - framed.width
      canvas.write(framed, at: GraphPoint(column: column, row: head.row))
    }
  }
}
