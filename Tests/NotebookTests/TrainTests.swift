import Diagnostics
import Foundation
import Notebook
import StyledText
import Tensors
import Testing

@Suite("The command train")
struct TrainTests {
  /// Three classes on three arms of a spiral, as the course's code draws them.
  private static let spiral = """
    seed 0
    r := linspace(0, 1, 100)
    t0 := linspace(0, 4, 100) + 0.2 * randn(100)
    t1 := linspace(4, 8, 100) + 0.2 * randn(100)
    t2 := linspace(8, 12, 100) + 0.2 * randn(100)
    X := concat(stack(r * sin(t0), r * cos(t0))', stack(r * sin(t1), r * cos(t1))', \
    stack(r * sin(t2), r * cos(t2))')
    y := concat(zeros(100), ones(100), 2 * ones(100))
    W := 0.01 * randn(2, 100); b := zeros(1, 100); W2 := 0.01 * randn(100, 3); b2 := zeros(1, 3)
    h = relu(X @ W + b)
    s = h @ W2 + b2
    J = cross_entropy(s, y) + 0.5e-3 * (sum(W^2) + sum(W2^2));
    """

  @Test("on the spiral comes to NumPy's loss in two thousand steps")
  func spiral() throws {
    var notebook = Notebook()
    try notebook.run(TrainTests.spiral)
    try notebook.run("train J steps=2000 lr=1 wrt W b W2 b2")
    let text = try #require(notebook.outcomes.last?.text.plain)
    #expect(text.contains("2000 steps of gd, lr 1"))
    #expect(text.contains("→ 97.3%"))
    // NumPy's digits; the last few hang on how its matrix product adds up.
    #expect(abs(try notebook.number("loss[-1]") - 0.2565989036358127) < 1e-9)
    #expect(abs(try notebook.number("W[0, 0]") + 0.057563815352548564) < 1e-7)
    #expect(try notebook.value("loss").shape == Shape([2000]))
  }

  private static let line = """
    seed 0; X := randn(12, 2); y := X @ [1, -2] + 0.5; w := zeros(2); b := 0
    J = mse(X @ w + b, y)
    """

  private func line() throws -> Notebook {
    var notebook = Notebook()
    try notebook.run(TrainTests.line)
    return notebook
  }

  @Test("does what the same steps do written out")
  func writtenOut() throws {
    var trained = try line()
    try trained.run("train J steps=25 lr=0.1 wrt w b")
    var written = try line()
    try written.run("repeat 25 { w, b := w - 0.1 * grad(J, w), b - 0.1 * grad(J, b) }")
    #expect(try trained.value("w") == written.value("w"))
    #expect(try trained.number("b") == written.number("b"))
  }

  @Test("trains what was set unless names are given; data after over stays")
  func parameters() throws {
    var notebook = try line()
    let X = try notebook.value("X")
    try notebook.run("train J steps=3 over X y")
    #expect(try notebook.value("X") == X)
    #expect(try notebook.value("w").values != [0, 0])
    try notebook.run("undo; train J steps=3 wrt b")
    #expect(try notebook.value("w").values == [0, 0])
  }

  @Test("in batches follows the loss over facts of the data")
  func facts() throws {
    var notebook = try line()
    try notebook.run("Z = 2 * X; p = Z @ w + b; K = mse(p, y)")
    try notebook.run("train K epochs=200 batch=5 lr=0.02 over X y")
    // y is X @ [1, -2] + 0.5, and Z twice X.
    for (own, exact) in zip(try notebook.value("concat(w, [b])").values, [0.5, -1, 0.5]) {
      #expect(abs(own - exact) < 1e-3)
    }
    #expect(try notebook.value("loss").shape == Shape([600]))
  }

  @Test("is one statement for undo, random numbers and losses included")
  func undo() throws {
    var notebook = try line()
    let before = try notebook.value("w")
    try notebook.run("train J steps=5 optimizer=sgd over X y")
    try notebook.run("undo")
    #expect(try notebook.value("w") == before)
    #expect(try notebook.failure("loss").code == "name")
    let drawn = try notebook.value("randn(2)")
    var other = try line()
    #expect(try other.value("randn(2)") == drawn)
  }

  @Test("never takes a name from its owner to keep losses")
  func histories() throws {
    var notebook = try line()
    try notebook.run("loss = 2 * b; train J steps=2 wrt w")
    #expect(try notebook.number("loss") == 0)
    #expect(try notebook.value("loss_history").shape == Shape([2]))
    try notebook.run("clear loss; train J steps=3 wrt w; train J steps=4 wrt w")
    #expect(try notebook.value("loss").shape == Shape([4]))
  }

  @Test("draws dropout's masks anew each step and leaves the one that was drawn")
  func masks() throws {
    var notebook = Notebook()
    try notebook.run("h := ones(20); v := 1; d = dropout(h, 0.5); J = mean(d) * v^2")
    let mask = try notebook.value("d")
    try notebook.run("train J steps=10 lr=1e-12 wrt v")
    #expect(Set(try notebook.value("loss").values.map { ($0 * 10).rounded() }).count > 1)
    #expect(try notebook.value("d") == mask)
  }

  @Test("with test and patience stops early and keeps the best")
  func earlyStopping() throws {
    var notebook = Notebook()
    try notebook.run(
      "w := 0; J = -w; T = (w - 3)^2; train J steps=100 lr=1 test=T every=1 patience=2")
    #expect(try notebook.number("w") == 3)
    #expect(try notebook.value("test_loss").values == [9, 4, 1, 0, 1, 4])
  }

  @Test("that is stopped keeps what was learnt and saves the steps it took")
  func interrupted() throws {
    let switchboard = Switchboard()
    var notebook = Notebook(interruption: Interruption { switchboard.isOn })
    try notebook.run(TrainTests.line)
    switchboard.turnOn(afterCalls: 400)
    let line = "train J steps=100000 lr=0.01 schedule=cosine wrt w b"
    let failure = try notebook.failure(line)
    switchboard.turnOff()
    #expect(failure.code == "interrupted")
    #expect(failure.message.contains("of 100000 steps; what was learnt is kept"))
    let recorded = try #require(notebook.session.log.last)
    let steps = try notebook.value("loss").shape.count
    #expect(steps > 0)
    #expect(
      recorded
        == "train J lr=0.01 wrt w b steps=\(steps) schedule=cosine(100000)")
    var replayed = try self.line()
    try replayed.run(recorded)
    #expect(try replayed.value("w") == notebook.value("w"))
    try notebook.run("undo")
    #expect(try notebook.value("w").values == [0, 0])
  }

  @Test("shows progress only to those who asked, and takes it away")
  func progress() throws {
    let shown = Lines()
    // Ctrl-C as soon as something is shown, however fast the machine is.
    var session = Session(
      context: SessionContext(
        interruption: Interruption { !shown.all.isEmpty }, isTerminal: true,
        progress: { shown.add($0.plain) }))
    var last: Outcome?
    session.execute(SourceText(name: "", text: TrainTests.spiral)) { _ in }
    session.execute(SourceText(name: "", text: "train J steps=100000000 lr=1")) { last = $0 }
    #expect(last?.diagnostic?.code == "interrupted")
    let first = try #require(shown.all.first)
    #expect(first.hasPrefix("step "))
    for part in ["/100000000  loss ", "%  ", " steps/s  ", " left"] {
      #expect(first.contains(part))
    }
    #expect(shown.all.last == "")
    #expect(shown.all.count == 2)
  }

  @Test(
    "shows how many labels a loss gets right",
    arguments: [
      "logistic_loss(z, t)", "bce(sigmoid(z), t)", "cross_entropy(stack(-z, z)', t)",
      "cross_entropy(stack(-z, z)', stack(1 - t, t)') + w^2",
    ])
  func accuracy(loss: String) throws {
    var notebook = Notebook()
    try notebook.run("w := 1; t := [0, 1, 1, 0]; z = w * [-1, 2, 3, 4]")
    try notebook.run("train \(loss) steps=1 lr=1e-9 wrt w")
    #expect(notebook.outcomes.last?.text.plain.contains("75.0% → 75.0%") == true)
    try notebook.run("train mse(z, t) steps=1 lr=1e-9 wrt w")
    #expect(notebook.outcomes.last?.text.plain.contains("accuracy") == false)
  }

  static let problems: [(String, String, String)] = [
    ("train J lr=0", "0", "with lr=0 no step moves"),
    ("train J lr=-0.5", "-0.5", "lr is more than 0"),
    ("train J lr=nan", "nan", "lr must be a finite number"),
    ("train J steps=-1", "-1", "expected 0 or more for steps"),
    ("train J steps=2.5", "2.5", "steps must be a whole number, not 2.5"),
    ("train J steps=1 epochs=2", "2", "steps and epochs both say how long"),
    ("train J batch=13 over X y", "13", "a batch of 13 is more than X and y have"),
    ("train J batch=4", "4", "batch needs to know whose rows to take"),
    ("train J bootstrap=true", "true", "bootstrap needs to know whose rows to take"),
    ("train J optimizer=sgd", "sgd", "sgd needs to know whose rows to take"),
    ("train J over X w", "w", "X has 12 rows and w has 2 rows"),
    ("train J over b", "b", "b is a number, and over names data with a row for each example"),
    ("train J over nothing", "nothing", "nothing (0) has no rows to learn from"),
    ("train J over X y other", "other", "J does not depend on other"),
    ("train X", "X", "train makes a single number small, and this is 12×2"),
    ("train 2", "2", "there is nothing to train: this depends on no value that was set"),
    (
      "train mean(y) over y", "mean(y)",
      "there is nothing to train: this depends on no value that was set"
    ),
    ("train J wrt X over X y", "X", "X is data here, after over, and stays as it is"),
    ("train J wrt J", "J", "J is a fact, and train sets values"),
    ("train J wrt other", "other", "J does not depend on other"),
    ("train mse(h, y) wrt w over h y", "mse(h, y)", "mse(h, y) does not depend on w"),
    ("train J wrt nowhere", "nowhere", "nowhere has no value yet"),
    ("train J beta1=0.5", "0.5", "beta1 is an option of adam"),
    ("train J optimizer=momentum momentum=1", "1", "expected at least 0 and below 1 for momentum"),
    ("train J decay=-1", "-1", "decay is 0 or more"),
    ("train J schedule=step(0)", "0", "expected 1 step or more for every"),
    ("train J schedule=cosine(1, 2)", "cosine(1, 2)", "the schedule is written cosine(steps)"),
    ("train J patience=3", "3", "patience watches a test loss, and none is named"),
    ("train J test=X", "X", "train makes a single number small, and this is 12×2"),
    ("train sum(w * hole)", "sum(w * hole)", "hole is nan at row 1"),
    (
      "train cross_entropy(X * b, 3 * ones(12)) wrt b", "cross_entropy(X * b, 3 * ones(12))",
      "there is no class 3"
    ),
    ("train J wrt w b lr=100 steps=1000", "J", "training diverged in step "),
    ("train -log(w[0] - w[0])", "-log(w[0] - w[0])", "training diverged in the first step: log"),
    (
      "train sqrt(w[0] - w[0])", "sqrt(w[0] - w[0])",
      "training diverged in the first step: the gradient of w came to nan through sqrt"
    ),
    (
      "train J wrt w b lr=1e308 steps=1", "J",
      "training diverged in the first step: the step took w"
    ),
    ("init w", "init w", "init takes names and how to draw them: init W1 W2 he"),
    ("init w xavir", "xavir", "there is no initialiser xavir"),
    ("init w normal", "normal", "the initialiser is written normal(sd)"),
    ("init w normal(-1)", "-1", "expected 0 or more for sd"),
    ("init J he", "J", "J is a fact, and init sets values"),
    ("init nowhere he", "nowhere", "there is no nowhere to draw"),
    ("init w lsuv", "lsuv", "lsuv looks at what the layers give on data"),
    ("init w he over X", "X", "he looks at no data"),
    ("init b lsuv over J", "J", "this leads through no product with the weights named"),
  ]

  @Test("says what is wrong, where, and changes nothing", arguments: problems)
  func problem(entry: String, place: String, message: String) throws {
    var notebook = try line()
    try notebook.run(
      "other := [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]; hole := [1, nan]; nothing := zeros(0); h = X @ w"
    )
    let before = try notebook.value("concat(w, [b])")
    let failure = try notebook.failure(entry)
    #expect(failure.message.hasPrefix(message), "\(failure.message)")
    let range = try #require(failure.range)
    #expect(failure.source?[range] == place)
    #expect(try notebook.value("concat(w, [b])") == before)
  }

  @Test(
    "that diverged names the layer in which numbers first ceased to be finite",
    arguments: [
      ("relu", "1e200", "matmul in affine(20, 3), layer 3 of net"),
      ("exp", "1e6", "exp, layer 2 of net"),
    ])
  func divergedLayer(activation: String, rate: String, place: String) throws {
    var notebook = Notebook()
    try notebook.run("load iris; net = affine(4, 20) -> \(activation) -> affine(20, 3)")
    try notebook.run("J = cross_entropy(net(X), y)")
    let before = try notebook.number("J")
    let failure = try notebook.failure("train J lr=\(rate)")
    #expect(failure.code == "diverged")
    #expect(failure.message.contains(place), "\(failure.message)")
    #expect(try notebook.number("J") == before)
  }

  @Test("that diverged proposes a learning rate that works")
  func calmerRate() throws {
    var notebook = try line()
    let help = try #require(try notebook.failure("train J wrt w b lr=10 steps=1000").help)
    let rate = try #require(help.split(separator: "=").last)
    try notebook.run("train J wrt w b lr=\(rate) steps=2000")
    #expect(try notebook.number("J") < 1e-6)
  }

  @Test("init draws what NumPy draws, weight after weight")
  func initialising() throws {
    var notebook = Notebook()
    try notebook.run("U := zeros(4, 3); V := zeros(3, 2); seed 3; init U V xavier; seed 3")
    let (u, v) = (try notebook.value("randn(4, 3)"), try notebook.value("randn(3, 2)"))
    let (U, V) = (try notebook.value("U"), try notebook.value("V"))
    #expect(U.values == u.values.map { $0 * (2.0 / 7).squareRoot() })
    #expect(V.values == v.values.map { $0 * (2.0 / 5).squareRoot() })
    try notebook.run("init U normal(0.5)")
    #expect(try notebook.value("U") != U)
    try notebook.run("undo")
    #expect(try notebook.value("U") == U)
  }

  @Test("init scales layers to variance 1 over data, in their order")
  func layerScaling() throws {
    var notebook = Notebook()
    try notebook.run(
      "seed 0; X := randn(100, 5); W1 := zeros(5, 8); W2 := zeros(8, 8); z = relu(X @ W1) @ W2")
    try notebook.run("init W2 W1 lsuv over z")
    #expect(abs(try notebook.number("var(z)") - 1) <= 0.01)
    #expect(abs(try notebook.number("var(X @ W1)") - 1) <= 0.01)
  }
}

/// An interruption that a test turns on.
private final class Switchboard: @unchecked Sendable {
  private var rest: Int?

  var isOn: Bool {
    guard let left = rest else { return false }
    rest = left - 1
    return left <= 0
  }

  func turnOn(afterCalls calls: Int) { rest = calls }
  func turnOff() { rest = nil }
}
