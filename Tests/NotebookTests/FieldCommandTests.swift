import Diagnostics
import Language
import Plots
import Tensors
import Testing

@testable import Notebook

/// What `scatter`, `boundary`, `contour` and `heatmap` draw, as facts rather than as pictures.
@Suite("Pictures of fields")
struct FieldCommandTests {
  private static func chart(_ notebook: inout Notebook, _ text: String) throws -> Chart {
    try notebook.run(text)
    return try #require(notebook.outcomes.last?.plot as? Chart)
  }

  /// Two classes, above and below the diagonal.
  private static func halves() throws -> Notebook {
    var notebook = Notebook()
    try notebook.run("X := [0, 0; 2, 2; 1, 0; 1, 2]; y := [0, 1, 0, 1]; w := [1, 1]; b := -2")
    return notebook
  }

  private static func classes(_ chart: Chart) throws -> [Int] {
    guard case .classes(let field)? = chart.ground else {
      Issue.record("no classes")
      return []
    }
    return field.classes
  }

  @Test(
    "a classifier is a network, a function or an expression of the data",
    arguments: [
      "X @ w + b", "sigmoid(X @ w + b)", "X @ w + b > 0", "f", "p", "net",
      "stack(-X @ w - b, X @ w + b)'",
    ])
  func classifier(text: String) throws {
    var notebook = try Self.halves()
    try notebook.run("f(Z) = Z @ w + b; p = sigmoid(X @ w + b)")
    try notebook.run("net = affine(2, 1) -> sigmoid; net.W1 := [1; 1]; net.b1 := [-2]")
    let chart = try Self.chart(&notebook, "boundary \(text) X y")
    #expect(chart.title == "\(text)  accuracy 100.0%")
    let grid = FieldGrid(x: FieldGrid.around([0, 2]), y: FieldGrid.around([0, 2]))
    let want = (0..<grid.count).map { grid.middle($0).x + grid.middle($0).y > 2 ? 1 : 0 }
    let got = try Self.classes(chart)
    // Places on the line itself may fall to either side.
    #expect(zip(want, got).count { $0 != $1 } <= grid.columns)
  }

  @Test("a probability is told from a score by how it ends")
  func threshold() throws {
    var notebook = try Self.halves()
    let score = try Self.chart(&notebook, "boundary X @ w X y")
    #expect(try Self.classes(score).contains(0))
    let chart = try Self.chart(&notebook, "boundary sigmoid(X @ w) X y")
    #expect(try Self.classes(chart) == Self.classes(score))
    // Half of it is no probability, so nearly everything is above 0.
    let half = try Self.chart(&notebook, "boundary sigmoid(X @ w) / 2 X y")
    #expect(try !Self.classes(half).contains(0))
  }

  @Test("labels may be any two whole numbers, or rows with a single one")
  func labels() throws {
    var notebook = try Self.halves()
    try notebook.run("s := 2 * y - 1; h := onehot(y, 2)")
    let usual = try Self.chart(&notebook, "boundary X @ w + b X y")
    let signs = try Self.chart(&notebook, "boundary X @ w + b X s")
    let rows = try Self.chart(&notebook, "boundary X @ w + b X h")
    #expect(signs.title == usual.title)
    #expect(rows.title == usual.title)
  }

  @Test("with a wrong point among many the accuracy is not 100%")
  func nearlyAll() throws {
    var notebook = Notebook()
    try notebook.run("a := arange(0, 3000); X := stack(a, a)'; y := a > 0")
    let chart = try Self.chart(&notebook, "boundary X @ [1, 0] - 1.5 X y")
    #expect(chart.title.hasSuffix("accuracy >99.9%"), "\(chart.title)")
  }

  @Test("data that is drawn is drawn once")
  func drawnData() throws {
    var notebook = try Self.halves()
    try notebook.run("f(Z) = Z @ w")
    let chart = try Self.chart(&notebook, "boundary f randn(50, 2) randint(0, 2, 50)")
    let drawn = chart.marks.map { if case .points(let series) = $0 { series.x.count } else { 0 } }
    #expect(drawn.reduce(0, +) == 50)
  }

  @Test("scores that are not numbers have no class")
  func notNumbers() throws {
    var notebook = try Self.halves()
    let chart = try Self.chart(&notebook, "boundary log(X @ w + b) X y")
    #expect(try Self.classes(chart).contains(-1))
  }

  @Test("a boundary follows its parameters without being compiled again")
  func live() throws {
    var notebook = try Self.halves()
    let line = "boundary X @ w + b X y"
    let before = try Self.chart(&notebook, line)
    let boundary = try notebook.boundary(line)
    #expect(try boundary.chart().svg == before.svg)
    boundary.bind("b", to: .init(-100))
    #expect(try Set(Self.classes(boundary.chart())) == [0])
    let entries = try #require(boundary.entries(of: "b"))
    entries.pointee = 100
    #expect(try Set(Self.classes(boundary.chart())) == [1])
    #expect(boundary.entries(of: "y") == nil)
  }

  @Test(
    "what no class follows from is explained",
    arguments: [
      ("boundary mean(X) X y", "plot"), ("boundary w X y", "plot"), ("boundary X @ w X", "usage"),
      ("boundary X @ w - mean(X @ w) X y", "plot"), ("boundary X @ w X[:, 0:2] y", "plot"),
      ("boundary X @ w X [0, 1, 2, 3]", "usage"), ("boundary X @ w, X, [0, 1, 2, 3]", "plot"),
      ("boundary X @ w, X, [0, 1]", "shape"), ("boundary X X 5 * y", "plot"),
      ("boundary X @ w, X, [0, 0.5, 1, 1]", "plot"), ("scatter X columns=0,2", "option"),
      ("scatter w, [1, 2, 3]", "plot"), ("scatter X zeros(3)", "shape"),
      ("scatter X arange(0, 4) columns=0", "option"), ("heatmap zeros(2, 2, 2)", "plot"),
      ("contour b*c b=0..1", "plot"), ("contour w*b*c b=0..1 c=0..1", "plot"),
      ("contour b*c b=0..1 c=0..1 lr=1", "plot"),
      ("contour b*c b=0..1 c=0..1 descend=2 start=1", "option"),
      ("contour b*c b=0..1 c=0..1 path=w", "plot"),
    ])
  func failures(text: String, code: String) throws {
    var notebook = try Self.halves()
    #expect(try notebook.failure(text).code == code)
  }

  @Test("a descent takes the steps of the update rule")
  func descent() throws {
    var notebook = Notebook()
    try notebook.run("a := 1; b := 2; J = a^2 + 3 * b^2")
    let chart = try Self.chart(&notebook, "contour J a=-3..3 b=-3..3 descend=2 lr=0.1")
    guard case .curve(let path)? = chart.marks.first else {
      Issue.record("no path")
      return
    }
    #expect(zip(path.x, [1, 0.8, 0.64]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(zip(path.y, [2, 0.8, 0.32]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("a map holds the function's values with everything else as it is set")
  func contour() throws {
    var notebook = Notebook()
    try notebook.run("k := 10; f(u, v) = u + k * v")
    let chart = try Self.chart(&notebook, "contour f u=0..1 v=0..2 points=3")
    guard case .contours(let map)? = chart.ground else {
      Issue.record("no lines")
      return
    }
    #expect(map.field.values == [0, 0.5, 1, 20, 20.5, 21])
  }

  @Test("a pressed Ctrl-C stops a map on its way")
  func interruption() throws {
    var notebook = Notebook(interruption: Interruption { true })
    let diagnostic = try notebook.failure("contour u*v u=0..1 v=0..1")
    #expect(diagnostic.isInterruption)
  }
}

extension Notebook {
  /// The classifier of a `boundary` line, compiled.
  fileprivate mutating func boundary(_ line: String) throws -> Boundary {
    let source = SourceText(name: "", text: line)
    guard case .command(let command)? = Session.parser.parse(source).statements.first?.kind else {
      throw NoCommand()
    }
    let reader = try CommandReader(command, BoundaryCommand.self)
    return try Boundary(
      Boundary.Request(
        classifier: reader.expressions[0], data: reader.expressions[1],
        labels: reader.expressions[2]), in: &session, source: source)
  }

  private struct NoCommand: Error {}
}
