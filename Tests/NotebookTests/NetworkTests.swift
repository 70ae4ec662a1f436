import Diagnostics
import Language
import Notebook
import StyledText
import Tensors
import Testing

@Suite("Networks in the language")
struct NetworkTests {
  private static let spiral = """
    X := randn(5, 2); y := [0, 1, 2, 1, 0]
    net = affine(2, 4) -> relu -> affine(4, 3)
    J = cross_entropy(net(X), y) + 0.5e-3 * l2(net)
    """

  private func spiral() throws -> Notebook {
    var notebook = Notebook()
    try notebook.run(Self.spiral)
    return notebook
  }

  @Test("weights are what NumPy would draw, layer by layer")
  func weights() throws {
    var notebook = Notebook()
    try notebook.run("seed 0; net = affine(2, 3) -> relu -> affine(3, 1)")
    let (first, second) = (try notebook.value("net.W1"), try notebook.value("net.W2"))
    try notebook.run("seed 0; A := randn(2, 3) * sqrt(2/2); B := randn(3, 1) * sqrt(2/3)")
    #expect(try notebook.value("A").values == first.values)
    for (got, want) in zip(second.values, try notebook.value("B").values) {
      #expect(abs(got - want) < 1e-15)
    }
    #expect(try notebook.value("net.b1").values == [0, 0, 0])
    #expect(try notebook.value("net.b2").values == [0])
  }

  @Test("a network is what its layers written out are")
  func writtenOut() throws {
    var notebook = try spiral()
    let difference = try notebook.value(
      "norm(net(X) - (relu(X @ net.W1 + net.b1) @ net.W2 + net.b2))")
    #expect(difference.scalar == 0)
    #expect(
      abs(
        try notebook.number(
          "J - cross_entropy(net(X), y) - 0.0005*(l2(net.W1) + l2(net.W2))")) < 1e-15)
    #expect(
      try notebook.number(
        "l2(net, biases=true) - l2(net.W1) - l2(net.b1) - l2(net.W2) - l2(net.b2)")
        < 1e-14)
    #expect(abs(try notebook.number("l1(net) - l1(net.W1) - l1(net.W2)")) < 1e-14)
  }

  @Test("tensors are set whole or entry by entry, and facts follow")
  func setting() throws {
    var notebook = try spiral()
    let before = try notebook.number("J")
    try notebook.run("net.W1 := 0.01*randn(2, 4); net.W1[0, 1] := 3")
    #expect(try notebook.value("net.W1[0, 1]").scalar == 3)
    #expect(try notebook.number("J") != before)
    try notebook.run("undo; undo")
    #expect(try notebook.number("J") == before)
    try notebook.run(
      "repeat 20 { net.W1, net.b1 := net.W1 - 0.1*grad(J, net.W1), net.b1 - 0.1*grad(J, net.b1) }")
    #expect(try notebook.number("J") < before)
  }

  @Test("networks made of a network share its tensors, copies have their own")
  func sharing() throws {
    var notebook = try spiral()
    try notebook.run("h = net.upto(2); probs = net -> softmax; copy := net")
    #expect(try notebook.number("norm(h(X) - relu(X @ net.W1 + net.b1))") == 0)
    let before = try notebook.value("copy(X)").values
    #expect(before == (try notebook.value("net(X)").values))
    try notebook.run("probs.W1 := probs.W1 * 2")
    #expect(try notebook.value("net.W1").values == (try notebook.value("h.W1").values))
    #expect(try notebook.number("norm(probs(X) - softmax(net(X)))") == 0)
    #expect(try notebook.value("copy(X)").values == before)
    #expect(try notebook.value("net(X)").values != before)
    // What is put in front is numbered first, and only that is new.
    try notebook.run("long = affine(3, 2) -> net; R := randn(4, 3)")
    #expect(try notebook.value("long.W2").values == (try notebook.value("net.W1").values))
    #expect(try notebook.value("long(R)").shape.dimensions == [4, 3])
    #expect(try notebook.number("norm(long(R) - net(R @ long.W1 + long.b1))") == 0)
    // A network may be built upon itself with :=.
    try notebook.run("copy := copy -> affine(3, 1)")
    #expect(try notebook.value("copy.W3").shape.dimensions == [3, 1])
    #expect(try notebook.number("norm(copy.upto(3)(X)) - \(norm(before))") < 1e-12)
  }

  private func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test("a network follows its sizes and draws anew what no longer fits")
  func followsSizes() throws {
    var notebook = Notebook()
    try notebook.run("n := 3; net = affine(2, n) -> relu -> affine(n, 1)")
    let bias = try notebook.value("net.b2")
    try notebook.run("net.b2 := [7]; n := 5")
    #expect(try notebook.value("net.W1").shape.dimensions == [2, 5])
    #expect(try notebook.value("net.W2").shape.dimensions == [5, 1])
    #expect(try notebook.value("net.b2").values == [7])
    #expect(bias.values == [0])
    // What was drawn stays drawn.
    #expect(try notebook.value("net.W1").values == (try notebook.value("net.W1").values))
  }

  @Test("a network may wait for its sizes, and facts for a network")
  func waits() throws {
    var notebook = Notebook()
    try notebook.run("net = affine(2, n)")
    #expect(notebook.outcomes.last?.text.plain == "net waits for n")
    try notebook.run("f = net([1, 2])")
    #expect(try notebook.failure("f").message == "f waits for n")
    try notebook.run("n := 3")
    #expect(try notebook.value("f").shape.dimensions == [3])
    try notebook.run("clear net")
    #expect(try notebook.failure("f").message == "f waits for net")
    #expect(try notebook.failure("net.W1").code == "name")
  }

  @Test("restating a network draws new weights, clearing it takes them along")
  func restating() throws {
    var notebook = try spiral()
    let old = try notebook.value("net.W1").values
    try notebook.run("net = affine(2, 4) -> relu -> affine(4, 3)")
    #expect(try notebook.value("net.W1").values != old)
    try notebook.run("net = affine(2, 3)")
    #expect(try notebook.failure("net.W2").help == "did you mean W1?")
    try notebook.run("net := 3; net + 1")
    #expect(notebook.session.state.order.allSatisfy { !$0.hasPrefix("net.") })
    try notebook.run("undo; net.W1")
    try notebook.run("clear")
    #expect(notebook.session.state.order.isEmpty)
  }

  @Test("functions of the session are layers, and networks may be made by functions")
  func functions() throws {
    var notebook = Notebook()
    try notebook.run("square(t) = t^2; block(n) = affine(n, n) -> relu; X := [1, 2; 3, 4]")
    try notebook.run("net = affine(2, 3) -> square -> affine(3, 1)")
    #expect(
      try notebook.number("norm(net(X) - ((X @ net.W1 + net.b1)^2 @ net.W2 + net.b2))") == 0)
    try notebook.run("deep = block(2) -> block(2)")
    #expect(try notebook.value("deep.W1").values != (try notebook.value("deep.W2").values))
    try notebook.run("iterated = (relu -> square)(X)")
    #expect(try notebook.value("iterated").values == [1, 4, 9, 16])
  }

  @Test("dropout keeps the mean, and evaluation lets everything through")
  func dropout() throws {
    var notebook = Notebook()
    try notebook.run("net = dropout(0.25); X := ones(400, 50); h = net(X)")
    let kept = try notebook.value("h").values
    #expect(Set(kept) == [0, 1 / 0.75])
    // The standard error of this mean is 0.004.
    #expect(abs(kept.reduce(0, +) / 20_000 - 1) < 0.02)
    #expect(try notebook.number("norm(net(X, train=false) - X)") == 0)
    #expect(try notebook.value("h").values == kept)
    try notebook.run("redraw")
    #expect(try notebook.value("h").values != kept)
  }

  @Test("layer norm makes a network blind to the scale of its weights")
  func scaleInvariance() throws {
    var notebook = Notebook()
    try notebook.run(
      "X := randn(4, 3); net = affine(3, 6, bias=false) -> layernorm(6, eps=0) -> relu")
    let before = try notebook.value("net(X)").values
    try notebook.run("net.W1 := 17 * net.W1")
    for (a, b) in zip(before, try notebook.value("net(X)").values) { #expect(abs(a - b) < 1e-12) }
    // So the gradient is orthogonal to the weights (CS229 7.3).
    try notebook.run("J = sum(net(X)^3)")
    #expect(abs(try notebook.number("sum(grad(J, net.W1) * net.W1)")) < 1e-11)
  }

  @Test("a layer of a trace tells how the gradient comes back through it")
  func layerRules() throws {
    var notebook = try spiral()
    let trace = notebook.printed("trace J by=layers")
    for line in [
      "  h1 = affine(X) ", "  h2 = relu(h1) ", "  h3 = affine(h2) ",
      "  b = l2(net.W1, net.W2) ",
    ] { #expect(trace.contains(line)) }
    for rule in ["v net.W2ᵀ", "h2ᵀ v", "Σ rows of v", "v ⊙ [h1 > 0]", "2v net.W1"] {
      #expect(trace.contains(rule), "\(rule)")
    }
    try notebook.run("r = residual(tanh -> affine(2, 2)) -> layernorm(2)")
    let residual = notebook.printed("trace sum(r(X)) wrt X by=layers")
    #expect(residual.contains("v + v back through tanh -> affine"))
    #expect(residual.contains("h2 = layernorm(h1)"))
    // By names the network is one step.
    let names = notebook.printed("trace J by=names")
    #expect(names.contains("  a = net(X) "))
    #expect(!names.contains("relu"))
  }

  @Test("ResNet-S of CS229 runs and is the identity where its last matrices are zero")
  func resNet() throws {
    var notebook = Notebook()
    try notebook.run(
      "block(n) = residual(affine(n, n) -> relu -> affine(n, n, init=zeros)); X := randn(3, 4)")
    try notebook.run("net = block(4) -> block(4) -> block(4)")
    #expect(try notebook.number("norm(net(X) - X)") == 0)
    try notebook.run("J = sum(net(X)^2)")
    #expect(try notebook.number("norm(grad(J, X) - 2*X)") < 1e-14)
    #expect(try notebook.number("norm(grad(J, net.W6))") > 0)
    #expect(try notebook.number("norm(grad(J, net.W5))") == 0)
  }

  @Test(
    "parameters are counted as CS229 does",
    arguments: [
      ("affine(2, 100) -> relu -> affine(100, 3)", "603  = (2 + 1)·100 + (100 + 1)·3"),
      ("affine(4, 3, bias=false)", "12  = 4·3"),
      ("conv2d(3, 8, 5)", "608  = 8·3·5·5 + 8"), ("conv1d(2, 4, 3)", "28  = 4·2·3 + 4"),
      ("affine(2, 2) -> batchnorm(2)", "10  = (2 + 1)·2 + 2·2"),
    ])
  func counts(network: String, count: String) throws {
    var notebook = Notebook()
    try notebook.run("net = \(network)")
    let text = notebook.printed("summary net")
    #expect(text.contains("  parameters  \(count)"), "\(text)")
  }

  @Test("the summary says whether the last layer suits the loss")
  func finalLayer() throws {
    var notebook = try spiral()
    try notebook.run(
      """
      K = cross_entropy(softmax(net(X)), y); B = bce(sigmoid(net(X)), onehot(y, 3))
      C = bce(net(X) * 0.01 + 0.5, onehot(y, 3)); M = mse(net(X), onehot(y, 3)); Z = 2 * K
      """)
    let text = notebook.printed("summary net")
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(
      lines.contains("J cross_entropy categorical raw scores, as it expects: it applies softmax"))
    #expect(lines.contains("K cross_entropy categorical softmax comes before it, but it applies"))
    #expect(lines.contains("B bce Bernoulli probabilities from sigmoid, as it expects"))
    #expect(lines.contains("C bce Bernoulli it expects probabilities: put sigmoid last"))
    #expect(lines.contains("M mse Gaussian a plain value: fits"))
    #expect(!lines.contains { $0.hasPrefix("Z ") })
  }

  @Test(
    "what does not fit is told by name",
    arguments: [
      (
        "bad = affine(2, 100) -> relu -> affine(50, 3)",
        "affine(2, 100) gives 100 columns, and affine(50, 3) takes 50"
      ),
      (
        "a = affine(2, 3); b = affine(4, 1); c = a -> b",
        "affine(2, 3) gives 3 columns, and affine(4, 1) takes 4"
      ),
      ("net(randn(5, 3))", "affine(2, 4) takes 2 columns, and randn(5, 3) (5×3) has 3"),
      ("c = conv2d(1, 4, 3); c(X)", "conv2d(1, 4, 3) takes 1 channel, and X is 5×2"),
      (
        "c = reshape(1, 8, 8) -> flatten -> affine(60, 2)",
        "flatten gives 64 columns, and affine(60, 2) takes 60"
      ),
      (
        "r = affine(2, 3) -> residual(affine(3, 2))",
        "residual expects inner's result of shape 2×3, not 2×2"
      ),
      ("g = groupnorm(5, 2)", "groupnorm cannot split 5 features into 2 equal groups"),
      ("net + 1", "net is a network, and a value is needed here"),
      ("grad(J, net)", "grad takes one tensor, and net is a network"),
      ("net.W3", "net has no part W3"), ("X.W1", "X has no parts, so there is no .W1"),
      ("net.W1 := zeros(3, 3)", "a value of shape 3×3 does not fit net.W1 (2×4)"),
      ("net.W1 := net", "net is a network, and a value is needed here"),
      ("nat.W1 := 3", "nat has no value yet"),
      ("bad = affine(2, 3) -> rleu", "there is no layer rleu"),
      ("bad = affine -> relu", "affine needs in and out"),
      ("bad = affine(2, 3) -> 3", "-> joins the layers of a network, and 3 is no layer"),
      ("bad = X -> relu", "-> joins the layers of a network, and X is no layer"),
      ("bad = affine(2, 0)", "out of affine must be 1 or more"),
      (
        "bad = affine(2, 3, init=hee)",
        "init of affine is zeros, small, large, normal(sd), lecun, xavier, xavier_uniform, he or "
          + "orthogonal"
      ),
      ("bad = dropout(1)", "rate of dropout must be at least 0 and below 1"),
      ("affine(2, 3)(X)", "affine(2, 3) learns parameters, so it needs a name"),
      ("net(X, training=false)", "there is no option training here"),
      ("net()", "net takes 2 arguments, not 0"),
      ("net.upto(4)", "the network has 3 layers, not 4"),
      ("net = net -> softmax", "net cannot follow itself"),
      ("clear net.W1", "net.W1 belongs to net and stays with it"),
      ("a, b := net, 3", "a network is set in a statement of its own"),
      ("summary X", "X is no network"),
      ("l2(net, bias=true)", "there is no option bias here"),
    ])
  func diagnostics(input: String, message: String) throws {
    var notebook = try spiral()
    let state = notebook.session.state.revision
    #expect(try notebook.failure(input).message == message)
    if !input.contains(";") { #expect(notebook.session.state.revision == state) }
    // Nothing is left half done.
    #expect(try notebook.value("net(X)").shape.dimensions == [5, 3])
  }

  @Test("networks that double without end are stopped")
  func endless() throws {
    var notebook = Notebook()
    try notebook.run("n0 = relu -> tanh")
    var failed = false
    for index in 1...20 where !failed {
      notebook.enter("n\(index) = n\(index - 1) -> n\(index - 1)")
      failed = notebook.outcomes.last?.diagnostic?.code == "size"
    }
    #expect(failed)
    failed = false
    for _ in 1...100 where !failed {
      notebook.enter("n0 := residual(n0)")
      failed = notebook.outcomes.last?.diagnostic?.code == "size"
    }
    #expect(failed)
  }

  @Test(
    "hostile networks are answered with a diagnostic",
    arguments: [
      "n = affine(1e9, 1e9)", "n = affine(1e300, 2)", "n = affine(nan, 2)", "n = affine(-1, 2)",
      "n = affine(30000, 30000)", "n = affine(9223372036854775807, 2)", "n = affine(2, 3, 4)",
      "n = conv2d(1, 1, 1e6)", "n = conv2d(1e6, 1e6, 1)", "n = reshape(1e9) -> relu",
      "n = reshape(1, 8, 8, 8) -> relu", "n = reshape() -> relu", "n = reshape(-1) -> relu",
      "n = conv1d(1, 1, 3, stride=0); n(ones(1, 1, 5))", "n = maxpool2d(0)",
      "n = maxpool2d(9); n(ones(1, 1, 5, 5))", "n = ensemble()", "n = residual()",
      "n = residual(relu, relu)", "n = residual(3)", "n = residual(x=relu)",
      "net.upto(1e300)", "net.upto(0)", "net.upto()", "net.upto(nan)", "X.upto(1)",
      "net(X, train=2)", "net(X, X)", "net(3)", "net(net)", "net(\"X\")",
      "n = affine(2, 3) -> \"relu\"", "n = affine(2, 3) -> [1, 2]", "n = relu -> mse",
      "l2(net, net)", "l2(net, biases=X)", "f(x) = x -> f", "b(n) = b(n) -> relu",
      "g(n) = n -> n; n = g(3)", "n = net(3)", "n = net -> n", "n = X -> net", "net[0]", "net'",
      "-net", "net == net", "[net, net]", "sum(net)", "iterate(net, X, 2)", "net.W1.W2",
      "net.W1(3)", "net.W1[9, 9]", "net.W1[9, 9] := 3", "net.W1, net.W1 := 3", "net := 1 -> 2",
      "net[0] := 3", "net.upto(2) := 3", "net.W1 = 3", "n = batchnorm(2, eps=-1); n(X)",
      "n = groupnorm(4, 0)", "n = groupnorm(4, 1e18)", "n = dropout(nan)", "n = dropout(X)",
      "n = layernorm(2, eps=nan, eps=1)", "n = affine(2, 3, init=normal(-1))",
      "n = affine(2, 3, init=normal())", "n = affine(2, 3, init=normal(nan))",
      "n = affine(2, 3, bias=7)", "n = affine(2, 3) -> pi", "n = affine(2, 3) -> grad",
      "n = sum -> relu", "trace net", "check net", "graph net wrt net", "trace J wrt net net.W9",
      "summary", "summary net net", "summary net over", "summary net over 3 4",
      "summary net over net", "summary net over ones(3, 7)", "train net", "jacobian(net, X)",
      "n = \(String(repeating: "residual(", count: 90))relu\(String(repeating: ")", count: 90))",
    ])
  func hostile(program: String) throws {
    var notebook = try spiral()
    notebook.session.settings.memory = 1 << 28
    #expect(!(try notebook.failure(program).message.isEmpty))
    #expect(try notebook.value("net(X)").shape.dimensions == [5, 3])
  }

  @Test("wrt takes networks and their parts")
  func withRespectTo() throws {
    var notebook = try spiral()
    let lines = notebook.printed("check J wrt net").split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.contains("agree") })
    try notebook.run("probs = net -> softmax")
    #expect(notebook.printed("check J wrt probs.W1").hasPrefix("  net.W1"))
    #expect(notebook.printed("backward J wrt net.b2").contains("∂J/∂net.b2"))
  }

  @Test("a saved session is the same session")
  func saved() throws {
    let scratch = try Scratch()
    var notebook = try spiral()
    try notebook.run("net.W1[0, 0] := 5; copy := net; copy.b1 := copy.b1 + 1")
    try notebook.run("save \"\(scratch.path)/net.grad\"")
    var other = Notebook()
    try other.run("run \"\(scratch.path)/net.grad\"")
    #expect(try other.number("J") == (try notebook.number("J")))
    #expect(try other.value("copy(X)").values == (try notebook.value("copy(X)").values))
  }

  @Test(
    "parts and layers are completed",
    arguments: [
      ("net.W", ["net.W1", "net.W2"]), ("net.u", ["net.upto("]),
      ("deep = affine(2, 3) -> aff", ["affine("]), ("x = aff", ["affine("]),
      ("deep = affine(2, 3) -> rel", ["relu"]), ("affine(2, 3, bi", ["bias="]),
      ("affine(2, 3, init=xav", ["xavier", "xavier_uniform"]), ("deep = relu -> ne", ["net"]),
      ("conv2d(1, 2, 3, pad", ["padding="]),
    ])
  func completion(line: String, candidates: [String]) throws {
    var notebook = Notebook()
    try notebook.run("net = affine(2, 3) -> relu -> affine(3, 1)")
    let breaks: Set<Character> = [" ", "(", ",", "=", ">"]
    let start = line.lastIndex { breaks.contains($0) }.map { line.index(after: $0) }
    let word = String(line[(start ?? line.startIndex)...])
    let found = notebook.session.completions(
      line: line, word: word, start: line.utf8.count - word.utf8.count)
    #expect(found == candidates)
  }
}
