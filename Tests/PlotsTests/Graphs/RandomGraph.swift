import Plots
import StyledText
import Testing

/// A graph that depends on nothing but its number.
struct RandomGraph: CustomTestStringConvertible {
  let number: Int
  let names: [String]
  let uses: [(from: Int, to: Int)]

  /// Up to `largest` nodes, in every mixture of leaves, chains and nodes with many consumers.
  init(_ number: Int, largest: Int = GraphDrawing.maximumNodeCount) {
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % bound
    }
    self.number = number
    let count = 1 + random(below: largest)
    let near = 1 + random(below: count)
    names = (0..<count).map { "n\($0)" }
    var uses: [(from: Int, to: Int)] = []
    for node in 0..<count where node > 0 {
      for _ in 0..<random(below: 4) {
        uses.append((from: max(node - 1 - random(below: near), 0), to: node))
      }
    }
    self.uses = uses
  }

  var testDescription: String { "graph \(number)" }

  func drawing(labels: Bool = false) -> GraphDrawing {
    let reached = Set(uses.map(\.to))
    return GraphDrawing(
      nodes: names.enumerated().map { index, name in
        GraphDrawing.Node(id: index, lines: [StyledText(name)], isLeaf: !reached.contains(index))
      },
      edges: uses.enumerated().map { index, use in
        GraphDrawing.Edge(
          from: use.from, to: use.to, label: labels ? StyledText("label\(index)") : nil)
      })
  }

  var connections: WireTracer.Connections {
    uses.reduce(into: [:]) { $0[[names[$1.from], names[$1.to]], default: 0] += 1 }
  }
}
