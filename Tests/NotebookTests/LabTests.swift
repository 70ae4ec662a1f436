import Diagnostics
import Notebook
import Plots
import StyledText
import Tensors
import TestSupport
import Testing

@Suite("hist and lab")
struct LabTests {
  private func run(_ text: String, _ session: inout Session) -> [Outcome] {
    var outcomes: [Outcome] = []
    session.execute(SourceText(name: "test", text: text)) { outcomes.append($0) }
    return outcomes
  }

  private func number(_ text: String, _ session: inout Session) -> Double? {
    run(text, &session).last?.value?.values.first
  }

  static let sizes = "layers=4 units=20 points=50"

  @Test("what the lab measured can be asked for, and facts follow the next experiment")
  func numbers() throws {
    var session = Session()
    _ = run("lab init init=small,xavier,he \(Self.sizes)", &session)
    #expect(run("lab.sd", &session).last?.value?.shape == Shape([3, 4]))
    #expect(run("lab.survives", &session).last?.value?.values == [0, 1, 1])
    _ = run("fall = lab.sd[0, 0] / lab.sd[0, 1]", &session)
    let first = try #require(number("fall", &session))
    #expect(first > 10)
    _ = run("lab init init=he,small \(Self.sizes)", &session)
    #expect(try #require(number("fall", &session)) < 2)
    _ = run("lab init init=he \(Self.sizes)", &session)
    #expect(run("lab.sd", &session).last?.value?.shape == Shape([4]))
    #expect(run("lab.factor", &session).last?.value?.shape == .scalar)
    #expect(run("lab.nothing", &session).last?.kind == .error)
  }

  @Test("an experiment leaves the session's random numbers, and undo takes it back")
  func randomNumbers() throws {
    var (plain, session) = (Session(), Session())
    _ = run("lab init \(Self.sizes)", &session)
    #expect(number("randn(1)", &session) == number("randn(1)", &plain))
    var other = Session()
    _ = run("lab init \(Self.sizes); undo", &other)
    #expect(run("lab.sd", &other).last?.kind == .error)
  }

  @Test("the same seed gives the same numbers, another seed others")
  func seeds() throws {
    var session = Session()
    func deviation(_ options: String) -> Double? {
      _ = run("lab init \(Self.sizes) \(options)", &session)
      return number("lab.sd", &session)
    }
    let usual = try #require(deviation(""))
    #expect(deviation("seed=0") == usual)
    #expect(try #require(deviation("seed=1")) != usual)
    let he = try #require(deviation("init=he"))
    #expect(deviation("init=he,small") == he)
  }

  static let units: [(String, String)] = [
    // Of the bias of four units one is so low that nothing comes over it.
    ("net = affine(3, 4) -> relu; net.b1 := [9, -99, 9, 9]; hist net over randn(5, 3)", "25%"),
    ("net = affine(3, 4) -> relu; net.b1 := [9, -99, 9, 9]; hist net over randn(3)", "25%"),
    ("net = affine(3, 4) -> relu; hist net over zeros(0, 3)", "-"),
    // What a channel gives is 0 at every place of every picture.
    (
      "net = conv2d(1, 2, 3) -> relu; net.b1 := [9, -99]; hist net over randn(5, 1, 6, 8)", "50%"
    ),
    (
      "net = conv1d(1, 4, 3) -> relu; net.b1 := [9, 9, 9, -99]; hist net over randn(5, 1, 9)", "25%"
    ),
  ]

  @Test(
    "units are dead that are 0 for every example, of a convolution whole channels", arguments: units
  )
  func deadUnits(text: String, share: String) throws {
    var session = Session()
    let plot = try #require(run(text, &session).last?.plot)
    #expect(
      plot.words.contains { $0.contains("relu") && $0.contains("dead \(share);") }, "\(plot.words)")
  }

  @Test("numbers that are none are told of beside small histograms")
  func numbersThatAreNone() throws {
    var session = Session()
    let learnt = try #require(
      run("net = affine(2, 3) -> relu; net.W1 := nan * net.W1; hist net", &session).last?.plot)
    #expect(learnt.words.contains { $0.hasPrefix("W1: shape 2×3, mean nan, sd nan;") })
    #expect(learnt.words.contains("W1: 6 of 6 numbers are nan or infinite."))
    #expect(!learnt.words.contains { $0.hasPrefix("b1:") && $0.contains("nan") })
    let given = try #require(
      run("n = affine(2, 3); X := ones(5, 2); X[0, 0] := inf; hist n over X", &session).last?.plot)
    #expect(given.words.contains("1 affine: 3 of 15 numbers are nan or infinite."))
    let nothing = try #require(run("hist n over zeros(0, 2)", &session).last?.plot)
    #expect(nothing.words.contains { $0.contains("mean -, sd -, sat -, dead -;") })
  }

  @Test(
    "the scale shows half of what an activation gives, however near zero it is",
    arguments: ["leaky_relu(0.01)", "leaky_relu(0.02)", "leaky_relu(-0.01)", "elu(0.04)"])
  func slightlyNegative(activation: String) throws {
    var session = Session()
    let plot = try #require(
      run("lab init init=he activation=\(activation) \(Self.sizes)", &session).last?.plot)
    #expect(!plot.words.contains { $0.contains("below the scale") })
  }

  @Test("words tell of no signs that they do not have")
  func words() throws {
    var session = Session()
    let plot = try #require(
      run("lab init init=large activation=relu \(Self.sizes)", &session).last?.plot)
    #expect(plot.svg.text.contains("&lt; and &gt; mark"))
    #expect(plot.drawn(PlotStyle(width: 80)).contains { $0.plain.contains("< and > mark") })
    #expect(
      !plot.words.contains { $0.contains("< and >") || $0.contains("histograms") }, "\(plot.words)")
  }

  @Test(
    "pictures fit every width, in characters, in ASCII and in words", arguments: [20, 33, 80, 200])
  func widths(width: Int) {
    for (isPlain, isASCII) in [(false, false), (false, true), (true, false)] {
      var session = Session()
      session.settings.width = width
      session.settings.isPlain = isPlain
      session.settings.isASCII = isASCII
      let text = """
        lab init gradients=true \(Self.sizes); lab init activation=relu,gelu \(Self.sizes)
        lab depth layers=30 units=10 points=20; lab batchnorm init=large,zeros \(Self.sizes)
        e := randn(300); hist e; hist e log=true; hist floor(e)
        net = affine(3, 4) -> tanh -> affine(4, 1); hist net
        X := randn(9, 3); J = sum(net(X)); hist net gradients=J
        """
      for outcome in run(text, &session) {
        #expect(outcome.kind != .error, "\(outcome.text)")
        for line in outcome.text.lines {
          #expect(line.width <= width, "\(line)")
          if isASCII, outcome.plot != nil {
            #expect(line.plain.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
          }
        }
      }
    }
  }

  @Test("a stopped experiment changes nothing")
  func stopping() {
    let questions = Questions()
    let interruption = Interruption { questions.next() > 40 }
    var session = Session(context: SessionContext(interruption: interruption))
    let outcome = run("lab init layers=50 units=100 points=2000", &session).last
    #expect(outcome?.text.plain.contains("stopped") == true)
    #expect(session.state.definitions["lab.sd"] == nil)
  }

  static let hostile: [String] = [
    "lab init init=", "lab init init=small,", "lab init init=1..2", "lab init init=[small]",
    "lab init layers=nan", "lab init layers=1e300", "lab init seed=-1", "lab init seed=1e10",
    "lab init units=0", "lab init points=1e9 units=1e9 layers=10000", "lab init init=normal(-1)",
    "lab init init=normal(nan)", "lab init activation=elu(x=1)", "lab init activation=elu(1, 2)",
    "lab init activation=relu(1)",
    "lab init activation=elu(nan)", "lab init activation=leaky_relu(inf)", "lab init small",
    "lab init init=small init=he",
    "lab init width=2", "lab depth layers=0", "lab 3", "lab [1, 2]", "hist hist", "hist net",
    "hist \"a\"", "hist 1, 2", "hist [1, 2] bins=nan", "hist [1, 2] log=maybe", "hist x over y",
  ]

  @Test("what makes no sense is refused with a place", arguments: hostile)
  func refused(text: String) {
    var session = Session()
    let outcome = run(text, &session).last
    #expect(outcome?.kind == .error && outcome?.diagnostic != nil, "\(text)")
  }

  static let edges: [String] = [
    "lab init layers=1 units=1 points=1", "lab init layers=1 units=1 points=1 batchnorm=true",
    "lab init init=zeros,lsuv activation=relu layers=2 units=3 points=4 gradients=true",
    "lab init init=normal(1e200) activation=relu layers=3 units=3 points=4 gradients=true",
    "lab init init=normal(1e-200) layers=3 units=3 points=4 gradients=true",
    "lab depth init=zeros layers=3 units=3 points=4", "lab depth layers=1 units=2 points=2",
    "lab init init=normal(1e300) activation=identity layers=4 units=3 points=4",
    "lab init activation=leaky_relu(1e308),elu(-1e300),softplus(0) layers=3 units=3 points=4",
    "hist [nan, nan]", "hist [inf]", "hist [1e308, -1e308, 1e-308] log=true", "hist ones(1000)",
    "hist [1, 1.0000000000000002]", "hist linspace(0, 1e-310, 50)", "hist [1] bins=200",
    "hist randn(3, 4) bins=1 width=10 height=2", "hist zeros(5) log=true", "hist -1 log=true",
  ]

  @Test("the ends of what can be drawn are drawn", arguments: edges)
  func drawn(text: String) {
    var session = Session()
    let outcome = run(text, &session).last
    #expect(outcome?.kind == .command, "\(outcome?.text.plain ?? "")")
    #expect(outcome?.plot?.svg.text.contains("</svg>") == true)
    #expect(outcome?.plot?.words.isEmpty == false)
  }
}
