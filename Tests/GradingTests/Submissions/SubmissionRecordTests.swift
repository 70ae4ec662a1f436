import Diagnostics
import Foundation
import Tensors
import Testing

@testable import Grading

@Suite("A record of a stream")
struct SubmissionRecordTests {
  private static func read(_ text: String) -> Submission {
    Handed.reader.read(record: Array(text.utf8), number: 17)
  }

  @Test("holds answers, statements or a file of a student")
  func contents() throws {
    let answers = Self.read(#"{"answers": {"J": 0.5, "x": 1}, "student": "ada", "id": [1, {}]}"#)
    #expect(answers.student == "ada")
    #expect(try answers.numbers("J")?.tensor.scalar == 0.5)
    #expect(
      answers.notes.map(\.message) == ["x in line 17 is not read: no answer named x is asked for"])
    let statements = Self.read(#"{"student": "b", "statements": "dW2 = h' @ ds\ndb2 = 1"}"#)
    #expect(try statements.answers == ["dW2": .formula, "db2": .formula, "J": .blank])
    let base64 = Data(try Handed.bytes(ofFixture: "stored.npz")).base64EncodedString()
    let file = Self.read(#"{"student": 4711, "base64": "\#(base64)", "file": "c.npz"}"#)
    #expect(file.student == "4711")
    #expect(try file.numbers("dW2")?.precision == .float64)
    let both = Self.read(
      #"{"student": "d", "answers": {"J": 1}, "file": "x.csv", "base64": "MSwyLDM="}"#)
    #expect(both.problem == "x.csv holds one tensor, and it is not said which")
  }

  @Test(
    "that cannot be read is the line's",
    arguments: [
      ("", "line 17 holds nothing but blanks"), ("{", nil), ("[]", "line 17 is no record"),
      ("{}", "line 17 does not say whose answers these are"),
      (#"{"answers": {}}"#, "line 17 does not say whose answers these are"),
      (#"{"student": " ", "answers": {}}"#, "line 17 does not say whose answers these are"),
      (#"{"student": null, "answers": {}}"#, "line 17 does not say whose answers these are"),
      (#"{"student": "a"}"#, "line 17 holds no answers"),
      (#"{"student": "a", "answers": [1]}"#, "the answers of line 17 are no object"),
      (#"{"student": "a", "statements": 1}"#, "statements of line 17 is no text"),
      (#"{"student": "a", "file": "a.npz"}"#, "line 17 has only half of a file"),
      (
        #"{"student": "a", "file": "a.npz", "base64": "@@"}"#,
        "base64 of line 17 is not written in base64"
      ),
      (#"{"student": "a", "student": "b", "answers": {}}"#, "line 17 says student twice"),
      (#"{"student": "a", "answers": {"J": 1, "J": 2}}"#, "line 17 says J twice"),
      (
        #"{"student": "a", "answers": {"J": 1}, "statements": "J = 2"}"#,
        "J is answered twice, in line 17 and in statements"
      ),
    ] as [(String, String?)])
  func refused(text: String, message: String?) {
    let submission = Self.read(text)
    #expect(submission.student == "line 17")
    #expect(submission.problem == message || message == nil && submission.problem != nil)
  }

  @Test("whose file cannot be read is still the student's")
  func file() {
    let submission = Self.read(#"{"student": "a", "file": "../a.npz", "base64": "UEsD"}"#)
    #expect(submission.student == "a")
    #expect(submission.problem == "a.npz is no archive, or its end is missing")
    let empty = Self.read(#"{"student": "a", "file": "a.npz", "base64": ""}"#)
    #expect(empty.problem == "a.npz is empty")
  }

  @Test("spells its bytes as Foundation does, or not at all")
  func base64() {
    var state = RandomState(seed: 1)
    for count in 0..<100 {
      let bytes = (0..<count).map { _ in UInt8(state.integer(in: 0..<256)) }
      let text = Data(bytes).base64EncodedString()
      #expect(Base64.bytes(Array(text.utf8)) == bytes)
      #expect(
        Base64.bytes(
          Array(
            text.replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_").utf8))
          == bytes)
    }
    for text in ["A", "AAAAA", "AA=A", "A!AA", "é"] {
      #expect(Base64.bytes(Array(text.utf8)) == nil)
    }
  }
}
