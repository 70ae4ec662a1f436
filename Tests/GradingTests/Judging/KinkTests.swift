import Diagnostics
import Differentiation
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

@Suite("Where a function bends")
struct KinkTests {
  /// A setup, what is asked for, an answer, and how many entries are excused; nil if it is wrong.
  static let cases: [(setup: String, key: String, answer: [Double], kinks: Int?)] = [
    // relu'(0) is 0 here, 1 or anything between elsewhere.
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, 0, 3], 0),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, 3, 3], 1),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, 1.5, 3], 1),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, 3.1, 3], nil),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, -0.1, 3], nil),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [0, 3, 2], nil),
    ("x := [-1, 0, 2]; J = sum(3*relu(x))", "grad(J, x)", [3, 0, 3], nil),
    ("x := [0, -2]; J = sum(abs(x)^1)", "grad(J, x)", [1, -1], 1),
    ("x := [0, -2]; J = sum(abs(x))", "grad(J, x)", [-1, -1], 1),
    ("x := [0, -2]; J = sum(abs(x))", "grad(J, x)", [-1.01, -1], nil),
    ("x := [0, -2]; J = sum(abs(x))", "grad(J, x)", [0.3, 1], nil),
    // A tie goes to one of them or is shared.
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [1, 0, 0], 2),
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [0, 0, 1], 2),
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [0.5, 0.5, 0.5], nil),
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [-1, 0, 2], nil),
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [1, 0, 1], nil),
    ("x := [4, 1, 4]; J = max(x)", "grad(J, x)", [1, 0, 0.5], nil),
    // A bend that rounding has moved away from: 0.1 + 0.2 is no 0.3.
    ("x := [0.1, 1]; J = sum(relu(x + 0.2 - 0.3))", "grad(J, x)", [0, 1], 1),
    // The largest of two zeros that relu leaves, both of them at its bend.
    ("x := [0, 0, 1]; J = max(relu(x[:2])) + x[2]", "grad(J, x)", [1, 0, 1], 1),
    ("x := [0, 0, 1]; J = max(relu(x[:2])) + x[2]", "grad(J, x)", [1, 1, 1], nil),
    ("a := [1, 2]; b := [1, 3]; J = sum(maximum(a, b))", "grad(J, a)", [1, 0], 1),
    ("a := [1, 2]; b := [1, 3]; J = sum(maximum(a, b))", "grad(J, b)", [0, 1], 1),
    ("a := [1, 2]; b := [1, 3]; J = sum(maximum(a, b))", "grad(J, b)", [1, 0], nil),
    // A bias of zeros on a row of zeros: every unit stands at its bend, on the way too.
    (
      "X := [0, 0; 1, 2]; W := [1, -3; 2, 1]; b := [0, 0]; z = X @ W + b; J = sum(relu(z)^1)",
      "grad(J, b)", [2, 1], 2
    ),
    (
      "X := [0, 0; 1, 2]; W := [1, -3; 2, 1]; b := [0, 0]; z = X @ W + b; J = sum(relu(z))",
      "grad(J, z)", [1, 1, 1, 0], 2
    ),
    (
      "X := [0, 0; 1, 2]; W := [1, -3; 2, 1]; b := [0, 0]; z = X @ W + b; J = sum(relu(z))",
      "grad(J, W)", [1, 0, 2, 2], nil
    ),
    // Two bends at once.
    ("x := 0; J = relu(x) + 2*relu(-x)", "grad(J, x)", [-1], 1),
    ("x := 0; J = relu(x) - relu(-x)", "grad(J, x)", [2], 1),
    // No bend, a jump, and a bend that leads nowhere.
    ("x := [1, 2]; J = sum(relu(x))", "grad(J, x)", [1, 0], nil),
    ("x := [0, 2]; J = sum((x > 0)*5) + sum(x)", "grad(J, x)", [6, 1], nil),
    ("x := [0, 2]; J = 0*sum(relu(x)) + sum(x)", "grad(J, x)", [2, 1], nil),
  ]

  @Test("any derivative between its sides is right", arguments: cases.indices)
  func kinks(index: Int) throws {
    let one = Self.cases[index]
    let text = """
      ```grad setup
      grad> \(one.setup)
      ```
      ```ask
      d: \(one.key)
      ```
      """
    let assignment = try Assignment(NotebookFile(SourceText(name: "bend.md", text: text)))
    let judge = Judge(assignment)
    let answer = Answer.Numbers(
      Tensor(shape: assignment.questions[0].shape, values: one.answer), .float64)
    // Twice: the second time from what the first has found out.
    for _ in 0..<2 {
      switch judge.judge(["d": .numbers(answer)])[0] {
      case .correct(_, let remarks):
        #expect(remarks == (one.kinks == 0 ? [] : one.kinks.map { [.kink(entries: $0)] }))
      case .wrong: #expect(one.kinks == nil)
      default: Issue.record("neither right nor wrong")
      }
    }
  }

  @Test("a formula with another convention is right too")
  func formula() throws {
    let text = """
      ```grad setup
      grad> X := [0, 0; 1, 2; -0.5, 0.25]; W := [1, -3; 2, 1]; b := [0, 0]
      grad> z = X @ W + b
      grad> J = sum(relu(z))
      ```
      ```ask
      db: grad(J, b)
      ```
      """
    let words = try FormulaTests.words(
      FormulaTests.judged("db = sum(z >= 0, axis=0)", of: text, names: ["db"]))
    #expect(words == ["right"])
    #expect(
      try FormulaTests.words(
        FormulaTests.judged("db = sum(z < 0, axis=0)", of: text, names: ["db"])) == ["wrong"])
  }
}

@Suite("The certificate of an assignment")
struct CertificateTests {
  @Test("compares every right gradient with difference quotients")
  func agreement() throws {
    let assignment = try Assignment(
      NotebookFile(SourceText(name: "net.md", text: FormulaTests.net)))
    let certificate = try Certificate(assignment)
    #expect(certificate.holds)
    #expect(certificate.questions.map(\.name) == ["ds", "dW2", "db2"])
    #expect(certificate.questions.map { $0.count(.agree) } == [18, 12, 3])
    #expect(certificate.questions.allSatisfy { !$0.isSample && ($0.worstError ?? 1) < 1e-6 })
  }

  @Test("draws a sample of what is too large, and tells bends and values from gradients")
  func sample() throws {
    let text = """
      ```grad setup
      grad> x := linspace(-1, 1, 101); J = sum(relu(x)*x)/2 + relu(0*x[3]) + abs(x[50])
      ```
      ```ask
      dx: grad(J, x)
      ```
      ```ask
      J0: J
      ```
      """
    let assignment = try Assignment(NotebookFile(SourceText(name: "net.md", text: text)))
    let whole = try Certificate(assignment)
    #expect(whole.questions[0].count(.kink) == 1)
    #expect(whole.questions[0].count(.agree) == 100)
    #expect(whole.questions[1].check == nil)
    #expect(!whole.questions[1].isSample)
    let part = try Certificate(assignment, mostEntries: 20)
    #expect(part.questions[0].checked == 20)
    #expect(part.questions[0].isSample)
    #expect(
      try Certificate(assignment, mostEntries: 20).questions[0].check?.entries
        == part.questions[0].check?.entries)
  }
}
