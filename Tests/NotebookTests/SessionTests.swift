import Diagnostics
import Notebook
import StyledText
import Testing

@Suite("A session")
struct SessionTests {
  /// Everything a session prints for some lines, one entry each.
  private func transcript(_ lines: String...) -> [String] {
    var session = Session()
    var texts: [String] = []
    for line in lines {
      session.execute(SourceText(name: "", text: line)) { texts.append($0.text.plain) }
    }
    return texts
  }

  @Test("a fact follows what it names")
  func facts() {
    #expect(transcript("f = 2 * x", "x := 3", "f") == ["f waits for x", "", "f = 6"])
  }

  @Test("undo takes the last change back")
  func undo() {
    #expect(transcript("x := 1", "x := 2", "undo", "x").last == "x = 1")
  }
}
