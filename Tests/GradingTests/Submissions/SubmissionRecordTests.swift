import Diagnostics
import Foundation
import Tensors
import Testing

@testable import Grading

@Suite("A record of a stream")
struct SubmissionRecordTests {
  private static func read(_ text: String) -> Submission {
    Handed.reader.read(record: Array(text.utf8))
  }

  @Test("holds answers, statements or a file of a student")
  func contents() throws {
    let answers = Self.read(#"{"answers": {"J": 0.5, "x": 1}, "student": "ada", "id": [1, {}]}"#)
    #expect(answers.student == "ada")
    #expect(try answers.numbers("J")?.tensor.scalar == 0.5)
    #expect(
      answers.notes.map(\.message)
        == ["x in the record is not read: no answer named x is asked for"])
    let statements = Self.read(#"{"student": "b", "statements": "dW2 = h' @ ds\ndb2 = sum(ds)"}"#)
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
    "that cannot be read is the student's all the same, if it says whose it is",
    arguments: [
      ("", "the record holds nothing but blanks"), ("{", nil),
      ("[]", "the record is no object of JSON"),
      ("{}", "the record does not say whose answers these are"),
      (#"{"answers": {}}"#, "the record does not say whose answers these are"),
      (#"{"student": " ", "answers": {}}"#, "the record does not say whose answers these are"),
      (#"{"student": null, "answers": {}}"#, "the record does not say whose answers these are"),
      (#"{"student": "a"}"#, "the record holds no answers"),
      (#"{"student": "a", "answers": {"J": 0."#, nil),
      (#"{"student": "a", "answers": [1]}"#, "the answers of the record are no object"),
      (#"{"student": "a", "statements": 1}"#, "statements of the record is no text"),
      (#"{"student": "a", "file": "a.npz"}"#, "the record has only half of a file"),
      (
        #"{"student": "a", "file": "a.npz", "base64": "@@"}"#,
        "base64 of the record is not written in base64"
      ),
      (#"{"student": "a", "student": "b", "answers": {}}"#, "the record says student twice"),
      (#"{"student": "a", "answers": {"J": 1, "J": 2}}"#, "the record says J twice"),
      (
        #"{"student": "a", "answers": {"J": 1}, "statements": "J = 2"}"#,
        "J is answered twice, in the record and in statements"
      ),
    ] as [(String, String?)])
  func refused(text: String, message: String?) {
    let submission = Self.read(text)
    #expect(submission.student == (text.contains(#""student": "a""#) ? "a" : "(no name)"))
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
