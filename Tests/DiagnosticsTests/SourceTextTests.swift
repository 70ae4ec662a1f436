import Diagnostics
import Testing

@Suite("Source text")
struct SourceTextTests {
  private let source = SourceText(name: "f", text: "ab\nθx = 1\r\n\nend")

  @Test(
    "offsets become lines and columns",
    arguments: [
      (0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (6, 2, 3), (12, 3, 1), (13, 4, 1), (16, 4, 4),
      (99, 4, 4), (-5, 1, 1),
    ])
  func locations(offset: Int, line: Int, column: Int) {
    #expect(source.location(of: offset) == SourceText.Location(line: line, column: column))
    #expect(source.line(of: offset) == line)
  }

  @Test(
    "lines come without their breaks",
    arguments: [(1, "ab"), (2, "θx = 1"), (3, ""), (4, "end"), (5, ""), (0, ""), (-1, "")])
  func lines(number: Int, text: String) {
    #expect(source.line(number) == text)
  }

  @Test("ranges cut to the text")
  func ranges() {
    #expect(source[SourceRange(3, 6)] == "θx")
    #expect(source[SourceRange(13, 99)] == "end")
    #expect(source[SourceRange(50, 99)].isEmpty)
    #expect(source.lineRange(around: 4) == SourceRange(3, 10))
    #expect(source.lineRange(around: 99) == SourceRange(13, 16))
  }

  @Test("the union holds both ranges")
  func union() {
    #expect(SourceRange(3, 5).union(SourceRange(8, 9)) == SourceRange(3, 9))
    #expect(SourceRange(3, 1) == SourceRange(3, 3))
    #expect(SourceRange(3, 5).count == 2)
  }
}
