import Diagnostics
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

@Suite("Formulas of a submission")
struct FormulaTests {
  static let net = """
    ---
    id: net
    ---
    ```grad setup
    grad> seed 0
    grad> X := randn(6, 2); y := [0, 1, 2, 0, 1, 2]; n := 6
    grad> W1 := randn(2, 4); b1 := zeros(4); W2 := randn(4, 3); b2 := zeros(3)
    grad> h = relu(X @ W1 + b1)
    grad> s = h @ W2 + b2
    grad> J = cross_entropy(s, y) * 6 / n
    ```

    ```ask
    ds: grad(J, s)
    ```

    ```ask
    dW2: grad(J, W2)
    from: ds
    ```

    ```ask
    db2: grad(J, b2)
    from: ds
    ```
    """

  static func judged(
    _ statements: String, of text: String = net, names: [String] = ["ds", "dW2", "db2"]
  ) throws -> [Judged] {
    let assignment = try Assignment(NotebookFile(SourceText(name: "net.md", text: text)))
    return Judge(assignment).judge(
      Dictionary(uniqueKeysWithValues: names.map { ($0, .formula) }),
      statements: SourceText(name: "ada.grad", text: statements))
  }

  /// What is said of each question in one word.
  static func words(_ judged: [Judged]) -> [String] {
    judged.map { judged in
      switch judged {
      case .correct: return "right"
      case .wrong(_, .onlyHere): return "here"
      case .wrong: return "wrong"
      case .blank: return "blank"
      case .ungradable(.formula(let message)): return message
      case .ungradable: return "ungradable"
      }
    }
  }

  static let right = "ds = (softmax(s) - onehot(y, 3))/6; dW2 = h' @ ds; db2 = sum(ds, axis=0)"

  @Test(
    "are right in whatever words",
    arguments: [
      right,
      "ds = (softmax(s) - onehot(y, 3))/n\ndW2 = h' @ ds\ndb2 = sum(ds, axis=0)",
      // Set instead of stated, and with other names on the way.
      "P := exp(s - max(s, axis=1)'); P := softmax(s)\nds := (P - onehot(y, 3))/6; "
        + "A := relu(X @ W1 + b1); dW2 := A' @ ds; db2 := ones(6) @ ds",
      // The setup copied in front.
      "seed 0\nX := randn(6, 2); y := [0, 1, 2, 0, 1, 2]; n := 6\n"
        + "W1 := randn(2, 4); b1 := zeros(4); W2 := randn(4, 3); b2 := [0, 0, 0]\n"
        + "h = relu(X @ W1 + b1)\ns = h @ W2 + b2\nJ = cross_entropy(s, y)\n" + right,
      "f(p, q) = (p - q)/6; ds = f(softmax(s), onehot(y, 3)); g(a) = a'; dW2 = g(h) @ ds; "
        + "db2 = sum(ds, axis=0)",
      // Names before what they need.
      "db2 = sum(ds, axis=0); dW2 = h' @ ds; ds = (softmax(s) - onehot(y, 3))/6",
    ])
  func rightOnes(statements: String) throws {
    #expect(try Self.words(Self.judged(statements)) == ["right", "right", "right"])
  }

  @Test("are wrong if they are, and here only if numbers were typed")
  func wrongOnes() throws {
    #expect(
      try Self.words(Self.judged("ds = softmax(s)/6; dW2 = h' @ ds; db2 = 0*b2"))
        == ["wrong", "wrong", "wrong"])
    let assignment = try Assignment(NotebookFile(SourceText(name: "net.md", text: Self.net)))
    let rows = assignment.questions[2].key.values.map { "\($0)" }.joined(separator: ", ")
    #expect(
      try Self.words(Self.judged("db2 = [\(rows)]; ds = (softmax(s) - onehot(y, 3))/6"))
        == ["right", "blank", "here"])
  }

  /// What is typed into a variable without fractions is told from a formula too.
  @Test("of numbers that all are whole show what was typed")
  func wholeNumbers() throws {
    let graph = """
      ```grad setup
      grad> x := -2; y := 5; z := -4
      grad> q = x + y
      grad> f = q * z
      ```
      ```ask
      dq: grad(f, q)
      ```
      ```ask
      dx: grad(f, x)
      ```
      ```ask
      dz: grad(f, z)
      ```
      """
    let names = ["dq", "dx", "dz"]
    #expect(
      try Self.words(Self.judged("dq = z; dx = dq; dz = x + y", of: graph, names: names))
        == ["right", "right", "right"])
    #expect(
      try Self.words(Self.judged("dq = -4; dx = z*1; dz = 3", of: graph, names: names))
        == ["here", "right", "here"])
  }

  @Test("may name a network's tensors")
  func networks() throws {
    let net = """
      ```grad setup
      grad> seed 1
      grad> X := randn(5, 2); t := randn(5, 1)
      grad> net = affine(2, 3) -> tanh -> affine(3, 1)
      grad> p = net(X)
      grad> J = sum((p - t)^2)
      ```
      ```ask
      dW2: grad(J, net.W2)
      ```
      """
    let start = "a = tanh(X @ net.W1 + net.b1); dW2 = "
    #expect(
      try Self.words(Self.judged(start + "2*a' @ (p - t)", of: net, names: ["dW2"])) == ["right"])
    #expect(
      try Self.words(Self.judged(start + "a' @ (p - t)", of: net, names: ["dW2"])) == ["wrong"])
  }

  /// Statements, and what is said of dW2; db2 is right all the same.
  static let hostile: [(String, String)] = [
    ("dW2 = grad(J, W2)", "grad is not evaluated in a submission"),
    ("dW2 := numgrad(J, W2)", "numgrad is not evaluated"),
    ("dW2 = jacobian(J, W2)", "jacobian is not evaluated"),
    ("dW2 = vjp(s, W2, ds)", "vjp is not evaluated"),
    ("g(t) = diff(t^2, t); dW2 = g(W2)", "it needs g: line 2: diff is not evaluated"),
    ("dW2 = iterate(grad, W2, 2)", "grad is not evaluated"),
    ("load \"/etc/passwd\" as dW2", "load is a command"),
    ("run \"x.grad\"", "run is a command"),
    ("save \"x.grad\"", "save is a command"),
    ("dW2 = load(\"x\")", "there is no function load"),
    ("dW2 = \"x\"", ""),
    ("repeat 1e9 { dW2 := W2 }", "repetitions are not evaluated"),
    ("dW2 := zeros(100000, 100000)", ""),
    ("dW2 = zeros(1e9) @ ones(1e9)", ""),
    ("dW2 = zeros(4e7)", ""),
    ("g(t) = t; dW2 = iterate(g, 1, 1e12)", "this records 1000000000000 nodes"),
    ("g(t) = t; dW2 = iterate(g, W2, 1e6)", "this takes more than 50000 steps"),
    ("dW2 = iterate(exp, W2, 1e6)", "this takes more than 50000 steps"),
    (
      "g0(t) = t; "
        + (1...60).map { "g\($0)(t) = g\($0 - 1)(g\($0 - 1)(t))" }
        .joined(separator: "; ") + "; dW2 = g60(W2)", "this takes more than 50000 steps"
    ),
    ("g(t) = g(t) + 1; dW2 = g(W2)", "it needs g: line 2: a function cannot call itself"),
    ("g(t) = k(t); k(t) = g(t); dW2 = g(W2)", ""),
    ("dW2 = dW2 + 1", ""),
    ("dW2 = p; p = q; q = dW2", ""),
    ("A = ones(700, 700); dW2 = A @ A @ A", "this takes more than 500000000 arithmetic"),
    (
      (0..<6).map { "a\($0) := ones(3e6)" }.joined(separator: "; ") + "; dW2 = a5",
      "it needs a5: the values take more than"
    ),
    ("dW2 = \(String(repeating: "(", count: 5000))1", ""),
    (
      "dW2 = \(String(repeating: "exp(", count: 200))1\(String(repeating: ")", count: 200))",
      "ungradable"
    ),
    ("sum = 3; dW2 = sum", ""),
    ("dW2(t) = t", "dW2 is a function"),
    ("dW2 = affine(2, 3) -> relu", "affine(2, 3) learns parameters"),
    ("dW2 = ", ""),
    ("dW2 = h @ @ ds", ""),
    ("dW2 = nan * W2", "ungradable"),
    ("dW2 = h @ ds", "cannot multiply h (6×4) by ds (6×3)"),
    ("dh = h @ W1; dW2 = dh", "it needs dh: line 2: cannot multiply"),
    ("dW2 = nothing + 1", ""),
  ]

  @Test("that ask for too much or for nothing harm nobody else", arguments: hostile)
  func hostility(statement: String, message: String) throws {
    let words = try Self.words(
      Self.judged(
        "ds = (softmax(s) - onehot(y, 3))/6\n\(statement)\ndb2 = sum(ds, axis=0)"))
    #expect(words[0] == "right")
    #expect(words[2] == "right")
    #expect(!["right", "here", "blank"].contains(words[1]), "\(words[1])")
    #expect(words[1].contains(message), "\(words[1])")
    #expect(!words[1].isEmpty)
  }

  @Test("too many of them or too long ones are not read")
  func quantity() throws {
    let many = String(repeating: "a = 1\n", count: 501) + Self.right
    #expect(try Self.words(Self.judged(many)).allSatisfy { $0.hasPrefix("there are more than") })
    let endless = String(repeating: "a = 1\n", count: 1_000_000)
    #expect(try Self.words(Self.judged(endless)).allSatisfy { $0.hasPrefix("the statements have") })
  }
}
