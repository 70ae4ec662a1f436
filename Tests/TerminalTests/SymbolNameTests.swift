import Testing

@testable import Terminal

@Suite("Letters typed by name") struct SymbolNameTests {
  @Test(
    "A name becomes its symbol once it is clear which",
    arguments: [
      ("\\theta", ["θ"]),
      ("\\thet", ["θ"]),
      ("\\eta", ["η"]),
      ("\\e", ["\\epsilon", "\\eta"]),
      ("\\Th", ["Θ"]),
      ("\\to", ["→"]),
      ("\\hat", ["\u{302}"]),
      ("\\nothing", []),
    ])
  func candidates(typed: String, candidates: [String]) {
    #expect(SymbolName.candidates(for: typed) == candidates)
  }

  @Test(
    "The name is the letters after the last backslash",
    arguments: [
      ("\\theta", "\\theta"),
      ("1 + \\th", "\\th"),
      ("x\\hat", "\\hat"),
      ("\\", "\\"),
      ("\\theta + 1", nil),
      ("\\theta1", nil),
      ("theta", nil),
      ("", nil),
    ] as [(String, String?)])
  func names(line: String, name: String?) {
    #expect(SymbolName.name(atEndOf: line).map(String.init) == name)
  }
}
