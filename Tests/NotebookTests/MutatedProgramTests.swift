import Diagnostics
import Foundation
import Notebook
import Operations
import StyledText
import Tensors
import Testing

/// Programs that went wrong on the way: each gives values or diagnostics, never a trap or a hang.
@Suite("Mutated programs")
struct MutatedProgramTests {
  @Test("100,000 of them are answered", .timeLimit(.minutes(5)), arguments: 0..<8)
  func mutated(shard: Int) throws {
    let corpus = try Self.corpus()
    var random = RandomState(seed: UInt32(shard))
    var answered = 0
    var session = Session()
    for round in 0..<12_500 {
      // Sessions live for a while, so that programs meet definitions of others.
      if round % 40 == 0 {
        session = Self.session()
      }
      let program = Self.mutated(corpus, &random)
      session.execute(SourceText(name: "", text: program), keepGoing: true) { outcome in
        answered += 1
        if outcome.kind == .error { #expect(outcome.diagnostic != nil) }
      }
    }
    #expect(answered > 6_000, "most programs say something")
  }

  @Test("random bytes are answered")
  func bytes() {
    var random = RandomState(seed: 99)
    for _ in 0..<2_000 {
      let bytes = (0..<random.integer(in: 1..<40)).map { _ in
        UInt8(truncatingIfNeeded: random.integer(in: 0..<256))
      }
      var session = Self.session()
      session.execute(
        SourceText(name: "", text: String(decoding: bytes, as: UTF8.self)), keepGoing: true
      ) { _ in }
    }
  }

  /// A program is stopped as by Ctrl-C when it computes for long.
  private static func session() -> Session {
    let budget = Deadline()
    var session = Session(
      context: SessionContext(interruption: Interruption { budget.isOver }))
    session.settings.memory = 4 << 20
    return session
  }

  /// Lines that use every part of the language, files aside.
  private static func corpus() throws -> [String] {
    let tests = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = tests.appendingPathComponent("Golden/transcripts")
    var lines: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      lines += text.split(separator: "\n").filter { $0.hasPrefix("grad> ") }
        .map { String($0.dropFirst(6)) }
    }
    lines += BuiltInNames.callable.map(\.example)
    lines += SpecialForm.all.map(\.example)
    lines += [
      "repeat 3 { x := x / 2; y }", "a, b := 1, 2", "set digits 4", "undo", "vars", "redraw",
    ]
    return lines.filter { !$0.contains("save") && !$0.contains("run") && $0.utf8.count < 200 }
  }

  private static let signs = Array("()[]{}:=;,.'^@*/-+0123456789eE\"\\#".utf8)

  private static func mutated(_ corpus: [String], _ random: inout RandomState) -> String {
    func pick() -> [UInt8] { Array(corpus[random.integer(in: 0..<corpus.count)].utf8) }
    var bytes = pick()
    for _ in 0..<random.integer(in: 0..<4) {
      let place = bytes.isEmpty ? 0 : random.integer(in: 0..<bytes.count)
      switch random.integer(in: 0..<6) {
      case 0 where !bytes.isEmpty: bytes.remove(at: place)
      case 1: bytes.insert(UInt8(random.integer(in: 32..<127)), at: place)
      case 2: bytes.insert(contentsOf: pick().prefix(random.integer(in: 0..<20)), at: place)
      case 3: bytes = Array(bytes.prefix(place))
      case 4 where !bytes.isEmpty:
        bytes[place] = signs[random.integer(in: 0..<signs.count)]
      default: bytes += Array("; ".utf8) + pick()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Fires once a program has asked often enough whether it should stop.
private final class Deadline: @unchecked Sendable {
  private let lock = NSLock()
  private var questions = 0

  var isOver: Bool {
    lock.withLock {
      questions += 1
      return questions > 20_000
    }
  }
}
