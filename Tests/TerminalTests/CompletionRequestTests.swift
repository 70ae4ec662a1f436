import Terminal
import Testing

@Suite("The word to complete") struct CompletionRequestTests {
  @Test(
    "Names, members and options are words",
    arguments: [
      ("", "", 0),
      ("sigm", "sigm", 0),
      ("y = sigm", "sigm", 4),
      ("f(θ", "θ", 2),
      ("f(x̂", "x̂", 2),
      ("2·θ_s", "θ_s", 3),
      ("a−b", "b", 4),
      ("Wᵀsig", "sig", 4),
      ("W'@sig", "sig", 3),
      ("l2(net.W", "net.W", 3),
      ("net.", "net.", 0),
      ("train J ste", "ste", 8),
      ("train J steps=", "", 14),
      ("train J optimizer=mom", "mom", 18),
      ("?chain", "chain", 1),
      ("repeat 3 { sig", "sig", 11),
      ("a\nsig", "sig", 2),
      ("x := a-b", "b", 7),
      ("x ", "", 2),
    ])
  func words(line: String, word: String, start: Int) {
    let request = CompletionRequest(line: line)
    #expect(request.word == word)
    #expect(request.start == start)
    #expect(!request.isQuoted)
    #expect(request.line == line)
  }

  @Test(
    "A path in quotation marks is one word",
    arguments: [
      ("load \"", "", 6),
      ("load \"my data/iris.c", "my data/iris.c", 6),
      ("load \"a\" \"b-c", "b-c", 10),
      ("load \"say \\\"x", "say \\\"x", 6),
      ("load \"größe", "größe", 6),
    ])
  func quoted(line: String, word: String, start: Int) {
    let request = CompletionRequest(line: line)
    #expect(request.word == word)
    #expect(request.start == start)
    #expect(request.isQuoted)
  }

  @Test(
    "A closed text is over, and so is one at the end of its line",
    arguments: [
      "load \"a\" ta", "\"open\nta",
    ])
  func closed(line: String) {
    #expect(CompletionRequest(line: line).word == "ta")
    #expect(!CompletionRequest(line: line).isQuoted)
  }

  @Test(
    "Hyphens belong to the word after certain commands only",
    arguments: [
      ("lesson chain-r", "chain-r"),
      ("?chain-r", "chain-r"),
      ("x; lesson chain-r", "chain-r"),
      ("lesson", "lesson"),
      ("chain-r", "r"),
      ("lesson x; chain-r", "r"),
    ])
  func hyphens(line: String, word: String) {
    #expect(CompletionRequest(line: line, hyphenated: ["lesson", "help"]).word == word)
  }
}
