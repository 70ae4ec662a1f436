import Terminal
import Testing

@Suite("The pager", .serialized) struct PagerTests {
  @Test(
    "The environment names it",
    arguments: [
      ([:], "less -FRX"),
      (["PAGER": "more"], "more"),
      (["PAGER": "more", "GRADBOOK_PAGER": "less -S"], "less -S"),
      (["PAGER": "more", "GRADBOOK_PAGER": ""], nil),
      (["PAGER": "more", "GRADBOOK_PAGER": "cat"], nil),
      (["PAGER": " "], nil),
    ] as [([String: String], String?)])
  func command(environment: [String: String], command: String?) {
    #expect(Pager(environment: environment)?.command == command)
  }

  @Test(
    "It is needed for what is taller than the screen only",
    arguments: [
      ("", false),
      ("1\n2\n3\n", false),
      ("1\n2\n3\n4\n", true),
      ("1\n2\n3\n4", true),
      ("\n\n\n\n", true),
      (String(repeating: "x", count: 30), false),
      (String(repeating: "x", count: 31), true),
      ("\u{1B}[1m" + String(repeating: "x", count: 30) + "\u{1B}[0m\n", false),
    ])
  func need(text: String, isNeeded: Bool) {
    #expect(Pager.isNeeded(for: text, size: (columns: 10, rows: 4)) == isNeeded)
  }

  @Test("It gets the whole text") func shows() throws {
    let directory = try TemporaryDirectory()
    let text = String(repeating: "θ = 1\n", count: 50_000)
    let pager = try #require(
      Pager(environment: ["PAGER": "cat > '\(directory.path(of: "shown"))'"]))
    #expect(pager.show(text))
    #expect(directory.text(of: "shown") == text)
  }

  @Test("Leaving it early is no failure") func leftEarly() throws {
    let pager = try #require(Pager(environment: ["PAGER": "true"]))
    #expect(pager.show(String(repeating: "x\n", count: 200_000)))
  }

  @Test("A program that does not exist shows nothing, and says so") func missing() throws {
    let pager = try #require(
      Pager(environment: ["PAGER": "gradbook-has-no-such-pager 2> /dev/null"]))
    #expect(!pager.show("text"))
  }
}
