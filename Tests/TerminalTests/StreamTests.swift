import Glibc
import Testing

@testable import Terminal

@Suite("Streams that are not terminals") struct StreamTests {
  /// The lines that are read from a file with these bytes.
  static func lines(in bytes: [UInt8], limit: Int = 1 << 20) throws -> [LineInput.Line] {
    let directory = try TemporaryDirectory()
    let file = open(directory.path(of: "input"), O_RDWR | O_CREAT, 0o600)
    try #require(file >= 0 && write(file, bytes, bytes.count) == bytes.count)
    defer { close(file) }
    lseek(file, 0, SEEK_SET)
    var input = LineInput(descriptor: file, limit: limit)
    var lines: [LineInput.Line] = []
    while lines.last != .endOfInput, lines.count < 1000 { lines.append(input.next()) }
    return lines.dropLast()
  }

  @Test(
    "Input is read line by line",
    arguments: [
      ("", []),
      ("a", ["a"]),
      ("a\n", ["a"]),
      ("a\nb", ["a", "b"]),
      ("\n\n", ["", ""]),
      ("θ\r\nb\n", ["θ\r", "b"]),
      ("a\0b\n", ["a\0b"]),
    ])
  func lines(text: String, lines: [String]) throws {
    #expect(try Self.lines(in: Array(text.utf8)) == lines.map(LineInput.Line.line))
  }

  @Test("Bytes that are not text are replaced") func invalid() throws {
    #expect(
      try Self.lines(in: [0x61, 0xFF, 0x0A, 0xCE]) == [.line("a\u{FFFD}"), .line("\u{FFFD}")])
  }

  @Test("Lines longer than a piece come whole") func long() throws {
    let long = String(repeating: "x", count: 300_000)
    #expect(
      try Self.lines(in: Array("a\n\(long)\nb".utf8)) == [.line("a"), .line(long), .line("b")])
  }

  @Test(
    "A line that is too long is reported and skipped",
    arguments: [
      ("1234567890\nb\n", [.line("1234567890"), .line("b")]),
      ("12345678901\nb\n", [.tooLong(limit: 10), .line("b")]),
      ("a\n12345678901", [.line("a"), .tooLong(limit: 10)]),
      (String(repeating: "x", count: 200_000) + "\nb", [.tooLong(limit: 10), .line("b")]),
    ] as [(String, [LineInput.Line])])
  func tooLong(text: String, lines: [LineInput.Line]) throws {
    #expect(try Self.lines(in: Array(text.utf8), limit: 10) == lines)
  }

  @Test("A stream that cannot be read says why") func unreadable() {
    var input = LineInput(descriptor: 9999, limit: 10)
    #expect(input.next() == .failed("Bad file descriptor"))
  }

  @Test("Output arrives when it is flushed, in order") func output() throws {
    let pipe = try Pipe()
    let stream = OutputStream(descriptor: pipe.writing)
    #expect(!stream.isTerminal)
    stream.write("a")
    stream.write("θ\n")
    #expect(pipe.available() == [])
    stream.flush()
    #expect(pipe.available() == Array("aθ\n".utf8))
    #expect(stream.failure == nil)
  }

  @Test("A full disk is told, and later text is dropped") func fullDisk() throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    let stream = OutputStream(descriptor: full)
    stream.write("a")
    stream.flush()
    #expect(stream.failure == "No space left on device")
    stream.write("b")
    stream.flush()
  }
}

/// Two ends of a pipe.
private final class Pipe {
  struct Failure: Error {}

  let reading: Int32
  private(set) var writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure() }
    (reading, writing) = (ends[0], ends[1])
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// What can be read without waiting.
  func available() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(reading, &bytes, bytes.count)
    return Array(bytes[..<max(0, count)])
  }
}
