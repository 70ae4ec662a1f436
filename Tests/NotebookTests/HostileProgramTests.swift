import Diagnostics
import Notebook
import StyledText
import Tensors
import TestSupport
import Testing

/// Programs that ask for too much, or for nothing: each is answered, none traps or hangs.
@Suite("Hostile programs")
struct HostileProgramTests {
  static let megabyte = 1 << 20

  /// What must be refused with 64 MiB, and by which code.
  static let refused: [(String, String)] = [
    ("zeros(1e9, 1e9)", "memory"), ("zeros(1e308)", "value"), ("zeros(1e15)", "memory"),
    ("zeros(4e7)", "memory"), ("ones(3e4, 3e4)", "memory"), ("full(1, 1e8)", "memory"),
    ("eye(1e5)", "memory"), ("eye(-1)", "shape"), ("eye(1e12)", "memory"),
    ("linspace(0, 1, 1e12)", "memory"), ("linspace(0, 1, -1)", "option"),
    ("linspace(0, 1, 3e7)", "memory"),
    ("arange(1e12)", "memory"), ("arange(0, 1, 1e-300)", "memory"), ("arange(0, inf)", "memory"),
    ("arange(nan)", "option"), ("arange(0, 1, 0)", "option"),
    ("arange(1e300, -1e300, -1e-300)", "memory"),
    ("permutation(1e12)", "memory"), ("permutation(3e7)", "memory"), ("permutation(-1)", "option"),
    ("randn(1e10)", "memory"), ("rand(1e4, 1e4)", "memory"), ("randint(0, 10, 1e9)", "memory"),
    ("randint(5, 5)", "option"), ("randint(0, 1e300)", "value"), ("uniform(0, inf, 2)", "option"),
    ("bernoulli(2)", "option"), ("bernoulli(nan, 3)", "option"), ("randn(nan)", "value"),
    ("randn(-1)", "shape"),
    ("y := [0, 1]; onehot(y, 1e12)", "memory"), ("onehot([0], 0)", "option"),
    ("onehot([0], nan)", "value"),
    ("onehot(zeros(1, 1, 1, 1), 2)", "shape"), ("onehot([0.5], 2)", "value"),
    ("onehot([nan], 2)", "value"),
    ("onehot([-1], 2)", "value"), ("onehot([1e300], 2)", "value"), ("onehot([inf], 1e6)", "value"),
    ("reshape([1, 2], 1e18, 1e18)", "value"), ("reshape([], 1e18, 1e18, 0)", "value"),
    ("reshape([1, 2], -1, -1)", "option"), ("reshape([1, 2], -1, 0)", "shape"),
    ("reshape([1, 2], -2, -1)", "option"),
    ("reshape([1, 2], nan)", "value"), ("reshape([1, 2], 1, 1, 1, 1, 2)", "shape"),
    ("repeat([1, 2], 1e12)", "memory"), ("x := [1]; repeat(x[1:], 1e12)", "memory"),
    ("repeat([1], -1)", "option"),
    ("repeat(3, 2)", "shape"), ("broadcast([1], 1e5, 1e5)", "memory"),
    ("broadcast([1, 2], 3)", "shape"),
    ("x := zeros(1e4, 1); x @ x'", "memory"), ("x := zeros(1e6); outer(x, x)", "memory"),
    ("x := zeros(1e4, 1); x + x'", "memory"), ("diag(zeros(1e5))", "memory"),
    ("x := zeros(1, 1e4); x[zeros(1e5)]", "memory"), ("take([1, 2], [nan])", "value"),
    ("take([], [0])", "value"),
    ("conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), padding=1e6)", "memory"),
    ("conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), padding=1e15)", "option"),
    ("conv1d([1, 2], [1], padding=-1)", "option"), ("conv1d([1, 2], [1], stride=0)", "option"),
    ("conv1d([1, 2], [1], stride=1e18)", "value"), ("conv1d([1, 2], [])", "shape"),
    ("conv1d([], [1])", "shape"),
    ("conv1d([1], [1, 2, 3], padding=\"valid\")", "shape"),
    ("conv1d([1, 2], [1], padding=nan)", "option"),
    ("maxpool1d(ones(1, 1, 3), 1e15)", "shape"), ("maxpool1d(ones(1, 1, 3), 0)", "option"),
    ("maxpool2d(ones(1, 1, 2, 2), 2, 0)", "option"), ("avgpool2d(ones(2, 2), 2)", "shape"),
    ("iterate(exp, 1, 1e12)", "size"), ("iterate(exp, 1, -1)", "value"),
    ("iterate(exp, 1, nan)", "value"),
    ("iterate(randn, 1, 2)", "value"), ("iterate(eye, 2, 2)", "value"),
    ("iterate(stack, ones(1, 1, 1), 2)", "shape"), ("g(t) = t; iterate(g, 1, 1e300)", "value"),
    ("repeat 1e300 { x := 1 }", "value"), ("repeat nan { x := 1 }", "value"),
    ("repeat -1 { x := 1 }", "value"),
    ("[1, 2][nan]", "value"), ("[1, 2][1e308]", "value"), ("[1, 2][1e15]", "index"),
    ("[1, 2][-1e15:1.5]", "value"),
    ("stack(zeros(1, 1, 1, 1), zeros(1, 1, 1, 1))", "shape"),
    ("x := zeros(1, 1, 1); jacobian(x + 1, x)", "shape"),
    ("x := zeros(1, 1, 1); hessian(sum(x), x)", "shape"), ("outer(eye(2), eye(2))", "shape"),
    ("x := zeros(4000); jacobian(exp(x), x)", "memory"),
    ("x := zeros(1e5); jacobian(exp(x), x)", "memory"),
    ("x := zeros(5000); hessian(sum(exp(x)), x)", "memory"), ("softmax([1], axis=1e15)", "axis"),
    ("sum([1], axis=-2)", "axis"), ("sum([1], axis=nan)", "value"),
    ("concat([1], [2], axis=1)", "axis"),
    ("concat([1], eye(2))", "shape"), ("concat()", "arguments"), ("stack()", "arguments"),
    ("inv([])", "shape"), ("inv(zeros(0, 0))", "shape"), ("det(zeros(2, 3))", "shape"),
    ("inv(zeros(2, 2))", "value"),
    ("max([])", "shape"), ("mean([])", "shape"), ("argmax(zeros(0, 3))", "shape"),
    ("softmax(1)", "shape"),
    ("layernorm([])", "shape"), ("cross_entropy([], [])", "shape"), ("accuracy([], [])", "shape"),
    ("cross_entropy([1, 2], 5)", "value"), ("cross_entropy([1, 2; 3, 4], [0])", "shape"),
    ("dropout([1], 1)", "option"), ("dropout([1], nan)", "option"),
    ("dropout([1], -0.1)", "option"),
    ("groupnorm([1, 2], 0)", "shape"), ("groupnorm([1, 2], -1)", "shape"),
    ("layernorm([1], eps=-1)", "option"),
    ("huber([1], [2], delta=0)", "option"), ("huber([1], [2], delta=nan)", "option"),
    ("seed -1", "value"),
    ("seed 1e300", "value"), ("seed nan", "value"), ("numgrad(1, 2)", "type"),
    ("x := 1; numgrad(x, x, h=nan)", "value"),
    ("x := zeros(1e6); numgrad(sum(x), x)", "size"),
  ]

  @Test("what cannot be is refused by its name", arguments: refused)
  func refusal(program: String, code: String) throws {
    var notebook = Notebook(memory: 64 * HostileProgramTests.megabyte)
    let diagnostic = try notebook.failure(program)
    #expect(diagnostic.code == code, "\(diagnostic.message)")
    #expect(!diagnostic.styled(width: 60).plain.isEmpty)
  }

  /// What looks hostile and is not.
  static let answered: [(String, [Double])] = [
    ("sum([])", [0]), ("prod([])", [1]), ("sum(zeros(0, 1e5))", [0]), ("norm([])", [0]),
    ("[] + []", []), ("[] + 1", []), ("[] @ []", [0]), ("zeros(2, 0) @ zeros(0, 2)", [0, 0, 0, 0]),
    ("exp([])", []), ("[]'", []), ("zeros(0, 3)'", []), ("reshape([], 0, 5)", []),
    ("reshape([], -1)", []),
    ("softmax([])", []), ("cumsum([])", []), ("concat([], [1])", [1]), ("stack([], [])", []),
    ("[[], []]", []),
    ("outer([], [1])", []), ("diag([])", []), ("repeat([], 5)", []), ("repeat([1], 0)", []),
    ("take([], [])", []), ("[1, 2][5:]", []), ("[1, 2][-100:100]", [1, 2]), ("[1, 2][1e15:]", []),
    ("[1, 2][:-1e15]", []), ("mean(zeros(0, 3), axis=1)", []),
    ("sum(zeros(3, 0), axis=1)", [0, 0, 0]),
    ("linspace(0, 1, 0)", []), ("arange(5, 0)", []), ("permutation(0)", []), ("randn(0)", []),
    ("randn(2, 0)", []), ("mse([], [], reduction=sum)", [0]), ("sse([], [])", [0]), ("l2([])", [0]),
    ("x := []; grad(sum(x), x)", []), ("x := []; jacobian(x, x)", []),
    ("x := []; hessian(sum(x), x)", []),
    ("x := zeros(0, 2); grad(l2(x), x)", []), ("x := [1, 2]; grad(sum(x[2:]), x)", [0, 0]),
    ("x := []; numgrad(sum(x), x)", []), ("x := []; jvp(x, x, x)", []), ("iterate(exp, [], 3)", []),
    ("1e308 * 10", [.infinity]), ("-1e308 * 10", [-.infinity]), ("max([inf, -inf])", [.infinity]),
    ("zeros()", [0]), ("zeros([])", [0]), ("zeros(0, 1e5)", []),
    ("x := 1; x := x - x; sum(zeros(x))", [0]),
    ("conv1d([1, 2, 3], [1], stride=1e6)", [1]), ("5 - -3", [8]),
    ("x := 3; repeat 0 { x := 1 }; x", [3]),
    ("conv2d(zeros(0, 1, 3, 3), ones(1, 1, 2, 2))", []), ("maxpool2d(zeros(0, 1, 2, 2), 2)", []),
    ("W := zeros(0, 2); W[:, 0] := 1; W", []), ("W := eye(2); W[2:] := 5; W", [1, 0, 0, 1]),
    ("round(1e300)", [1e300]), ("floor(-1e300)", [-1e300]), ("2^1024", [.infinity]),
    ("0^-1", [.infinity]),
  ]

  @Test("nothing is an answer too", arguments: answered)
  func emptiness(program: String, expected: [Double]) throws {
    var notebook = Notebook(memory: 64 * HostileProgramTests.megabyte)
    #expect(try notebook.value(program).values == expected)
  }

  /// What runs long, as far as it is let.
  static let long = [
    "repeat 1e15 { x := 1 }", "repeat 1e15 { }", "repeat 1e6 { repeat 1e6 { x := x } }",
    "g(t) = t; iterate(g, 1, 1e7)", "g(t) = t + 1; x := iterate(g, 1, 1e7)",
    "g(t) = iterate(exp, t, 1e4); iterate(g, 1, 1e4)",
    "x := zeros(2000); jacobian(exp(exp(x[:100])), x)",
    "x := zeros(500); hessian(sum(exp(x)^2), x)", "x := zeros(700); numgrad(sum(exp(x)), x)",
    "x := randn(2e6)", "x := permutation(2e6)", "x := linspace(0, 1, 4e6)",
    "x := cumsum(ones(2e6))",
    "x := dropout(ones(2e6), 0.5)", "A := randn(150, 150); x := inv(A)", "x := softmax(ones(2e6))",
    "x := ones(2e6); s := sum(exp(sin(x)))", "x := \("1 + ".repeated(30_000))1",
    "x := conv1d(ones(1e6), ones(64))", "x := maxpool1d(ones(1, 1, 1e6), 64, 1)",
    "f = iterate(sin, q, 1e5); q := 1; x := grad(f, q)", "diff(iterate(sin, q, 60), q)",
    "x := ones(1e6)[zeros(1e6)]", "x := concat(ones(1e6), ones(1e6))", "x := ones(1000, 1000)'",
    "A := ones(400, 400); x := A @ A @ A @ A @ A @ A",
  ]

  @Test("long programs stop when asked to, and leave the session as it was", arguments: long)
  func interruption(program: String) throws {
    let questions = Questions()
    let limit = 6
    var notebook = Notebook(
      memory: 256 * HostileProgramTests.megabyte,
      interruption: Interruption { questions.next() > limit })
    var definitions = program.split(separator: ";").map(String.init)
    if program.contains("{") { definitions = [program] }
    let last = definitions.removeLast()
    var free = Notebook()
    free.enter("x := 1; q := 1")
    for line in definitions { free.enter(line) }
    notebook.session.state = free.session.state
    notebook.enter(last)
    let diagnostic = try #require(notebook.outcomes.last?.diagnostic, "\(program) was not stopped")
    #expect(diagnostic.code == "interrupted", "\(diagnostic.message)")
    // Once it is asked to stop, it stops.
    #expect(questions.count <= limit + 3)
    #expect(notebook.session.state.random == free.session.state.random)
  }

  @Test(
    "deep and long texts are answered",
    arguments: [
      ("x := 1; y := x\("'".repeated(100_000))", false),
      ("x := 1; \("-".repeated(100_000))x", false),
      ("\("(".repeated(100_000))1", false), ("\("[".repeated(100_000))", false),
      ("\("exp(".repeated(150))1\(")".repeated(150))", true),
      ("1\(" + 1".repeated(100_000))", true), ("x := 2; x\(" * x".repeated(20_000))", true),
      ("[\("1, ".repeated(100_000))1]", true), ("[\("[1, 2], ".repeated(20_000))[3, 4]]", true),
      ("x := 1; \("x; ".repeated(3_000))", true), ("\"\("a".repeated(100_000))\"", false),
      ("f(\("a, ".repeated(2_000))b) = b", false), ("2\("^2".repeated(150))", true),
      ("sum(\("stack(".repeated(4))1\(")".repeated(4)))", true),
      ("stack(\("stack(".repeated(4))1\(")".repeated(5))", false),
    ])
  func texts(program: String, isFine: Bool) {
    var notebook = Notebook(memory: 64 * HostileProgramTests.megabyte)
    notebook.enter(program)
    #expect(notebook.outcomes.last.map { ($0.kind != .error) == isFine } ?? false)
  }

  @Test("functions that call functions are followed to a depth")
  func nesting() throws {
    var notebook = Notebook()
    try notebook.run("g0(t) = t + 1;")
    for k in 1...300 { try notebook.run("g\(k)(t) = g\(k - 1)(t) + 1;") }
    #expect(try notebook.number("g90(0)") == 91)
    #expect(try notebook.failure("g300(0)").code == "size")
    #expect(try notebook.failure("grad(g300(g300(1)), g0)").code != "")
    // Facts do not nest: a chain of any length is read in order.
    try notebook.run("f0 := 1;")
    for k in 1...300 { try notebook.run("f\(k) = f\(k - 1) + 1;") }
    #expect(try notebook.number("grad(f300, f0)") == 1)
  }

  @Test("many draws within one statement count against the memory")
  func draws() throws {
    var notebook = Notebook(memory: 8 * HostileProgramTests.megabyte)
    try notebook.run("g(t) = t + sum(randn(1000))")
    #expect(try notebook.failure("iterate(g, 0, 1e6)").code == "memory")
    try notebook.run("h(t) = t + sum(zeros(1000))")
    #expect(try notebook.failure("iterate(h, 0, 1e6)").code == "memory")
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
