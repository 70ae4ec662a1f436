import Diagnostics
import Notebook
import StyledText
import Synchronization
import Tensors
import Testing

@testable import Grading

@Suite("check against a gradient")
struct GradientTutorTests {
  private static let setup = """
    seed 7; X := randn(5, 2); y := [2, 0, 1, 1, 2]; W1 := randn(2, 4); b1 := 0.5 * randn(4)
    W2 := randn(4, 3); b2 := 0.5 * randn(3); reg := 0.1
    z1 = X @ W1 + b1; h = relu(z1); s = h @ W2 + b2
    J = cross_entropy(s, y) + 0.5 * reg * l2(W2)
    ds = (softmax(s) - onehot(y, 3)) / 5
    """

  @Test(
    "names the mistake that explains a learner's numbers, and shows the step",
    arguments: [
      (
        "dz1 = ds @ W2'; check dz1 against grad(J, z1)",
        """
          dz1  5×4  differs   (10 of 20 entries)
            dz1[0, 0]  yours  0.0261069    expected  0
            dz1[0, 1]  yours  0.191088     expected  0
            dz1[0, 3]  yours  -0.00173074  expected  0
            dz1[1, 1]  yours  0.0199928    expected  0
            dz1[2, 1]  yours  -0.122653    expected  0
            and 5 more
          the activation's derivative is missing (from h back to z1)
            On the way back through an activation the upstream gradient is multiplied by
            f'(z).
              forward   h = relu(z1)        5×4
              backward  dz1 = v ⊙ [z1 > 0]  5×4
                        v = ∂J/∂h           5×4
              you       the activation's derivative is missing
        """
      ),
      (
        "dW2 = ds' @ h; check dW2 against grad(J, W2)",
        """
          dW2  3×4  differs   (shape 3×4, expected 4×3)
          the penalty is missing (at W2), and transposed
            The loss has a term in the weights; its gradient is added.
            A gradient has the shape of what it is taken with respect to.
              forward   e = l2(W2)
              backward  dW2 = 2v W2 + ...  4×3
                        v = ∂J/∂e
              you       the penalty is missing
              forward   s = h @ W2 + b2    5×3
              backward  dW2 = hᵀ v + ...   4×3
                        v = ∂J/∂s          5×3
              forward   e = l2(W2)
              backward  dW2 = 2v W2 + ...  4×3
                        v = ∂J/∂e
              you       transposed
        """
      ),
      (
        "db2 = sum(ds, axis=0); check 3 * db2 against grad(J, b2)",
        """
          your value  3  differs   (3 of 3 entries)
            [0]  yours  0.868897   expected  0.289632
            [1]  yours  0.0400083  expected  0.0133361
            [2]  yours  -0.908905  expected  -0.302968
          multiplied by about 3
            All entries are off by the same factor: look for a constant.
        """
      ),
      (
        "check [1, 2, 3] against grad(J, b2)",
        """
          your value  3  differs   (3 of 3 entries)
            [0]  yours  1  expected  0.289632
            [1]  yours  2  expected  0.0133361
            [2]  yours  3  expected  -0.302968
          No mistake that is known explains it.
        """
      ),
      (
        "check sum(ds, axis=0, keepdims=true) against grad(J, b2)",
        """
          your value  1×3  agrees   (3 entries)
          Its shape is 1×3 where 3 is expected; the numbers are compared.
        """
      ),
      (
        "t := [0, 1, -1]; check [1, 1, 0] against grad(sum(relu(t)), t)",
        """
          your value  3  agrees   (3 entries)
          At 1 entry the function has a kink, where another subgradient is usual.
            [0]  yours  1  expected  0
        """
      ),
    ])
  func transcripts(input: String, expected: String) {
    #expect(Self.printed(input) == expected)
  }

  @Test("looks through no computation that would take too long")
  func large() {
    let printed = Self.printed(
      "A := randn(150, 150); K = sum((A @ A)^2); check zeros(150, 150) against grad(K, A)")
    #expect(printed.hasSuffix("too large to look for the mistake: try fewer examples."))
  }

  @Test("compares with other expressions and looks for no mistake")
  func values() {
    #expect(
      Self.printed("check 2 * ds against ds").split(separator: "\n").last == "    and 10 more")
  }

  @Test("ends when it is stopped, and says so")
  func stopped() {
    for after in [20, 200, 2000] {
      let asked = Counter()
      var session = Self.session(Interruption { asked.next() > after })
      var last: Diagnostic?
      session.execute(SourceText(name: "", text: "check [1, 2, 3] against grad(J, b2)")) {
        last = $0.diagnostic ?? last
      }
      #expect(last?.code == "interrupted", "\(after)")
    }
  }

  private static func session(_ interruption: Interruption = .never) -> Session {
    var context = SessionContext()
    context.diagnosis = GradientTutor.findings
    var session = Session(context: context)
    for line in setup.split(separator: "\n") {
      session.execute(SourceText(name: "", text: String(line))) { _ in }
    }
    let state = session.state
    context.interruption = interruption
    session = Session(context: context)
    session.state = state
    return session
  }

  private static func printed(_ input: String) -> String {
    var session = session()
    var text = ""
    session.execute(SourceText(name: "", text: input)) { outcome in
      text = outcome.diagnostic?.plain() ?? outcome.text.plain
    }
    return text
  }
}

/// Counts how often it is asked.
private final class Counter: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
