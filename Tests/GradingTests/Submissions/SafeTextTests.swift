import Testing

@testable import Grading

@Suite("Text of strangers")
struct SafeTextTests {
  @Test(
    "stays on its line and steers nothing",
    arguments: [
      ("plain", "plain"), ("Müller-Łukasz 李 🙂", "Müller-Łukasz 李 🙂"), ("a\u{1B}[31mb", "a␛[31mb"),
      ("a\nb\r\tc\u{0}", "a␤b␍␉c␀"), ("a\u{202E}fdp.exe", "a\u{FFFD}fdp.exe"),
      ("a\u{200B}b\u{FEFF}c\u{200F}d\u{E0041}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}"),
      ("a\u{9B}31m", "a\u{FFFD}31m"), ("a\u{2028}b", "a\u{2424}b"),
      ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ])
  func shown(text: String, result: String) {
    #expect(SafeText.line(text) == result)
    #expect(SafeText.name(text) == result)
    #expect(SafeText.line(result) == result)
  }

  @Test("is cut where it is long, however many marks it heaps up")
  func limits() {
    #expect(SafeText.line(String(repeating: "x", count: 300)).count == 200)
    #expect(SafeText.line("abcdef", limit: 4) == "abc…")
    let heap = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(SafeText.line(heap).unicodeScalars.count < 10)
  }

  @Test("shows the bytes of a name that are no text")
  func bytes() {
    #expect(SafeText.name(Array("M".utf8) + [0xFC] + Array("ller".utf8)) == "M\\xfcller")
    #expect(SafeText.name([0xFF, 0xC3, 0xA9, 0xE2, 0x82]) == "\\xffé\\xe2\\x82")
    #expect(SafeText.name([]) == "")
  }
}
