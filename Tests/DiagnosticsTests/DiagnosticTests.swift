import Diagnostics
import StyledText
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  private func diagnostic(
    _ text: String, _ lower: Int, _ upper: Int, name: String = ""
  ) -> Diagnostic {
    Diagnostic("name", "there is no function mze", at: SourceRange(lower, upper))
      .located(in: SourceText(name: name, text: text))
  }

  @Test("sentence, line, caret, notes, help")
  func full() {
    let text = "x := 1\nz = X @ W2\n"
    let diagnostic = Diagnostic(
      "shape", "cannot multiply X (300×2) by W2 (100×3)", at: SourceRange(11, 17),
      notes: ["the inner sizes differ: 2 and 100"], help: "did you mean W1 (2×100)?"
    ).located(in: SourceText(name: "", text: text))
    #expect(
      diagnostic.plain(width: 80) == """
        error[shape]: cannot multiply X (300×2) by W2 (100×3)
          z = X @ W2
              ^^^^^^
          the inner sizes differ: 2 and 100
          help: did you mean W1 (2×100)?
        """)
  }

  @Test("roles mark what matters")
  func roles() {
    let runs = diagnostic("mze(p)", 0, 3).styled(width: 80).runs
    #expect(runs.contains(StyledText.Run(text: "error", role: .error)))
    #expect(runs.contains(StyledText.Run(text: "^^^", role: .error)))
    let warning = diagnostic("mze(p)", 0, 3).with(severity: .warning).styled(width: 80).runs
    #expect(warning.contains(StyledText.Run(text: "warning", role: .warning)))
  }

  @Test("without a place there is only the sentence")
  func noPlace() {
    #expect(Diagnostic("name", "so it is").plain(width: 80) == "error[name]: so it is")
    #expect(
      Diagnostic("name", "so it is", at: SourceRange(0, 1)).with(severity: .note).plain(width: 80)
        == "note[name]: so it is")
  }

  @Test("a named source shows file, line and column")
  func named() {
    #expect(
      diagnostic("a\nθ = mze(p)", 7, 10, name: "homework.grad").plain(width: 80) == """
        error[name]: there is no function mze
          at homework.grad:2:5
          θ = mze(p)
              ^^^
        """)
  }

  @Test(
    "the caret stands below what it marks",
    arguments: [
      ("日本 = mze", 9, 12, "  日本 = mze", "         ^^^"),
      ("\tx = mze", 5, 8, "      x = mze", "          ^^^"),
      ("ab\tmze", 3, 6, "  ab  mze", "      ^^^"),
      ("x̂ + mze", 6, 9, "  x̂ + mze", "      ^^^"),
      ("👍 mze", 5, 8, "  👍 mze", "     ^^^"),
      ("\u{1B}[0m mze", 5, 8, "  ␛[0m mze", "       ^^^"),
      ("f(", 2, 2, "  f(", "    ^"),
      ("", 0, 0, "  ", "  ^"),
      ("f(日)", 2, 5, "  f(日)", "    ^^"),
      ("a b\r\nc", 2, 3, "  a b", "    ^"),
      ("(a\n + b)", 0, 8, "  (a", "  ^^"),
      ("a\n", 50, 60, "  ", "  ^"),
      ("é", 1, 2, "  ��", "   ^"),
    ])
  func carets(text: String, lower: Int, upper: Int, line: String, caret: String) {
    let lines = diagnostic(text, lower, upper).plain(width: 80)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropFirst().map(String.init) == [line, caret])
  }

  @Test("long lines are shown around the caret")
  func windows() {
    let filler = String(repeating: "abcd ", count: 100)
    #expect(
      diagnostic(filler + "mze" + filler, 500, 503).plain(width: 40) == """
        error[name]: there is no function mze
          … abcd abcd abcd mzeabcd abcd abcd ab…
                           ^^^
        """)
    #expect(
      diagnostic("mze" + filler, 0, 3).plain(width: 40) == """
        error[name]: there is no function mze
          mzeabcd abcd abcd abcd abcd abcd abc…
          ^^^
        """)
    #expect(
      diagnostic(filler + "mze", 500, 503).plain(width: 40) == """
        error[name]: there is no function mze
          …cd abcd abcd abcd abcd abcd abcd mze
                                            ^^^
        """)
  }

  @Test("in ASCII too a cut line fits, and the caret stands below what it marks")
  func ascii() {
    let filler = String(repeating: "abcd ", count: 100)
    #expect(
      diagnostic(filler + "mze" + filler, 500, 503).styled(width: 40).asciiFallback.plain == """
        error[name]: there is no function mze
          ~ abcd abcd abcd mzeabcd abcd abcd ab~
                           ^^^
        """)
    #expect(
      diagnostic("σ + mze", 5, 8).styled(width: 40).asciiFallback.plain == """
        error[name]: there is no function mze
          sigma + mze
                  ^^^
        """)
    #expect(
      diagnostic("x + θ", 4, 6).styled(width: 40).asciiFallback.plain.hasSuffix(
        """
          x + theta
              ^^^^^
        """))
    #expect(diagnostic("σ(", 3, 3).styled(width: 40).asciiFallback.plain.hasSuffix("\n        ^"))
  }

  @Test("whatever the place, no line is too wide and there is a caret")
  func anyPlace() {
    let text = String(repeating: "wörter 日本語 \t x̂ ", count: 12)
    for lower in stride(from: 0, through: text.utf8.count, by: 3) {
      for length in [0, 1, 40, 400] {
        for width in [1, 20, 33, 80] {
          let styled = diagnostic(text, lower, lower + length).styled(width: width)
          #expect(styled.lines.dropFirst().allSatisfy { $0.width <= max(width, 20) })
          #expect(styled.plain.contains("^"))
        }
      }
    }
  }

  @Test("a line of megabytes is no trouble")
  func hugeLine() {
    let text = String(repeating: "x", count: 5_000_000)
    let plain = diagnostic(text, 2_500_000, 2_500_001, name: "f").plain(width: 60)
    #expect(plain.contains("at f:1:2500001"))
    #expect(plain.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test("long sentences wrap, endless ones are cut")
  func longSentences() {
    let diagnostic = Diagnostic(
      "name", "one two three four five six seven", notes: ["eight nine ten eleven twelve"],
      help: "thirteen fourteen fifteen sixteen")
    #expect(
      diagnostic.plain(width: 24) == """
        error[name]: one two
          three four five six
          seven
          eight nine ten eleven
            twelve
          help: thirteen
                fourteen fifteen
                sixteen
        """)
    let endless = Diagnostic("name", String(repeating: "x", count: 100_000))
    #expect(endless.plain(width: 80).count < 1_000)
  }

  @Test("the location is that of the range's start")
  func location() {
    #expect(diagnostic("a\nbc", 3, 4).location == SourceText.Location(line: 2, column: 2))
    #expect(Diagnostic("name", "x").location == nil)
  }
}
