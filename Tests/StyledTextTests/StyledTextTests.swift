import Testing

@testable import StyledText

@Suite("Styled text")
struct StyledTextTests {
  @Test("neighbouring pieces of one role are one run, empty pieces none")
  func runs() {
    var text = StyledText("a", .number)
    text.append("b", .number)
    text.append("", .error)
    text += "c" + StyledText("d")
    #expect(
      text.runs == [
        StyledText.Run(text: "ab", role: .number), StyledText.Run(text: "cd", role: nil),
      ])
    #expect(text.plain == "abcd")
    #expect("\(text)" == "abcd")
    #expect(StyledText("", .error).isEmpty)
    #expect(!text.isEmpty)
  }

  @Test(
    "control characters are shown instead of obeyed",
    arguments: [
      ("\u{1B}[31mred", "␛[31mred"), ("a\u{0}b", "a␀b"), ("tab\there", "tab␉here"),
      ("\r\n", "␍\n"), ("\u{7F}", "␡"), ("\u{9B}2J", "\u{FFFD}2J"), ("\u{202E}abc", "\u{FFFD}abc"),
      ("a\nb", "a\nb"), ("θ² – “x”", "θ² – “x”"), ("a\u{2028}b", "a␤b"),
    ])
  func controls(text: String, shown: String) {
    #expect(StyledText(text).plain == shown)
    #expect(StyledText(stringLiteral: text).plain == shown)
  }

  @Test("lines are split at every line break and keep their roles")
  func lines() {
    let text = StyledText("a\n", .number) + StyledText("b\n\nc", .error)
    #expect(
      text.lines == [
        StyledText("a", .number), StyledText("b", .error), "", StyledText("c", .error),
      ])
    #expect(StyledText().lines == [""])
    #expect(text.lines.joined() == text.lines.joined(separator: "\n"))
    #expect(text.lines.joined().plain == text.plain)
    #expect([StyledText]().joined().isEmpty)
  }

  @Test(
    "the width is that of the widest line",
    arguments: [("", 0), ("abc", 3), ("a\nlonger\nb", 6), ("日本", 4), ("x̂", 1)])
  func width(text: String, width: Int) {
    #expect(StyledText(text).width == width)
  }

  @Test("padding fills with blanks and never cuts")
  func padding() {
    let text = StyledText("ab", .number)
    #expect(text.padded(to: 5).plain == "ab   ")
    #expect(text.padded(to: 5, .trailing).plain == "   ab")
    #expect(text.padded(to: 5, .center).plain == " ab  ")
    #expect(text.padded(to: 1) == text)
    #expect(StyledText("日").padded(to: 3, .trailing).plain == " 日")
    #expect(text.padded(to: 5).runs.first == StyledText.Run(text: "ab", role: .number))
  }

  @Test(
    "truncation leaves room for the ellipsis",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
      ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("ab\nabcdef", 3, "ab\nab…"), ("", 0, ""),
    ])
  func truncation(text: String, width: Int, result: String) {
    let truncated = StyledText(text).truncated(to: width)
    #expect(truncated.plain == result)
    #expect(truncated.width <= width)
  }

  @Test(
    "wrapping breaks at blanks, hangs, and cuts words that are too long",
    arguments: [
      ("one two three", 7, 0, ["one two", "three"]),
      ("one two three", 9, 2, ["one two", "  three"]),
      ("one  two", 4, 0, ["one", "two"]),
      ("abcdefgh", 3, 0, ["abc", "def", "gh"]),
      ("abcdefgh", 3, 1, ["abc", " de", " fg", " h"]),
      ("  one two", 6, 0, ["  one", "two"]),
      ("sin(t)·cos(t)²/exp(-t)", 9, 1, ["sin(t)·", " cos(t)²/", " exp(-t)"]),
      ("sin(cos(t))", 9, 0, ["sin(cos(", "t))"]),
      ("a b\n\nc d", 3, 0, ["a b", "", "c d"]),
      ("日本語", 4, 0, ["日本", "語"]),
      ("日本", 1, 0, ["日", "本"]),
      ("fits", 80, 4, ["fits"]),
      ("trailing   ", 8, 0, ["trailing"]),
      ("x", 0, 9, ["x"]),
    ])
  func wrapping(text: String, width: Int, indent: Int, lines: [String]) {
    #expect(StyledText(text).wrapped(to: width, indent: indent).map(\.plain) == lines)
  }

  @Test("wrapping keeps roles")
  func wrappingRoles() {
    let text = StyledText("one ", .number) + StyledText("two", .error)
    #expect(
      text.wrapped(to: 4) == [StyledText("one", .number), StyledText("two", .error)])
  }
}
