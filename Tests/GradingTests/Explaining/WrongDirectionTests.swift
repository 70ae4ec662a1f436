import Diagnostics
import Foundation
import Notebook
import StyledText
import Tensors
import Testing

@testable import Grading

@Suite("Answers that nothing explains")
struct WrongDirectionTests {
  private static func homework(wrong: String = "") throws -> Assignment {
    try ShippedAssignments.assignment(
      """
      ```grad setup
      grad> seed 3
      grad> X := randn(6, 2); y := [0, 1, 2, 0, 1, 2]; W := randn(2, 3); b := randn(3)
      grad> s = X @ W + b
      grad> J = cross_entropy(s, y)
      ```

      ```ask points=1
      dW: grad(J, W)
      \(wrong)
      ```

      ```ask points=1
      db: grad(J, b)
      ```

      ```ask points=1
      ds: grad(J, s)
      ```
      """)
  }

  private static func grades(
    _ assignment: Assignment, _ submissions: [(student: String, text: String)]
  ) -> [Grade] {
    let grader = Grader(assignment)
    let reader = SubmissionReader(questions: assignment.questions.map { ($0.name, $0.shape) })
    return submissions.map { student, text in
      let content = text.hasPrefix("{") ? "\"answers\": \(text)" : "\"statements\": \"\(text)\""
      return grader.grade(
        reader.read(record: Array("{\"student\": \"\(student)\", \(content)}".utf8)))
    }
  }

  @Test("are put together where they are wrong in the same way, the largest group first")
  func groups() throws {
    let assignment = try Self.homework()
    let grades = Self.grades(
      assignment,
      [
        ("ada", "db = sin(b)"),
        ("bao", "P = softmax(s); dW = X' @ (P * P * s)"),
        // Another factor, another way to write it.
        ("cem", "dW = 0.25 * X' @ (softmax(s)^2 * s); db = cos(b)"),
        // Right, with the same thing added.
        ("dov", "u = (softmax(s) - onehot(y, 3)) / 6; dW = X' @ u + sin(W)"),
        ("eva", "dW = X' @ ((softmax(s) - onehot(y, 3)) / 6) + 0.3 * sin(W)"),
        ("fay", "dW = X' @ (softmax(s)^2 * s * 4)"),
        ("gil", "dW = X' @ ((softmax(s) - onehot(y, 3)) / 6)"),
        ("hal", "db = sin(b) + 0.001"),
      ])
    let groups = WrongDirections.groups(grades, of: assignment)
    #expect(groups.map(\.question) == ["dW", "dW"])
    #expect(groups.map(\.students) == [["bao", "cem", "fay"], ["dov", "eva"]])
    #expect(groups[0].notes[0] == "all 6 entries differ")
    #expect(groups[0].notes[2].hasPrefix("the same direction, "))
    #expect(groups[0].formula == "X' @ (softmax(s)^2 * s * 4)")
    #expect(groups[1].formula == "X' @ ((softmax(s) - onehot(y, 3)) / 6) + sin(W)")
  }

  @Test("have a line that names them once it stands in the assignment")
  func pasted() throws {
    let submissions = [("bao", "P = softmax(s); dW = X' @ (P * P * s)")]
    let before = Self.grades(try Self.homework(), submissions + [("cem", submissions[0].1)])
    let group = try #require(WrongDirections.groups(before, of: try Self.homework()).first)
    #expect(group.notes.last?.hasPrefix("the same numbers, ") == true)
    let line = DirectionWords.wrong(try #require(group.formula)) + " the square is wrong here."
    let after = Self.grades(try Self.homework(wrong: line), submissions)
    guard case .wrong(let finding) = after[0].questions[0].verdict else {
      Issue.record("\(after[0])")
      return
    }
    #expect(finding.explanations.first?.slips.first?.mistake == "foreseen")
    #expect(after[0].directions.isEmpty)
  }

  @Test(
    "have no such line where the formula needs what an assignment cannot have",
    arguments: [
      "g(t) = t^2; dW = g(W) * 7", "dW := W; dW[0, 0] := 9", "W = ones(2, 3); dW = W * X[0, 0]",
      "u = u2 * 2; u2 = W^3; dW = u; dW = u^2", "{\"dW\": [[1, 2, 3], [4, 5, 7]]}",
    ])
  func withoutLine(text: String) throws {
    let assignment = try Self.homework()
    let grades = Self.grades(assignment, [("ada", text), ("bao", text)])
    let groups = WrongDirections.groups(grades, of: assignment)
    #expect(groups.map(\.question) == ["dW"])
    #expect(groups.allSatisfy { $0.formula == nil })
  }

  @Test("are put together as far as typed digits tell, and no further")
  func typed() throws {
    let assignment = try Self.homework()
    let grades = Self.grades(
      assignment,
      [
        ("ada", "{\"db\": [1.2345678, -2.3456789, 3.4567891]}"),
        ("bao", "{\"db\": [1.23457, -2.34568, 3.45679]}"),
        ("cem", "{\"db\": [1.25, -2.34568, 3.45679]}"),
        ("dov", "{\"db\": [1.2500, -2.3457, 3.4568]}"),
      ])
    #expect(
      WrongDirections.groups(grades, of: assignment).map(\.students)
        == [["ada", "bao"], ["cem", "dov"]])
  }

  @Test("of a large class are put together whatever the order, and strangers stay apart")
  func many() throws {
    let assignment = try ShippedAssignments.read("spiral-softmax")
    let index = try #require(assignment.questions.firstIndex { $0.name == "ds" })
    let question = assignment.questions[index]
    var random = RandomState(seed: 5)
    let ways = (0..<40).map { _ in
      question.key.values.map { $0 + random.uniform(-1, 1) }
    }
    var directions: [(student: String, direction: WrongDirection?)] = (0..<1000).map { number in
      // Every way has some twenty followers; of the last two hundred each goes a way of its own.
      var values = ways[number % 40]
      if number >= 800 { values[number % 900] += 0.5 + Double(number) / 1000 }
      let comparison = AnswerComparison(
        .init(Tensor(shape: question.shape, values: values), .float64), assignment.rules)
      return (
        "s\(number)",
        WrongDirection(comparison, key: question.key, question: "ds", formula: nil)
      )
    }
    for round in 0..<2 {
      let grades = directions.map { student, direction in
        var grade = Grade(student: student, status: .graded)
        grade.directions = direction.map { [$0] } ?? []
        return grade
      }
      let groups = WrongDirections.groups(grades, of: assignment)
      #expect(groups.count == 40, "round \(round)")
      #expect(groups.allSatisfy { $0.students.count == 20 })
      let numbers = groups.map { $0.students.compactMap { Int($0.dropFirst()) } }
      #expect(
        numbers.allSatisfy { Set($0.map { $0 % 40 }).count == 1 && $0.allSatisfy { $0 < 800 } })
      directions.reverse()
    }
  }

  @Test("are told with the rows and columns in which they differ")
  func patterns() {
    let all = DifferingEntries([0, 1, 2, 3, 4, 5], in: Shape([2, 3]))
    #expect(all.rows == nil && all.columns == nil)
    let row = DifferingEntries([3, 5], in: Shape([2, 3]))
    #expect(row.rows == [1] && row.columns == [0, 2])
    let entry = DifferingEntries([2], in: Shape([4]))
    #expect(entry.rows == nil && entry.columns == [2])
    #expect(DifferingEntries([0], in: .scalar).columns == nil)
  }

  @Test("are shown to the instructor alone")
  func shown() throws {
    let assignment = try Self.homework()
    let grades = Self.grades(
      assignment, ["ada", "bao"].map { ($0, "dW = X' @ (softmax(s)^3 * s)") })
    var report = ClassReport(assignment, grades)
    report.options.explains = true
    report.options.groups = WrongDirections.groups(grades, of: assignment)
    for format in ReportFormat.all {
      let isShown = try ReportTests.texts(format.name, report).contains {
        $0.contains("wrong: X' @ (softmax(s)^3 * s) => ...")
      }
      #expect(isShown == ["table", "json"].contains(format.name), "\(format.name)")
    }
  }
}
