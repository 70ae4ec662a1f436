import Plots
import StyledText
import Testing

@Suite("Properties of graph drawings")
struct GraphDrawingPropertyTests {
  static let graphs = (0..<48).map {
    RandomGraph($0, largest: $0 % 16 == 9 ? GraphDrawing.maximumNodeCount : 10)
  }

  @Test("every use of a value can be followed along its wire", arguments: graphs)
  func wiresConnect(graph: RandomGraph) throws {
    for width in [70, 1000] {
      guard let lines = graph.drawing().rendered(width: width, glyphs: .unicode) else {
        #expect(width < 1000, "there is room for any graph")
        continue
      }
      #expect(
        try WireTracer(lines).connections(among: graph.names) == graph.connections,
        "width \(width)\n\(lines.joined())")
    }
  }

  @Test("no line is wider than asked", arguments: graphs)
  func linesFit(graph: RandomGraph) {
    let drawing = graph.drawing(labels: true)
    for (width, glyphs) in [(12, Glyphs.unicode), (40, .ascii), (80, .unicode), (30, .plain)] {
      let lines = drawing.rendered(width: width, glyphs: glyphs) ?? []
      #expect(lines.allSatisfy { $0.width <= width }, "width \(width)\n\(lines.joined())")
    }
  }

  @Test("every node and every label is written once", arguments: graphs)
  func everythingIsWritten(graph: RandomGraph) throws {
    let lines = try #require(
      graph.drawing(labels: true).rendered(width: 1000, glyphs: .unicode))
    let words = lines.flatMap { $0.plain.split { !$0.isLetter && !$0.isNumber } }.map(String.init)
    let labels = graph.uses.indices.map { "label\($0)" }
    #expect(words.sorted() == (graph.names + labels).sorted(), "\(lines.joined())")
  }

  @Test("the same graph is drawn the same way", arguments: graphs.prefix(12))
  func drawingsRepeat(graph: RandomGraph) {
    let first = graph.drawing(labels: true).rendered(width: 100, glyphs: .unicode)
    #expect(first == graph.drawing(labels: true).rendered(width: 100, glyphs: .unicode))
  }

  @Test("the ASCII drawing holds nothing but ASCII and has the same shape", arguments: graphs)
  func asciiIsTheSamePicture(graph: RandomGraph) throws {
    let drawing = graph.drawing()
    guard let fancy = drawing.rendered(width: 100, glyphs: .unicode) else { return }
    let plain = try #require(drawing.rendered(width: 100, glyphs: .ascii))
    #expect(plain.allSatisfy { $0.plain.utf8.allSatisfy { $0 < 0x80 } })
    #expect(plain.map(\.width) == fancy.map(\.width))
  }
}
