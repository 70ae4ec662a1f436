internal import StyledText

/// How large the items of a layered graph are and where wires may reach them.
struct GraphShapes {
  struct Shape {
    /// The extent across the flow.
    var breadth: Int
    /// The extent along the flow; a passing wire has none of its own.
    var depth: Int
    /// Where wires arrive, as offsets across, in the order of `arrivals`.
    var inPorts: [Int]
    /// Where the wire leaves.
    var outPort: Int
    /// How far behind each arriving wire the next line may stand.
    var reaches: [Int]
  }

  /// A wire that arrives at an item.
  struct Line {
    let segment: Int
    let item: Int
    /// The default place, as an offset from the start of the item.
    let port: Int
    /// How far behind it the next line may stand.
    let reach: Int
  }

  private(set) var shapes: [Shape] = []
  /// The segments that arrive at each item, in the order of the items they come from.
  let arrivals: [[Int]]
  /// The wires that arrive in each layer, in their order across.
  private(set) var lines: [[Line]] = []
  private let flow: Flow
  /// What has to lie between two boxes of a layer, and between a box and a passing wire.
  let boxGap: Int
  let wireGap: Int

  init(_ graph: DrawnGraph, _ layered: LayeredGraph, flow: Flow, spacing: Spacing) {
    let places = layered.places
    arrivals = layered.arriving.map { arriving in
      arriving.sorted {
        (places[layered.segments[$0].from], $0) < (places[layered.segments[$1].from], $1)
      }
    }
    self.flow = flow
    switch (flow, spacing) {
    case (.rightward, _): (boxGap, wireGap) = (0, 0)
    case (.downward, .loose): (boxGap, wireGap) = (3, 2)
    case (.downward, .tight): (boxGap, wireGap) = (1, 1)
    }
    for (item, arriving) in zip(layered.items, arrivals) {
      let reaches = arriving.map { segment -> Int in
        guard flow == .downward else { return 1 }
        let label = layered.segments[segment].edge.flatMap { graph.edges[$0].label }
        return label.map { $0.width + 3 } ?? (spacing == .loose ? 3 : 2)
      }
      if item.isNode {
        let lines = graph.nodes[item.source].lines
        shapes.append(
          flow == .rightward
            ? GraphShapes.rightward(lines, ports: arriving.count)
            : GraphShapes.downward(lines, reaches: reaches))
      } else {
        shapes.append(Shape(breadth: 1, depth: 0, inPorts: [0], outPort: 0, reaches: [reaches[0]]))
      }
    }
    if flow == .rightward { alignDepths(layered) }
    lines = layered.layers.map { layer in
      layer.flatMap { item in
        arrivals[item].enumerated().map { port, segment in
          Line(
            segment: segment, item: item, port: shapes[item].inPorts[port],
            reach: shapes[item].reaches[port])
        }
      }
    }
  }

  subscript(_ item: Int) -> Shape { shapes[item] }

  /// Whether the place where the wire of an item leaves may move along the side of its box.
  ///
  /// Where the flow is rightward, a box that wires reach lets its own leave at the same line of text
  /// always.
  func departureMoves(_ item: Int) -> Bool {
    shapes[item].depth > 0 && (flow == .downward || arrivals[item].isEmpty)
  }

  /// What a row or column more costs: rows are scarce, columns are not as long as all fit.
  var extentCost: Double { flow == .rightward ? 2 : 0.05 }

  /// How far a layer reaches from the start of its first item.
  func extent(of layer: [Int]) -> Int {
    guard let last = layer.last else { return 0 }
    let distances = zip(layer, layer.dropFirst()).map { separation($0, $1) }
    // Behind the last arriving wire stands its label; the two columns after it are not needed.
    let reach = zip(shapes[last].inPorts, shapes[last].reaches).map { $0 + $1 - 1 }.max() ?? 0
    return distances.reduce(0, +) + max(shapes[last].breadth, reach)
  }

  /// The least distance between the starts of two items that follow each other in a layer.
  func separation(_ first: Int, _ second: Int) -> Int {
    let (before, after) = (shapes[first], shapes[second])
    let areBoxes = before.depth > 0 && after.depth > 0
    let boxes = before.breadth + (areBoxes ? boxGap : wireGap)
    guard let last = before.inPorts.last, let reach = before.reaches.last else { return boxes }
    return max(boxes, last + reach - (after.inPorts.first ?? 0))
  }

  private static func width(of lines: [StyledText]) -> Int {
    max(lines.map(\.width).max() ?? 0, 1)
  }

  /// A box whose wires arrive at the rows between its upper and lower border.
  private static func rightward(_ lines: [StyledText], ports: Int) -> Shape {
    let rows = max(lines.count, ports, 1)
    let inPorts = (0..<ports).map { port in
      ports == 1 ? 1 + (rows - 1) / 2 : 1 + port * (rows - 1) / (ports - 1)
    }
    return Shape(
      breadth: rows + 2, depth: width(of: lines) + 4, inPorts: inPorts,
      outPort: 1 + (rows - 1) / 2, reaches: Array(repeating: 1, count: ports))
  }

  /// A box whose wires arrive on its upper border, each with its label behind it.
  private static func downward(_ lines: [StyledText], reaches: [Int]) -> Shape {
    var inPorts: [Int] = []
    var next = 0
    for reach in reaches {
      inPorts.append(next)
      next += reach
    }
    let span = inPorts.last ?? 0
    let breadth = max(width(of: lines) + 4, span + 3)
    let first = (breadth - span - 1) / 2
    return Shape(
      breadth: breadth, depth: max(lines.count, 1) + 2, inPorts: inPorts.map { $0 + first },
      outPort: (breadth - 1) / 2, reaches: reaches)
  }

  /// Gives the boxes of a layer that wires reach one width, so that their sides stand in line.
  private mutating func alignDepths(_ layered: LayeredGraph) {
    for layer in layered.layers {
      let reached = layer.filter { !arrivals[$0].isEmpty }
      let depth = reached.map { shapes[$0].depth }.max() ?? 0
      for item in reached where shapes[item].depth > 0 { shapes[item].depth = depth }
    }
  }
}
