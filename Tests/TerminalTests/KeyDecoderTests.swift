import Testing

@testable import Terminal

@Suite("Keys") struct KeyDecoderTests {
  @Test(
    "Bytes become keys",
    arguments: [
      ("q", [.character("q")]),
      (" ", [.character(" ")]),
      ("θ→𝛁", [.character("θ"), .character("→"), .character("𝛁")]),
      ("\r\n", [.enter, .enter]),
      ("\t\u{7F}\u{8}", [.tab, .backspace, .backspace]),
      ("\u{3}\u{4}\u{1}", [.interrupt, .endOfInput, .other]),
      ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
      ("\u{1B}OA\u{1B}OH\u{1B}OF", [.up, .home, .end]),
      ("\u{1B}[1;5C", [.right]),
      ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~", [.home, .end, .home, .end]),
      ("\u{1B}[3~\u{1B}[5~\u{1B}[6~\u{1B}[5;2~", [.delete, .pageUp, .pageDown, .pageUp]),
      ("\u{1B}[15~\u{1B}[I\u{1B}b", [.other, .other, .other]),
    ] as [(String, [Key])])
  func keys(typed: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(typed.utf8.compactMap { decoder.take($0) } == keys)
    #expect(!decoder.isInside)
  }

  @Test("An escape byte alone is the escape key") func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.take(0x1B) == nil)
    #expect(decoder.isInside)
    #expect(decoder.finish() == .escape)
    #expect(decoder.take(UInt8(ascii: "q")) == .character("q"))
  }

  @Test("An unfinished sequence is no key") func unfinished() {
    var decoder = KeyDecoder()
    #expect("\u{1B}[1".utf8.compactMap { decoder.take($0) } == [])
    #expect(decoder.finish() == .other)
    #expect(decoder.finish() == nil)
  }

  @Test(
    "Any two bytes after any one leave the decoder usable",
    arguments: [
      0x00, 0x1B, 0x5B, 0x80, 0xC3, 0xE2, 0xF0, 0xFF,
    ] as [UInt8])
  func anyBytes(first: UInt8) {
    for second in UInt8.min...UInt8.max {
      for third in [0x1B, 0x41, 0x80, 0xFF] as [UInt8] {
        var decoder = KeyDecoder()
        for byte in [first, second, third] { _ = decoder.take(byte) }
        _ = decoder.finish()
        #expect(decoder.take(UInt8(ascii: "q")) == .character("q"))
      }
    }
  }

  @Test("A sequence without end is given up") func endless() {
    var decoder = KeyDecoder()
    let keys = ("\u{1B}[" + String(repeating: "1", count: 100)).utf8.compactMap { decoder.take($0) }
    #expect(keys.first == .other)
  }
}
