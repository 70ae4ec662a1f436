import Diagnostics
import Testing

@testable import Grading

@Suite("Who names a mistake")
struct NamedByTests {
  private static let homework = """
    ```grad setup
    grad> seed 1
    grad> X := randn(5, 3); W := randn(3, 2)
    grad> P = X @ W;
    grad> J = mean(P^2);
    ```
    ```ask
    P: X @ W
    ```
    ```ask
    dP: grad(J, P)
    wrong: grad(J, P) / 2 => The square has a 2.
    ```
    ```ask
    dW: grad(J, W)
    from: dP
    ```
    """

  private func grade(_ statements: String) throws -> Grade {
    let assignment = try ShippedAssignments.assignment(Self.homework)
    let reader = SubmissionReader(questions: assignment.questions.map { ($0.name, $0.shape) })
    return Grader(assignment).grade(
      reader.read(bytes: Array(statements.utf8), name: "ada.grad", student: "ada"))
  }

  private func titles(_ question: QuestionGrade) -> [String] {
    guard case .wrong(let finding) = question.verdict else { return [] }
    return finding.explanations.flatMap(\.slips).map(\.title)
  }

  @Test("is the instructor, if both know it")
  func foreseen() throws {
    let grade = try grade("dP = P / 10")
    #expect(titles(grade.questions[1]) == ["The square has a 2."])
    #expect(grade.explanations == [])
  }

  @Test("is the catalogue for all others")
  func catalogue() throws {
    let grade = try grade("dP = -P / 5")
    #expect(Set(titles(grade.questions[1])) == ["the sign is wrong"])
    #expect(Set(grade.explanations.flatMap(\.slips).map(\.mistake)) == ["sign-flipped"])
  }

  @Test(
    "is the catalogue for what is no gradient too",
    arguments: [
      ("P = -(X @ W)", "the sign is wrong"), ("P = 2 * X @ W", "twice too large"),
      ("P = X @ W / 2", "half as large as it should be"),
      ("P = X @ W / 100", "the decimal point is shifted"), ("P = (X @ W)'", "transposed"),
      ("P = 3 * X @ W", nil),
    ] as [(String, String?)])
  func values(statement: String, title: String?) throws {
    #expect(titles(try grade(statement).questions[0]) == (title.map { [$0] } ?? []))
  }
}
