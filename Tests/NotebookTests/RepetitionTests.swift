import Diagnostics
import Notebook
import Tensors
import TestSupport
import Testing

@Suite("Repetitions")
struct RepetitionTests {
  static let start = [
    "seed 7", "X := randn(4, 3)", "y := [0, 1, 1, 0]", "W := 0.3 * randn(3, 2)", "b := 0.5",
    "n := 2", "i := 0", "losses := [0]", "x := [1, 2]", "A := randn(5, 2)", "c := 0", "z := 0",
    "q := 0", "v := [0, 0]", "k := 0", "w := 0", "h(t) = t * b + sum(x)", "f = sum(W) * b",
    "d = dropout(ones(6), 0.5) * b", "J = cross_entropy(tanh(X @ W) + f, y) + 0.1 * l2(W)",
    "noise = randn(2) * b", "p = randn(n) * b",
  ]

  /// Statements of a round, each of which can be typed by itself.
  static let statements = [
    "W := W - 0.1 * grad(J, W)", "b := b * 0.9 + 0.01", "losses := concat(losses, J)",
    "x := x + randn(2)", "f = sum(W^2) * b", "f = sum(W) + b", "h(t) = t^2 + b",
    "h(t) = t + sum(x)",
    "z := h(2) + f", "i := 4 - i", "v := A[i]", "v := take(A, [i, 0])[1]",
    "q := sum(dropout(ones(4), 0.5))", "redraw", "seed 3", "W[0, 1] := b", "W[:, 0] := [b, i, 1]",
    "W, b := W * 0.5, sum(W)", "k := sum(d)", "repeat 2 { b := b / 2; k := k + b }",
    "b; c := ans + 1", "q := sum(randn(n))", "n := 5 - n", "X := X * 1.01", "y := 1 - y",
    "k := sum(noise) + sum(p)", "d = dropout(ones(6), 0.25)", "W := W'", "W := reshape(W, 3, 2)",
    "w := hessian(f * b^2, b)", "w := jvp(x^2, x, x)", "c := numgrad(b^3, b)",
    "A := A + rand(5, 2)",
    "X := X[[3, 1, 0, 2]]", "k := 1 + k", "x := concat(x[:1], [b])", "J",
  ]

  @Test("compiled rounds give the bits of statements typed one by one", arguments: 0..<8)
  func rounds(part: Int) throws {
    for seed in part * 12..<part * 12 + 12 {
      var random = RandomState(seed: UInt32(seed))
      func pick(_ range: Range<Int>) -> Int { random.integer(in: range) }
      let body = (0..<pick(1..<7)).map { _ in
        RepetitionTests.statements[pick(0..<RepetitionTests.statements.count)]
      }
      let rounds = pick(1..<7)
      var repeated = Notebook()
      var typed = Notebook()
      for line in RepetitionTests.start {
        repeated.enter(line)
        typed.enter(line)
      }
      let program = "repeat \(rounds) { \(body.joined(separator: "; ")) }"
      let isFine = repeated.enter(program).allSatisfy { $0.kind != .error }
      // A round counts whole or not at all.
      var before = typed
      var failure: String?
      typing: for _ in 0..<rounds {
        before = typed
        for line in body {
          if let diagnostic = typed.enter(line).last(where: { $0.kind == .error })?.diagnostic {
            failure = diagnostic.message
            break typing
          }
        }
      }
      try #require(isFine == (failure == nil), "\(program): \(failure ?? "typed is fine")")
      if failure != nil {
        #expect(repeated.outcomes.last?.diagnostic?.message == failure, "\(program)")
        typed = before
      }
      for name in typed.session.state.order where name != "ans" {
        let found = repeated.session.state.definitions[name]?.tensor
        let expected = typed.session.state.definitions[name]?.tensor
        let isSame = found.map { bits($0) } == expected.map { bits($0) }
        try #require(isSame, "\(program): \(name) is \(String(describing: found))")
      }
      #expect(repeated.session.state.random == typed.session.state.random, "\(program)")
      // Facts, and what they drew.
      for name in ["f", "d", "noise", "p", "J"] {
        let found = repeated.enter(name).last?.value.map(bits)
        let expected = typed.enter(name).last?.value.map(bits)
        #expect(found == expected, "\(program): \(name)")
      }
    }
  }

  private func bits(_ tensor: Tensor) -> [UInt64] {
    tensor.shape.dimensions.map { UInt64($0) } + tensor.values.map(\.bitPattern)
  }

  @Test("a round is not recorded again because another name changed its shape")
  func growth() throws {
    // Watched by what an interruption is asked: recording asks at every call of a function.
    func questions(_ body: String) throws -> Int {
      let asked = Questions()
      var notebook = Notebook(interruption: Interruption { asked.next() < 0 })
      try notebook.run("a := 1; losses := [0]; x := 2; g(t) = exp(sin(cos(tanh(sigmoid(t)))))")
      try notebook.run("repeat 1 { \(body) }")
      let once = asked.count
      try notebook.run("losses := [0]; repeat 100 { \(body) }")
      return asked.count - once
    }
    let still = try questions("a := g(a * x); x := x + 1")
    let growing = try questions("a := g(a * x); losses := concat(losses, [1])")
    #expect(still < 100 * 6)
    #expect(growing < 100 * 12)
  }

  @Test("what is drawn in a round is drawn each round, what a fact drew stays")
  func draws() throws {
    var notebook = Notebook()
    try notebook.run("seed 1; d = randn(1); x := []; y := []; z := []")
    try notebook.run(
      "repeat 3 { x := concat(x, randn(1)); y := concat(y, d); z := concat(z, dropout([1], 0.5)) }")
    let x = try notebook.value("x").values
    #expect(Set(x).count == 3)
    #expect(Set(try notebook.value("y").values).count == 1)
    try notebook.run("m := []; repeat 40 { m := concat(m, dropout([1], 0.5)) }")
    #expect(Set(try notebook.value("m").values) == [0, 2])
  }

  @Test(
    "a repetition that is stopped keeps whole rounds, wherever it is stopped", arguments: 2..<40)
  func stopped(after limit: Int) throws {
    let asked = Questions()
    var notebook = Notebook(interruption: Interruption { asked.next() > limit })
    var free = Notebook()
    try free.run("a := 0; b := 0; r := randn(2)")
    notebook.session.state = free.session.state
    notebook.enter("repeat 10 { a := a + 1; r := r + randn(2); b := exp(b) / exp(b) * a }")
    let state = notebook.session.state
    let a = try #require(state.definitions["a"]?.tensor?.scalar)
    #expect(a == state.definitions["b"]?.tensor?.scalar)
    let diagnostic = try #require(notebook.outcomes.last?.diagnostic)
    #expect(diagnostic.code == "interrupted")
    // The same rounds uninterrupted lead to the same place, random numbers too.
    try free.run("repeat \(Int(a)) { a := a + 1; r := r + randn(2); b := exp(b) / exp(b) * a }")
    #expect(free.session.state.definitions["r"]?.tensor == state.definitions["r"]?.tensor)
    #expect(free.session.state.random == state.random)
    #expect(notebook.session.undo() == (a == 0 ? nil : notebook.outcomes.last?.input))
  }

  @Test(
    "counts of rounds",
    arguments: [
      ("repeat 0 { a := 5 }", 1, nil), ("repeat 3 { a := 2 * a }", 8, nil),
      ("n := 2; repeat n + 1 { a := 2 * a; n := 100 }", 8, nil),
      ("repeat -1 { a := 5 }", 1, "value"), ("repeat 1.5 { a := 5 }", 1, "value"),
      ("repeat nan { a := 5 }", 1, "value"), ("repeat inf { a := 5 }", 1, "value"),
      ("repeat zeros(2) { a := 5 }", 1, "value"), ("repeat 2 { a := a + 1; nothing }", 1, "name"),
      ("repeat 1e300 { a := 5 }", 1, "value"),
    ] as [(String, Double, String?)])
  func counts(program: String, a: Double, code: String?) throws {
    var notebook = Notebook()
    try notebook.run("a := 1")
    notebook.enter(program)
    #expect(notebook.outcomes.last?.diagnostic?.code == code)
    #expect(notebook.session.state.definitions["a"]?.tensor?.scalar == a)
  }
}
