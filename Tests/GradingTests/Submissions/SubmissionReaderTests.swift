import Diagnostics
import Tensors
import Testing

@testable import Grading

@Suite("A submission")
struct SubmissionReaderTests {
  static let reader = SubmissionReader(questions: [
    ("dW2", Shape([2, 3])), ("db2", Shape([3])), ("J", .scalar),
  ])

  static func read(_ text: String, as name: String = "ada.json") -> Submission {
    reader.read(bytes: Array(text.utf8), name: name, student: "ada")
  }

  @Test("of JSON is numbers with their typed digits, formulas and blanks")
  func json() throws {
    let submission = Self.read(
      """
      {"dW2": [[0.50, -1e-3, 3], [0, 12.5e1, 0.000]], "db2": "sum(ds, axis=0)", "J": null}
      """)
    #expect(submission.student == "ada" && submission.notes.isEmpty)
    let answers = try submission.answers
    let units = [0.01, 1e-3, 1, 1, 1, 1e-3]
    let digits = [2, 1, 1, 0, 3, 0]
    let typed = zip(units, digits).map { TypedNumber(unit: $0, digits: $1) }
    let tensor = Tensor(shape: Shape([2, 3]), values: [0.5, -1e-3, 3, 0, 125, 0])
    #expect(answers["dW2"] == .numbers(Answer.Numbers(tensor, .typed(typed))))
    #expect(answers["db2"] == .formula)
    #expect(answers["J"] == .blank)
    #expect(submission.statements?.text == "db2 = sum(ds, axis=0)")
  }

  @Test("that does not name an answer has left it blank")
  func missing() throws {
    #expect(try Self.read("{}").answers == ["dW2": .blank, "db2": .blank, "J": .blank])
  }
}
