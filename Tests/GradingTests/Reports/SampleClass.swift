import Diagnostics
import Lessons
import Tensors

@testable import Grading

/// A small class in which everything happens that can become of a submission.
enum SampleClass {
  /// Four questions: one for each answer to who sees it.
  static let assignment: Assignment = {
    let text = """
      ---
      title: Homework 3 & more
      id: hw3
      points: 10
      ---
      ```grad setup
      grad> seed 0
      grad> X := randn(6, 2); y := [0, 1, 2, 0, 1, 2]
      grad> W1 := randn(2, 4); W2 := randn(4, 3); b2 := zeros(3)
      grad> s = relu(X @ W1) @ W2 + b2
      grad> J = cross_entropy(s, y)
      ```

      ```ask points=2
      ds: grad(J, s)
      ```

      ```ask points=3
      dW2: grad(J, W2)
      from: ds
      visibility: after_due_date
      ```

      ```ask points=2
      db2: grad(J, b2)
      from: ds
      visibility: after_published
      ```

      ```ask points=3
      dW1: grad(J, W1)
      visibility: hidden
      ```
      """
    do throws(AssignmentProblems) {
      return try Assignment(NotebookFile(SourceText(name: "hw3.md", text: text)))
    } catch {
      fatalError("\(error.diagnostics.map { $0.plain() })")
    }
  }()

  static let grades: [Grade] = [
    graded(
      "aabbott", .correct, .correct, .correct, .correct,
      [.shape(got: Shape([1, 3]), expected: Shape([3]))]),
    graded(
      "bbrown", .correct, .correct,
      wrong(.entries(wrong: 2, of: 3, worst: [1]), [[notSummed]]), .correct, [.kink(entries: 1)]),
    graded(
      "cchen", wrong(.entries(wrong: 18, of: 18, worst: [4, 0]), []), .follows(from: ["ds"]),
      .follows(from: ["ds"]), .blank),
    Grade(
      student: "ddiaz",
      status: .ungradable(
        Diagnostic("submission", "answers.json ends where a comma or ] should stand"))),
    graded(
      "eevans", .correct,
      wrong(.shape(got: Shape([3, 4]), expected: Shape([4, 3])), [[transposed]]), .correct,
      wrong(.entries(wrong: 8, of: 8, worst: []), [[halved], [transposed, summed]])),
    graded(
      "ffox", .ungradable(.notFinite(place: [2, 0])), .ungradable(.ragged(row: 3)),
      wrong(.digits(wrong: 1, needed: 4), []), wrong(.onlyHere, [])),
    Grade(student: "ggreen", status: .fault("it ran out of memory")),
    graded(
      "hhill", wrong(.entries(wrong: 18, of: 18, worst: []), [[summed]]), .follows(from: ["ds"]),
      wrong(.entries(wrong: 3, of: 3, worst: []), [[summed]]), .correct,
      explanations: [Explanation([summed])]),
  ]

  /// The same of a larger class, in which pictures are drawn.
  static var manyGrades: [Grade] {
    (0..<3).flatMap { round in
      grades.map { grade in
        Grade(
          student: "\(grade.student)\(round)", status: grade.status, questions: grade.questions,
          explanations: grade.explanations)
      }
    }
  }

  /// Names that spreadsheets, terminals, browsers and readers would take for something else.
  static let hostileNames = [
    "=cmd|' /C calc'!A1", "+1+1", "@SUM(A1)", "-1+2", "\tx", "\u{1B}[2J\u{1B}]0;owned\u{7}eve",
    "abc\u{202E}fdp", "quote\"quote", "two\nlines\r\nand more", "<script>alert(1)</script>",
    "a,b", "# title", "[x](javascript:1)", "../../etc/passwd", ".hidden", "-rf",
    String(repeating: "long", count: 2500), "e\u{301}ric 山田",
  ]

  static let hostileGrades = hostileNames.map {
    Grade(student: $0, status: .graded, questions: grades[1].questions)
  }

  static func report(_ grades: [Grade] = grades, width: Int = 80) -> ClassReport {
    var options = ReportOptions()
    options.width = width
    return ClassReport(assignment, grades, options: options)
  }

  static let transposed = Slip(
    mistake: "transposed", title: "transposed", place: "",
    advice: "A gradient has the shape of what it is taken with respect to.")
  static let notSummed = Slip(
    mistake: "not-summed", title: "not summed over the batch",
    place: "in s = relu(X @ W1) @ W2 + b2, on the way back to b2",
    advice: "b2 is added to every row, so its gradient is a sum over the rows.")
  static let halved = Slip(mistake: "half", title: "halved", place: "", advice: "Look for a 1/2.")
  static let summed = Slip(
    mistake: "sum-for-mean", title: "summed over the batch instead of averaged",
    place: "in J = cross_entropy(s, y)", advice: "the loss is a mean")

  private static func wrong(
    _ difference: Finding.Difference, _ slips: [[Slip]]
  ) -> QuestionGrade.Verdict {
    .wrong(Finding(difference: difference, explanations: slips.map { Explanation($0) }))
  }

  private static func graded(
    _ student: String, _ ds: QuestionGrade.Verdict, _ dW2: QuestionGrade.Verdict,
    _ db2: QuestionGrade.Verdict, _ dW1: QuestionGrade.Verdict,
    _ remarks: [QuestionGrade.Remark] = [], explanations: [Explanation] = []
  ) -> Grade {
    let questions = zip(assignment.questions, [ds, dW2, db2, dW1]).map { question, verdict in
      let points = assignment.worth(question)
      let earns =
        switch verdict {
        case .correct, .follows: true
        default: false
        }
      return QuestionGrade(
        name: question.name, score: earns ? points : 0, points: points, verdict: verdict,
        remarks: question.name == "db2" ? remarks : [])
    }
    return Grade(
      student: student, status: .graded, questions: questions, explanations: explanations)
  }
}
