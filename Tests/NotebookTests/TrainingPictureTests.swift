import Plots
import Diagnostics
import Notebook
import Plots
import StyledText
import Tensors
import Testing

@Suite("Pictures of training")
struct TrainingPictureTests {
  private static let xor = """
    seed 1; X := [0, 0; 0, 1; 1, 0; 1, 1]; y := [0, 1, 1, 0]
    net = affine(2, 4) -> tanh -> affine(4, 2); J = cross_entropy(net(X), y)
    """

  /// What a line that trains prints.
  private func printed(_ setup: String, _ line: String) throws -> String {
    var notebook = Notebook()
    try notebook.run(setup)
    try notebook.run(line)
    return notebook.outcomes.last?.text.plain ?? ""
  }

  @Test(
    "show losses, and classes wherever two features are told apart",
    arguments: [
      ("J", true), ("J + 1e-3 * l2(net)", true), ("cross_entropy(tanh(net(X)), y)", true),
      ("mse(net(X)[:, 0], y)", false),
    ])
  func classes(loss: String, hasClasses: Bool) throws {
    let text = try printed(Self.xor, "train \(loss) steps=20 lr=0.5 plot=true")
    #expect(text.contains("step\n"))
    #expect(text.contains("accuracy ") == (loss != "mse(net(X)[:, 0], y)"))
    #expect(text.contains("X[:, 1]") == hasClasses)
  }

  @Test("show the classes of what is written without a network")
  func plainClassifier() throws {
    let setup = """
      X := [0, 0; 0, 1; 1, 0; 1, 1]; y := [0, 0, 1, 1]; w := zeros(2); b := 0; z = X @ w + b
      """
    let text = try printed(setup, "train logistic_loss(z, y) steps=50 lr=1 wrt w b plot=true")
    #expect(text.contains("z  accuracy 100.0%"))
  }

  @Test("show no classes where it is not clear which two features are meant")
  func unclear() throws {
    let setup = """
      X := [0, 0; 0, 1; 1, 0; 1, 1]; U := X; y := [0, 0, 1, 1]; w := zeros(2)
      J = logistic_loss(X @ w + U @ w, y)
      """
    #expect(try !printed(setup, "train J steps=5 wrt w plot=true").contains("X[:, 1]"))
    let wide = "X := zeros(4, 3); y := [0, 0, 1, 1]; w := ones(3); J = logistic_loss(X @ w, y)"
    #expect(try !printed(wide, "train J steps=5 wrt w plot=true").contains("accuracy 50.0%\n"))
  }

  @Test("draw nothing unless asked, and can be saved")
  func onlyIfAsked() throws {
    var notebook = Notebook()
    try notebook.run(Self.xor)
    try notebook.run("train J steps=5")
    #expect(notebook.outcomes.last?.plot == nil)
    #expect(try notebook.failure("save plot \"classes.svg\"").message.contains("no picture"))
    try notebook.run("train J steps=5 test=J plot=true")
    let plot = try #require(notebook.outcomes.last?.plot)
    #expect(plot.svg.text.contains("accuracy"))
    // Both losses, one of them by the words of a listener.
    #expect(plot.words.count { $0.hasPrefix("J: from") } == 2)
  }

  @Test("are drawn over while training goes on, and taken away")
  func live() throws {
    let shown = Lines()
    var session = Session(
      context: SessionContext(
        interruption: Interruption { !shown.all.isEmpty }, isTerminal: true,
        progress: { shown.add($0.plain) }))
    var last: Outcome?
    session.execute(SourceText(name: "", text: Self.xor)) { _ in }
    session.execute(SourceText(name: "", text: "train J steps=100000000 plot=true")) {
      if $0.kind != .error { last = $0 }
    }
    let first = try #require(shown.all.first)
    let lines = first.split(separator: "\n")
    #expect(lines.last?.hasPrefix("step ") == true)
    #expect(lines.contains { $0.contains("X[:, 0]") })
    #expect(lines.count < 24)
    #expect(lines.dropLast().allSatisfy { StyledText(String($0)).width < 80 })
    #expect(shown.all.last == "")
    // What was learnt until then is drawn once more, to stay.
    #expect(last?.text.plain.contains("X[:, 0]") == true)
  }

  @Test("fit a window that has become narrower since the line was entered")
  func narrowerWindow() throws {
    var context = SessionContext()
    context.columns = { 50 }
    var session = Session(context: context)
    session.settings.width = 120
    var last: Outcome?
    session.execute(SourceText(name: "", text: Self.xor)) { _ in }
    session.execute(SourceText(name: "", text: "train J steps=5 plot=true")) { last = $0 }
    let text = try #require(last?.text)
    #expect(text.plain.contains("X[:, 0]"))
    #expect(text.lines.allSatisfy { $0.width < 50 })
  }

  @Test("are steep on a logarithmic axis and flat on a linear one")
  func axes() throws {
    let setup = "w := 1"
    #expect(try printed(setup, "train w^2 steps=200 lr=0.1 plot=true").contains("1e-20"))
    #expect(try !printed(setup, "train w^2 + 5 steps=200 lr=0.1 plot=true").contains("1e-"))
  }
}
