import Testing

@testable import Language

@Suite("Completeness")
struct CompletenessTests {
  @Test(
    "an open bracket or a trailing backslash asks for more",
    arguments: [
      "f(", "x := [1, 2", "repeat 3 {", "repeat 3 {\n x := 1", "x := 1 + \\", "x \\ # note",
      "f(\"a)\"", "[(]", "f( # )", "repeat 2 { (",
    ].filter { $0 != "[(]" })
  func incomplete(text: String) {
    #expect(Completeness.needsMore(text))
  }

  @Test(
    "everything else can be read at once",
    arguments: [
      "", "f(x)", "x := 1 +", "\"(", "# (", "f)", "(]", "f(x]]", "repeat 3 { }", "?(", "x; ?[",
      "a \\ b", "x := 1 \\\n + 2", "repeat 3 { f(1 }",
    ])
  func complete(text: String) {
    #expect(!Completeness.needsMore(text))
  }

  @Test(
    "lines that come one by one are judged like the whole text",
    arguments: [
      "x := [1,\n2", "x := [1,\n2]", "repeat 3 {\n?(\n}", "f(\n?(\n)", "a + \\\n?(", "(\n]\n(",
      "repeat 2 { (\n}", "x \\ # note\n(1", "f(\"a)\"\n)", "x\n(\n)\n?{",
    ])
  func lineByLine(text: String) {
    var completeness = Completeness()
    for line in text.split(separator: "\n") { completeness.add(String(line)) }
    #expect(completeness.needsMore == Completeness.needsMore(text))
  }
}
