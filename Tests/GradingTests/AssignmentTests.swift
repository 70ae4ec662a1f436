import Diagnostics
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

@Suite("An assignment")
struct AssignmentTests {
  @Test("works out what it asks for")
  func keys() throws {
    let assignment = try Assignment(NotebookFile(SourceText(name: "net.md", text: Self.net)))
    #expect(assignment.id == "net")
    #expect(assignment.points == 10)
    #expect(assignment.questions.map(\.name) == ["ds", "dW2", "db2"])
    #expect(assignment.questions.map(\.shape.dimensions) == [[6, 3], [4, 3], [3]])
    #expect(assignment.questions[1].upstream == [0])
    #expect(assignment.worth(assignment.questions[0]) == 2.5)
    guard case .gradient(let loss, let node) = assignment.questions[1].kind else {
      Issue.record("dW2 is a gradient")
      return
    }
    #expect(assignment.recording.names[loss] == "J")
    #expect(assignment.recording.names[node] == "W2")
  }

  @Test(
    "says what is wrong with it",
    arguments: [
      (net.replacing(" setup", with: ""), "an assignment needs a cell that states"),
      (net.replacing("s = h @", with: "s = X @"), "cannot multiply X (6×2) by W2 (4×3)"),
      (net.replacing("grad(J, W2)", with: "grad(J, W3)"), "W3 has no value yet"),
      (net.replacing("from: ds", with: "from: dt"), "dt is not asked for"),
      (net.replacing("from: ds", with: "from: db2"), "dW2 cannot be computed from db2"),
      (net.replacing("grad(J, s)", with: "log(0*s)"), "the right ds holds -inf"),
      (net.replacing("db2: ", with: "dW2: "), "dW2 is asked for already"),
      (net.replacing("db2: ", with: "wrong: "), "this asks for nothing"),
    ])
  func problems(text: String, message: String) {
    let file = NotebookFile(SourceText(name: "net.md", text: text))
    let problems = #expect(throws: AssignmentProblems.self) { _ = try Assignment(file) }
    #expect(problems?.diagnostics.first?.message.hasPrefix(message) == true)
  }

  static let net = """
    ---
    title: A net
    points: 10
    ---
    ```grad setup
    grad> seed 0
    grad> X := randn(6, 2); y := [0, 1, 2, 0, 1, 2]
    grad> W1 := randn(2, 4); b1 := zeros(4); W2 := randn(4, 3); b2 := zeros(3)
    grad> h = relu(X @ W1 + b1)
    grad> s = h @ W2 + b2
    grad> J = cross_entropy(s, y)
    ```

    ```ask points=1
    ds: grad(J, s)
    ```

    ```ask points=2
    dW2: grad(J, W2)
    from: ds
    wrong: 2*grad(J, W2) => There is no 2 in the loss.
    ```

    ```ask
    db2: grad(J, b2)
    ```
    """
}
