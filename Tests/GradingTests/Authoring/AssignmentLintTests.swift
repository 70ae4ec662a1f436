import Lessons
import StyledText
import Testing

@testable import Grading

@Suite("Lint of an assignment")
struct AssignmentLintTests {
  private static let net = """
    ```grad setup
    grad> seed 7
    grad> X := randn(5, 2)
    grad> y := [2, 0, 1, 1, 2]
    grad> W1 := randn(2, 4); b1 := 0.5 * randn(4)
    grad> W2 := randn(4, 3); b2 := 0.5 * randn(3)
    grad> h = relu(X @ W1 + b1);
    grad> s = h @ W2 + b2;
    grad> J = cross_entropy(s, y) + 0.05 * (l2(W1) + l2(W2));
    ```
    ```ask
    ds: grad(J, s)
    ```
    ```ask
    dW1: grad(J, W1)
    from: ds
    wrong: 2 * grad(J, W1) => There is no 2.
    ```
    """

  @Test(
    "has nothing to say of those that come with the project", arguments: ShippedAssignments.names)
  func shipped(name: String) throws {
    #expect(AssignmentLint(try ShippedAssignments.read(name)).findings == [])
  }

  @Test("has nothing to say of a good one")
  func good() throws {
    let lint = AssignmentLint(try ShippedAssignments.assignment(Self.net))
    #expect(lint.findings == [])
    let lines = lint.text(width: 120).plain.split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "homework.md: 2 questions, 2 points; difference quotients agree at 23 of 23 entries; "))
    #expect(lines[0].hasSuffix(" slips tried"))
    #expect(lines.dropFirst() == ["Nothing to remark: neither numbers nor sizes hide a mistake."])
  }

  @Test(
    "says what hides mistakes",
    arguments: [
      (
        "```ask\ndW1", "```ask points=0\ndW1",
        "dW1 is worth nothing."
      ),
      (
        "dW1: grad(J, W1)\nfrom: ds\n", "dW1: 0 * grad(J, W1)\n",
        "The right dW1 is zero, so whoever hands in zeros is right."
      ),
      (
        "from: ds\n", "",
        "dW1 is computed from ds, but one slip there costs twice."
      ),
      (
        "\n```\n```ask\nds", "\ngrad> ds = (softmax(s) - onehot(y, 3)) / 5;\n```\n```ask\nds",
        "The setup states ds itself, so students are given it."
      ),
      (
        "wrong: 2 * grad(J, W1)", "wrong: 1 * grad(J, W1)",
        "The mistake 1 * grad(J, W1) has the value of the right dW1."
      ),
      (
        "wrong: 2 * grad(J, W1)", "wrong: grad(J, W1)'",
        "The mistake grad(J, W1)' is 4×2, and dW1 is 2×4."
      ),
      (
        "wrong:", "wrong: grad(J, W1) * 2 => No.\nwrong:",
        "The mistakes grad(J, W1) * 2 and 2 * grad(J, W1) of dW1 have the same value."
      ),
      (
        "randn(5, 2)", "randn(4, 2)",
        "X has 4 rows and W1 has 4 columns: what is turned or summed the wrong way still fits."
      ),
      (
        "randn(5, 2)", "randn(2, 2)",
        "There are 2 examples: a sum over them is 2 times the mean, like a factor of 2 from elsewhere."
      ),
      (
        "randn(5, 2)", "randn(1, 2)",
        "X has 1 row: a sum over it, a mean over it and neither are the same."
      ),
      (
        "0.5 * randn(4)", "5 + randn(4)",
        "All entries of relu(...) lie on the same side of its kink, so that its derivative is the "
          + "same everywhere. Not found out: the activation's derivative is missing (within h)."
      ),
      (
        "grad> W1 := randn(2, 4); b1 := 0.5 * randn(4)",
        "grad> X[0, :] := 0; W1 := randn(2, 4); b1 := zeros(4)",
        "4 entries of relu(...) lie exactly at its kink, where more than one answer may be right."
      ),
      (
        "W2 := randn(4, 3)", "W2 := zeros(4, 3)",
        "W2 is zero everywhere, which hides every term that it is a factor of."
      ),
      (
        "[2, 0, 1, 1, 2]", "[2, 2, 2, 2, 2]",
        "All labels in y are the same."
      ),
      (
        "0.05 * (l2", "1e-7 * (l2",
        "The part of the loss made of W1 and W2 changes no entry of dW1 by more than"
      ),
    ])
  func findings(old: String, new: String, message: String) throws {
    var text = Self.net.replacing(old, with: new)
    // As many labels as points.
    if new == "randn(4, 2)" { text = text.replacing("[2, 0, 1, 1, 2]", with: "[2, 0, 1, 1]") }
    if new == "randn(2, 2)" { text = text.replacing("[2, 0, 1, 1, 2]", with: "[2, 0]") }
    if new == "randn(1, 2)" { text = text.replacing("[2, 0, 1, 1, 2]", with: "[2]") }
    let findings = AssignmentLint(try ShippedAssignments.assignment(text)).findings
    #expect(
      findings.contains { $0.message.hasPrefix(message) }, "\(findings.map(\.message))")
  }

  private static let regression = """
    ```grad setup
    grad> seed 3
    grad> X := randn(5, 3); Y := randn(5, 4)
    grad> W := randn(3, 4); b := randn(4)
    grad> P = X @ W + b;
    grad> J = mse(P, Y) + 0.1 * l2(W);
    ```
    ```ask
    dP: grad(J, P)
    ```
    ```ask
    dW: grad(J, W)
    from: dP
    ```
    ```ask
    db: grad(J, b)
    from: dP
    ```
    """

  @Test(
    "tells which mistakes of the catalogue are not found out or not told apart",
    arguments: [
      // Two outputs: the mean over the rows is twice that over all entries.
      (
        "4)", "2)",
        "Not told apart by dP, dW and db: averaged over one axis only; twice too large."
      ),
      ("0.1 *", "1e-12 *", "The part of the loss made of W changes no entry of dW by more than"),
      (
        "mse(P, Y) + 0.1 * l2(W)", "sum(softmax(P))",
        "The right dP, dW and db are zero"
      ),
      (
        "W := randn(3, 4)", "W := zeros(3, 4)",
        "W is zero everywhere, which hides every term that it is a factor of. Not found out: "
          + "the penalty is missing (at W)"
      ),
    ])
  func confusions(old: String, new: String, message: String) throws {
    let assignment = try ShippedAssignments.assignment(Self.regression.replacing(old, with: new))
    let findings = AssignmentLint(assignment).findings
    #expect(
      findings.contains { $0.message.hasPrefix(message) }, "\(findings.map(\.message))")
  }

  @Test("keeps what is so in every assignment of its form to itself")
  func form() throws {
    // Who averages db divides by n once more: no numbers and no sizes part the two.
    #expect(AssignmentLint(try ShippedAssignments.assignment(Self.regression)).findings == [])
  }

  @Test("knows the factors of the catalogue")
  func factors() {
    for id in Coincidences.Likeness.sizes.union(Coincidences.Likeness.factors) {
      #expect(Mistakes.named(id) != nil, "\(id)")
    }
  }
}
