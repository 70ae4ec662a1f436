import Testing

@testable import StyledText

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "columns as a terminal counts them",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("x̂", 1), ("θσ∂", 3), ("…×·⊙→ᵀ", 6),
      ("日本語", 6), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("│─█▄", 4),
      ("⣿⠀", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("a\u{200B}b", 2),
      ("क्षि", 3), ("\u{AD}", 0), ("␛", 1),
    ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
