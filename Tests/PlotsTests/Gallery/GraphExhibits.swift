import Plots
import StyledText

/// Computation graphs: how they are drawn is held by tests of their own, here is every look.
enum GraphExhibits {
  static let all: [Exhibit] = [
    Exhibit("graph", ExampleGraphs.twoPaths, width: 60),
    Exhibit("graph-downward", ExampleGraphs.twoPaths, width: 24),
    Exhibit("graph-without-room", ExampleGraphs.twoPaths, width: 12),
    Exhibit("graph-empty", GraphDrawing(nodes: [], edges: [])),
    Exhibit(
      "graph-in-two-parts",
      GraphDrawing(
        nodes: [
          GraphDrawing.Node(id: 0, lines: ["x"], isLeaf: true),
          GraphDrawing.Node(id: 1, lines: [StyledText("y", .gradient)], isLeaf: true),
        ], edges: []), width: 40),
  ]
}
