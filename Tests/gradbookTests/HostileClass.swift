import Foundation
import Glibc

/// A class in which everybody but one means harm, or hands in something broken.
enum HostileClass {
  /// One of them: what is handed in, and what is said of it.
  struct Member {
    /// The name of the file, or of the folder and the file in it.
    let file: String
    let content: Content
    /// A part of the reason; nil if it is graded like any other.
    let reason: String?

    enum Content {
      case bytes([UInt8])
      /// A file beside the tests of reading submissions.
      case fixture(String)
      case link(to: String)
      case pipe
      /// A file of zeros that takes no room.
      case zeros(count: Int)
    }

    init(_ file: String, _ content: Content, _ reason: String?) {
      (self.file, self.content, self.reason) = (file, content, reason)
    }

    init(_ file: String, _ text: String, _ reason: String?) {
      self.init(file, .bytes(Array(text.utf8)), reason)
    }
  }

  static let assignment = """
    ---
    title: One layer
    id: layer
    points: 5
    ---
    ```grad setup
    grad> seed 0
    grad> X := randn(6, 2); y := [0, 1, 2, 0, 1, 2]
    grad> W2 := randn(2, 3); b2 := randn(3)
    grad> s = X @ W2 + b2
    grad> J = cross_entropy(s, y)
    ```

    ```ask points=3
    dW2: grad(J, W2)
    ```

    ```ask points=2
    db2: grad(J, b2)
    ```

    """

  /// The one who has done the homework.
  static let right = Member(
    "right.grad", "p = (softmax(s) - onehot(y, 3))/6\ndW2 = X' @ p\ndb2 = sum(p, axis=0)\n", nil)

  static let members: [Member] = [right] + arrays + archives + json + programs + files + names

  /// Those whose names and contents are short: what they say and are called comes to light as well.
  static let terse = members.filter { member in
    if case .bytes(let bytes) = member.content { bytes.count < 300 } else { true }
  }

  // MARK: - Who is in it

  private static let arrays = [
    Member("npy-objects/dW2.npy", .fixture("objects.npy"), "holds Python objects"),
    Member("npy-fields/dW2.npy", .fixture("structured.npy"), "have several fields"),
    Member("npy-complex/dW2.npy", .fixture("complex.npy"), "are of type <c16"),
    Member("npy-huge/dW2.npy", .fixture("overflow.npy"), "many times more entries"),
    Member("npy-short/dW2.npy", .fixture("short.npy"), "ends before its last number"),
    Member("npy-long/dW2.npy", .fixture("long.npy"), "goes on for 2 bytes"),
    Member("npy-code/dW2.npy", .fixture("eval.npy"), "is not one that NumPy writes"),
    Member("npy-nan/dW2.npy", .fixture("nan.npy"), "dW2 is not finite: entry [1, 1]"),
    Member("npy-empty/dW2.npy", "", "dW2.npy is empty"),
    Member("csv-formula/dW2.csv", "=cmd|' /C calc'!A1,1\n", "is no number: =cmd|' /C calc'!A1"),
    Member("csv-escape/dW2.csv", "1,2\n3,\u{1B}[2J\n", "dW2.csv is no text"),
    Member("csv-ragged/dW2.csv", "1,2\n3\n", "line 2 of dW2.csv has 1 number"),
    Member("csv-endless/dW2.csv", String(repeating: "1\n", count: 20_000), "has 20000 entries"),
    Member("csv-huge/dW2.csv", "1e999,1,1\n1,1,1\n", "dW2 is not finite: entry [0, 0]"),
  ]

  private static let archives = [
    Member("npz-bomb.npz", .fixture("bomb.npz"), "dW2 has 1000000 entries"),
    Member("npz-ratio.npz", .fixture("ratio.npz"), "would unpack to more than"),
    Member("npz-traversal.npz", .fixture("traversal.npz"), "unsafe name: ../../dW2.npy"),
    Member("npz-duplicate.npz", .fixture("duplicate.npz"), "two arrays called dW2"),
    Member("npz-overlapping.npz", .fixture("overlapping.npz"), "is damaged"),
    Member("npz-encrypted.npz", .fixture("encrypted.npz"), "is encrypted"),
    Member("npz-nested.npz", .fixture("nested.npz"), "is no array"),
    Member("npz-link.npz", .fixture("link.npz"), "is no array"),
    Member("npz-many.npz", .fixture("many.npz"), "more than 1000 arrays"),
    Member("npz-checksum.npz", .fixture("checksum.npz"), "its checksum is wrong"),
    Member("npz-cut.npz", .fixture("cut.npz"), "is no archive"),
  ]

  private static let json = [
    Member("json-empty.json", "", "is empty"),
    Member("json-infinite.json", #"{"dW2": 1e999}"#, "dW2 is not finite"),
    Member("json-nan.json", #"{"dW2": [NaN, 1]}"#, "dW2 is not finite: entry [0]"),
    Member("json-deep.json", String(repeating: "[", count: 100_000), "more than 64 brackets"),
    Member(
      "json-deeper.json", #"{"dW2": "# + String(repeating: #"{"a":"#, count: 100_000),
      "more than 64 brackets"),
    Member("json-twice.json", #"{"dW2": 1, "d\u00572": 2}"#, "says dW2 twice"),
    Member(
      "json-large.json", #"{"dW2": [\#(String(repeating: "1,", count: 20_000))1]}"#,
      "dW2 has 20001 entries"),
    Member("json-cut.json", "{\n  \"dW2\": [[1, 2", "(line 2, character 16)"),
    Member("json-escape.json", "{\"dW2\": \"\u{1B}[31m\"}", "it has ␛ within a text"),
    Member("json-bidi.json", #"{"dW2": "\u202egrad(J, W2)"}"#, "the character U+202E"),
    Member("json-score.json", #"{"score": 5, "points": 5, "\u001b[2J=cmd": 1}"#, nil),
    Member("json-key.json", #"{"dW2": "grad(J, W2)"}"#, "grad is not evaluated"),
    Member("json-load.json", #"{"dW2": "load(\"/etc/passwd\")"}"#, "there is no function load"),
  ]

  private static let programs = [
    Member("run-loop.grad", "repeat 1e9 { dW2 := W2 }", "repetitions are not evaluated"),
    Member("run-steps.grad", "dW2 = iterate(exp, W2, 1e6)", "takes more than 50000 steps"),
    Member("run-nodes.grad", "g(t) = t; dW2 = iterate(g, W2, 1e12)", "records 1000000000000 nodes"),
    Member("run-memory.grad", "dW2 := zeros(100000, 100000)", "is too large"),
    Member("run-work.grad", "A = ones(700, 700); dW2 = A @ A @ A", "arithmetic operations"),
    Member("run-itself.grad", "g(t) = g(t) + 1; dW2 = g(W2)", "a function cannot call itself"),
    Member("run-circle.grad", "dW2 = p; p = q; q = dW2", "would follow itself"),
    Member("run-load.grad", "dW2 = 1\ndW2 = load \"/etc/passwd\"", "(run-load.grad, line 2"),
    Member("run-save.grad", "save \"owned\"", nil),
    Member("run-nested.grad", "dW2 = " + String(repeating: "(", count: 100_000), "200 levels deep"),
    Member("run-long.grad", String(repeating: "a = 1\n", count: 200_000), "is too large: 1 MiB"),
    Member("run-many.grad", String(repeating: "a = 1\n", count: 501), "more than 500 statements"),
    Member("run-open.md", "```answer\ndW2 = 1\n", "the block is never closed"),
    Member("run-bytes.grad", .bytes(Array(0...255)), "is no text"),
  ]

  private static let files = [
    Member("kind.pdf", "%PDF", "is of a kind that is not read"),
    Member("one.csv", "1,2\n", "it is not said which"),
    Member("link.json", .link(to: "/etc/passwd"), "links are not followed"),
    Member("folder/dW2.npy", .link(to: "/dev/zero"), "links are not followed"),
    Member("outside", .link(to: "/"), "links are not followed"),
    Member("pipe.json", .pipe, "is no regular file"),
    Member("large.json", .zeros(count: 1 << 40), "is too large: 1048576 MiB"),
    Member("blanks.json", .zeros(count: 1 << 16), "it has a zero byte"),
    Member("deep/\(String(repeating: "d/", count: 100))dW2.csv", "1\n", "holds no answers"),
  ]

  /// Names that terminals, spreadsheets, browsers and readers take for something else.
  private static let names = [
    "=cmd|' !A1", "+1+1", "@SUM(A1)", "-1+2", "\tx", "\u{1B}[2J\u{1B}]0;owned\u{7}eve",
    "abc\u{202E}fdp", "\u{200B}\u{2066}zw", "\u{9B}31m", "new\r\nline", "<script>alert(1)<",
    "a,b\"c", "# title", "[x](javascript:1)", "`rm`", "--format", "%s%n",
    String(repeating: "n", count: 250), "e" + String(repeating: "\u{301}", count: 60), "山田 é 🙂",
  ].map { Member("\($0).json", #"{"dW2": 1, "=x\u001b[31m": 1}"#, nil) }

  // MARK: - Handing in

  /// Runs a body beside the assignment and the class, in folders that exist as long as it runs.
  static func with<Result>(
    _ members: [Member] = members,
    _ body: (_ assignment: String, _ folder: String) throws -> Result
  ) throws -> Result {
    let manager = FileManager.default
    let place = manager.temporaryDirectory.appending(path: "gradbook-class-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: place) }
    try manager.createDirectory(
      at: place.appending(path: "class"), withIntermediateDirectories: true)
    for member in members { try handIn(member, "\(place.path)/class/\(member.file)") }
    // A name that is no text.
    try write(
      Array("{}".utf8),
      to: Array("\(place.path)/class/".utf8) + [0x4D, 0xFC, 0xFF]
        + Array(".json".utf8))
    let file = "\(place.path)/layer.md"
    try write(Array(assignment.utf8), to: Array(file.utf8))
    return try body(file, "\(place.path)/class")
  }

  private static func handIn(_ member: Member, _ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
      withIntermediateDirectories: true)
    switch member.content {
    case .bytes(let bytes): try write(bytes, to: Array(path.utf8))
    case .fixture(let name):
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(
        contentsOf: tests.appending(path: "GradingTests/Fixtures/submissions/\(name)"))
      try write([UInt8](data), to: Array(path.utf8))
    case .link(let target): try check(symlink(target, path))
    case .pipe: try check(mkfifo(path, 0o600))
    case .zeros(let count):
      try write([], to: Array(path.utf8))
      try check(truncate(path, count))
    }
  }

  private static func write(_ bytes: [UInt8], to path: [UInt8]) throws {
    let file = open(
      path.map(CChar.init(bitPattern:)) + [0], O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try check(file)
    defer { close(file) }
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw Program.Failure(reason: "cannot write all of a file")
    }
  }

  private static func check(_ result: Int32) throws {
    guard result >= 0 else { throw Program.Failure(reason: String(cString: strerror(errno))) }
  }
}
