import Testing

@testable import Terminal

@Suite("Coloured prompts") struct PromptMarkupTests {
  @Test(
    "Escape sequences are marked as taking no room",
    arguments: [
      ("grad> ", "grad> "),
      ("\u{1B}[1mgrad> \u{1B}[0m", "\u{1}\u{1B}[1m\u{2}grad> \u{1}\u{1B}[0m\u{2}"),
      ("\u{1B}[38;5;75mθ", "\u{1}\u{1B}[38;5;75m\u{2}θ"),
      ("\u{1B}[1m\u{1B}[32mx", "\u{1}\u{1B}[1m\u{2}\u{1}\u{1B}[32m\u{2}x"),
      ("x\u{1B}", "x\u{1}\u{1B}\u{2}"),
      ("x\u{1B}[3", "x\u{1}\u{1B}[3\u{2}"),
    ])
  func marks(prompt: String, marked: String) {
    #expect(PromptMarkup.marked(prompt) == marked)
  }

  @Test("Escape sequences can be removed") func removes() {
    #expect(EscapeSequence.removed(from: "\u{1B}[1ma\u{1B}[0m b\u{1B}") == "a b")
  }
}
