import Plots
import StyledText
import Testing

@Suite("Graph drawings at the edges")
struct GraphDrawingEdgeTests {
  private func plain(_ lines: [StyledText]?) -> [String]? { lines?.map(\.plain) }

  @Test("no node, no line", arguments: Glyphs.allCases)
  func nothing(glyphs: Glyphs) {
    #expect(GraphDrawing(nodes: [], edges: []).rendered(width: 80, glyphs: glyphs) == [])
  }

  @Test("one node is its box")
  func oneNode() {
    let drawing = ExampleGraphs.drawing([["x", "-4.499"]], [])
    #expect(
      plain(drawing.rendered(width: 10, glyphs: .unicode))
        == ["╭────────╮", "│ x      │", "│ -4.499 │", "╰────────╯"])
    #expect(drawing.rendered(width: 9, glyphs: .unicode) == nil)
  }

  @Test("parts without a connection stand side by side, then below each other")
  func disconnected() {
    let drawing = ExampleGraphs.drawing([["x"], ["a = -x"], ["y"], ["z"]], [(0, 1, nil)])
    #expect(
      plain(drawing.rendered(width: 31, glyphs: .unicode)) == [
        "╭───╮   ┌────────┐   ╭───╮",
        "│ x ├──▸│ a = -x │   │ y │",
        "╰───╯   └────────┘   ╰───╯",
        "",
        "╭───╮",
        "│ z │",
        "╰───╯",
      ])
  }

  @Test("what does not fit is not drawn")
  func tooNarrow() {
    for width in [-1, 0, 1, 5, 13] {
      #expect(ExampleGraphs.chain.rendered(width: width, glyphs: .unicode) == nil)
      #expect(ExampleGraphs.chain.rendered(width: width, glyphs: .ascii) == nil)
    }
    // The box of `b = exp(a)` takes 14 columns; `▾ -0.381824` stands below it.
    #expect(ExampleGraphs.chain.rendered(width: 17, glyphs: .unicode) != nil)
  }

  @Test("forty nodes in a row are drawn, forty-one are a table's work")
  func manyNodes() {
    func row(_ count: Int) -> GraphDrawing {
      ExampleGraphs.drawing(
        (0..<count).map { ["n\($0)"] }, (1..<count).map { ($0 - 1, $0, nil) })
    }
    #expect(row(40).rendered(width: 40, glyphs: .unicode)?.count == 40 * 3 + 39)
    #expect(row(40).rendered(width: 500, glyphs: .unicode)?.count == 3)
    #expect(row(41).rendered(width: 500, glyphs: .unicode) == nil)
    #expect(row(41).rendered(width: 500, glyphs: .plain) == nil)
  }

  /// A graph in which every node uses all before it.
  private func complete(_ count: Int) -> (names: [String], edges: [(Int, Int, String?)]) {
    let edges = (0..<count).flatMap { target in (0..<target).map { ($0, target, String?.none) } }
    return ((0..<count).map { "n\($0)" }, edges)
  }

  @Test("nine nodes that each use all before them are drawn")
  func everyEdge() throws {
    let (names, edges) = complete(9)
    let drawing = ExampleGraphs.drawing(names.map { [$0] }, edges)
    let lines = try #require(drawing.rendered(width: 120, glyphs: .unicode))
    let connections = try WireTracer(lines).connections(among: names)
    #expect(connections.count == edges.count)
    #expect(edges.allSatisfy { connections[[names[$0.0], names[$0.1]]] == 1 })
    #expect(drawing.rendered(width: 16, glyphs: .unicode) == nil)
  }

  @Test("more edges than an eye can follow are a table's work")
  func manyEdges() {
    let (names, edges) = complete(17)
    #expect(edges.count > GraphDrawing.maximumEdgeCount)
    let drawing = ExampleGraphs.drawing(names.map { [$0] }, edges)
    #expect(drawing.rendered(width: 1000, glyphs: .unicode) == nil)
  }

  @Test("what is no acyclic graph is not drawn", arguments: Glyphs.allCases)
  func noGraph(glyphs: Glyphs) {
    let node = GraphDrawing.Node(id: 1, lines: ["x"], isLeaf: true)
    let other = GraphDrawing.Node(id: 2, lines: ["y"], isLeaf: false)
    func isDrawn(_ nodes: [GraphDrawing.Node], _ edges: [GraphDrawing.Edge]) -> Bool {
      GraphDrawing(nodes: nodes, edges: edges).rendered(width: 80, glyphs: glyphs) != nil
    }
    #expect(isDrawn([node, other], [.init(from: 1, to: 2)]))
    #expect(!isDrawn([node, other], [.init(from: 1, to: 2), .init(from: 2, to: 1)]))
    #expect(!isDrawn([node], [.init(from: 1, to: 1)]))
    #expect(!isDrawn([node], [.init(from: 1, to: 3)]))
    #expect(!isDrawn([node, node], []))
  }

  @Test("the same value used twice arrives twice")
  func usedTwice() {
    let drawing = ExampleGraphs.drawing([["x"], ["a = x·x"]], [(0, 1, "x"), (0, 1, "x")])
    #expect(
      plain(drawing.rendered(width: 80, glyphs: .unicode)) == [
        "╭───╮        ┌─────────┐",
        "│ x ├─┬─ x ─▸│ a = x·x │",
        "╰───╯ ╰─ x ─▸│         │",
        "             └─────────┘",
      ])
  }

  @Test("wide characters and marks keep the borders in line")
  func wideCharacters() throws {
    let drawing = ExampleGraphs.drawing(
      [["重み", "2"], ["x\u{302}", "3"], ["b = 重み · x\u{302}", "6"]],
      [(0, 2, "傾き"), (1, 2, "1")])
    for width in [60, 30] {
      let lines = try #require(drawing.rendered(width: width, glyphs: .unicode))
      let ends = ["──────┐", "· x\u{302} │", "6            │", "──────┘"]
      let box = lines.filter { line in ends.contains { line.plain.hasSuffix($0) } }
      #expect(box.count == 4, "\(lines.joined())")
      #expect(Set(box.map(\.width)).count == 1, "\(lines.joined())")
      #expect(lines.allSatisfy { $0.width <= width })
      #expect(lines.contains { $0.plain.contains("│ b = 重み · x\u{302} │") })
    }
  }

  @Test("line breaks in a label or a line do not tear the picture")
  func lineBreaks() throws {
    let drawing = ExampleGraphs.drawing([["x\n1"], ["y"]], [(0, 1, "a\nb")])
    let lines = try #require(plain(drawing.rendered(width: 60, glyphs: .unicode)))
    #expect(lines.contains { $0.contains(" a b ─▸│ y │") })
    #expect(lines.contains { $0.hasPrefix("│ 1 │") })
  }

  @Test("texts keep their roles, borders and wires are faint")
  func roles() throws {
    let drawing = GraphDrawing(
      nodes: [
        .init(id: 0, lines: [StyledText("x", .name)], isLeaf: true),
        .init(
          id: 1, lines: [StyledText("y", .name) + " = -x", StyledText("2", .number)], isLeaf: false),
      ],
      edges: [.init(from: 0, to: 1, label: StyledText("-1", .gradient))])
    let runs = try #require(drawing.rendered(width: 60, glyphs: .unicode)).flatMap(\.runs)
    #expect(runs.filter { $0.role == .name }.map(\.text) == ["x", "y"])
    #expect(runs.filter { $0.role == .number }.map(\.text) == ["2"])
    #expect(runs.filter { $0.role == .gradient }.map(\.text) == ["-1"])
    let drawn = runs.filter { $0.role == nil }.map(\.text).joined()
    #expect(drawn.filter { !" =-x".contains($0) }.isEmpty)
  }

  @Test("in words the inputs come first and the lines are wrapped")
  func words() {
    let drawing = GraphDrawing(
      nodes: [
        .init(id: 0, lines: ["f = a + b", "3"], isLeaf: false),
        .init(id: 1, lines: ["a", "1"], isLeaf: true),
        .init(id: 2, lines: ["b", "2"], isLeaf: true),
      ],
      edges: [.init(from: 1, to: 0, label: "∂f/∂a = 1"), .init(from: 2, to: 0)])
    #expect(
      plain(drawing.rendered(width: 24, glyphs: .plain)) == [
        "1. a, 1; a leaf",
        "2. b, 2; a leaf",
        "3. f = a + b, 3; from 1",
        "   (∂f/∂a = 1), 2",
      ])
  }
}
