import Diagnostics
import Notebook
import StyledText
import Tensors
import TestSupport
import Testing

@Suite("Facts, values and repetition")
struct FactTests {
  /// A session after some lines, and what the last of them printed or said.
  private func run(_ lines: [String], in session: inout Session) -> String {
    var last = ""
    for line in lines {
      last = ""
      session.execute(SourceText(name: "", text: line)) { outcome in
        if !outcome.text.isEmpty { last = outcome.text.plain }
      }
    }
    return last
  }

  private func last(_ lines: String...) -> String {
    var session = Session()
    return run(lines, in: &session)
  }

  @Test("facts may be stated in any order")
  func anyOrder() {
    #expect(last("c = a + b", "b = 2 * a", "a := 3", "c") == "c = 9")
    #expect(last("c = a + b", "b = 2 * a", "a := 3", "a := 4", "c") == "c = 12")
  }

  @Test("both right sides are read before any name changes")
  func severalAtOnce() {
    #expect(last("a := 1", "b := 2", "a, b := b, a", "[a, b]") == "[2, 1]")
  }

  @Test("an entry and a slice can be set, and facts follow")
  func entries() {
    #expect(
      last("W := zeros(2, 3)", "s = sum(W)", "W[0, 1] := 3", "W[1, 0:2] := [1, 1]", "s") == "s = 5")
  }

  @Test("a chain of 4,000 facts is evaluated without recursion")
  func longChain() {
    var session = Session()
    // The last first: until f0 is set, all of them wait.
    let lines = (1...4_000).reversed().map { "f\($0) = f\($0 - 1) + 1;" }
    session.execute(SourceText(name: "", text: lines.joined(separator: "\n"))) { _ in }
    #expect(run(["f0 := 0", "f4000"], in: &session) == "f4000 = 4000")
    #expect(run(["grad(f4000, f0)"], in: &session) == "1")
  }

  @Test("100,000 applications of a function are one graph")
  func iterate() {
    #expect(last("g(t) = t + 1", "x := 0", "iterate(g, x, 100000)") == "100000")
    #expect(last("g(t) = t + 1", "x := 0", "grad(iterate(g, x, 100000), x)") == "1")
  }

  @Test("rounds give the same numbers as statements typed one by one")
  func rounds() {
    let start = ["seed 4", "W := randn(3, 2)", "X := randn(5, 3)", "J = mean(tanh(X @ W)^2)"]
    let step = "W := W - 0.3 * grad(J, W)"
    var typed = Session()
    _ = run(start + Array(repeating: step, count: 20), in: &typed)
    var repeated = Session()
    _ = run(start + ["repeat 20 { \(step) }"], in: &repeated)
    #expect(typed.state.definitions["W"]?.tensor == repeated.state.definitions["W"]?.tensor)
  }

  @Test("rounds that change a shape are recorded anew")
  func growingRounds() {
    #expect(
      last("v := [1]", "repeat 3 { v := concat(v, v + 1) }", "v")
        == "v = 8   mean 2.5  sd 0.866  [1, 4]")
  }

  @Test("a repetition that is stopped keeps whole rounds")
  func stopped() throws {
    let questions = Questions()
    var session = Session(
      context: SessionContext(interruption: Interruption { questions.next() > 400 }))
    let said = run(["a := 0; b := 0", "repeat 1000000 { a := a + 1; b := b + 1 }"], in: &session)
    #expect(said.contains("stopped after"))
    let a = try #require(session.state.definitions["a"]?.tensor?.scalar)
    #expect(a > 0 && a == session.state.definitions["b"]?.tensor?.scalar)
  }

  @Test("random numbers are drawn once, when the line is entered")
  func draws() {
    var session = Session()
    _ = run(["k := 1", "n = k * randn(3)"], in: &session)
    let first = run(["n"], in: &session)
    #expect(run(["n"], in: &session) == first)
    #expect(run(["k := 1", "n"], in: &session) == first)
    #expect(run(["n = k * randn(3)"], in: &session) != first)
  }

  @Test("a dropout mask stays until redraw")
  func mask() {
    var session = Session()
    _ = run(["x := ones(40)", "d = dropout(x, 0.5)"], in: &session)
    let first = run(["sum(d * arange(40))"], in: &session)
    #expect(run(["sum(d * arange(40))"], in: &session) == first)
    #expect(run(["x := 2 * x", "x := x / 2", "sum(d * arange(40))"], in: &session) == first)
    #expect(run(["redraw", "sum(d * arange(40))"], in: &session) != first)
  }

  @Test("data is differentiated only when it is named")
  func data() {
    let start = ["load iris", "w := 0.1 * ones(4)", "J = mean((X @ w - y)^2)"]
    var session = Session()
    let all = run(start + ["backward J"], in: &session)
    #expect(all.contains("∂J/∂w") && !all.contains("∂J/∂X"))
    #expect(run(["backward J wrt X"], in: &session).contains("∂J/∂X"))
  }

  @Test("a deep derivative of a derivative")
  func nested() {
    #expect(last("x := 2", "d = grad(x^4, x)", "e = grad(d, x)", "grad(e, x)") == "48")
  }
}
