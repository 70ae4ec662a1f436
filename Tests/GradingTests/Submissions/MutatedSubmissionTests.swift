import Diagnostics
import Tensors
import Testing

@testable import Grading

@Suite("A submission with random changes")
struct MutatedSubmissionTests {
  /// Bytes at which formats go wrong.
  private static let edges: [UInt8] =
    [0, 1, 0x7F, 0x80, 0xC3, 0xFF] + Array("\"\\[]{},:.-+e9NPK'()\n\r;#`=".utf8)

  @Test("gives answers or a message, never a trap", arguments: 0..<4)
  func mutations(part: UInt32) throws {
    var files: [(name: String, bytes: [UInt8])] = try [
      "stored.npz", "deflated.npz", "part.npz", "float64.npy", "float16.npy", "nan.npy",
    ].map { ($0.hasSuffix("npz") ? $0 : "dW2.npy", try Handed.bytes(ofFixture: $0)) }
    files += [
      (
        "a.json",
        #"{"dW2": [[0.5, -1e-3, 3], [4, 12.5e1, 6]], "db2": "sum(ds)", "x": [{"a": "\u00e9"}]}"#
      ),
      ("b.json", #"{"student": "ada", "answers": {"dW2": [[1, 2, 3], [4, 5, null]], "J": NaN}}"#),
      ("dW2.csv", "a,b,c\n1,2,3.50\r\n\"4\",-5e-3,6\n"), ("db2.csv", "1 2 3\n"),
      ("a.grad", "# mine\ndW2 = h' @ ds\ndb2 := [1, 2, 3]; J = 2\n"),
      ("a.md", "---\ntitle: A\n---\n\n```answer\ndW2 = h'\n```\n\n```grad\ngrad> J = 2\n```\n"),
      (
        "record",
        #"{"student": "ada", "file": "dW2.csv", "base64": "MSwyLDMKNCw1LDYK", "answers": {"J": 1}}"#
      ),
    ].map { ($0, Array($1.utf8)) }
    var random = RandomState(seed: part)
    var (read, refused) = (0, 0)
    for _ in 0..<5000 {
      var (name, bytes) = files[random.integer(in: 0..<files.count)]
      for _ in 0...random.integer(in: 0..<3) { Self.change(&bytes, &random) }
      let submission =
        name == "record"
        ? Handed.reader.read(record: bytes) : Handed.file(bytes, as: name)
      switch submission.content {
      case .fault(let reason): Issue.record("\(reason)")
      case .ungradable(let problem):
        refused += 1
        #expect(!problem.plain().isEmpty)
      case .answers(let answers, _):
        read += 1
        for (name, answer) in answers { Self.check(answer, name) }
      }
    }
    #expect(read > 500 && refused > 500, "\(read) read, \(refused) refused")
  }

  private static func check(_ answer: Answer, _ name: String) {
    switch answer {
    case .numbers(let numbers):
      #expect(numbers.tensor.isFinite)
      if case .typed(let typed) = numbers.precision {
        #expect(typed.count == numbers.tensor.values.count)
        #expect(typed.allSatisfy { $0.unit.isFinite && $0.unit >= 0 && $0.digits >= 0 })
      }
    case .unreadable(let reason):
      #expect(!SubmissionDiagnostics.diagnostic(reason, of: name).plain().isEmpty)
    case .formula, .blank: break
    }
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout RandomState) {
    guard !bytes.isEmpty else { return }
    let place = random.integer(in: 0..<bytes.count)
    switch random.integer(in: 0..<6) {
    case 0: bytes[place] = UInt8(random.integer(in: 0..<256))
    case 1: bytes[place] = edges[random.integer(in: 0..<edges.count)]
    case 2: bytes.removeSubrange(place..<min(place + random.integer(in: 1..<9), bytes.count))
    case 3: bytes.insert(edges[random.integer(in: 0..<edges.count)], at: place)
    case 4:
      let piece = bytes[place..<min(place + random.integer(in: 1..<30), bytes.count)]
      bytes.insert(contentsOf: piece, at: random.integer(in: 0..<bytes.count))
    default: bytes.removeLast(random.integer(in: 0..<bytes.count))
    }
  }
}
