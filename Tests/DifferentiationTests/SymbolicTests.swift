import Differentiation
import Operations
import Tensors
import Testing

@Suite("Symbolic derivatives")
struct SymbolicTests {
  private let x = Formula.symbol("x")

  @Test("softplus gives exp(x)/(1 + exp(x))")
  func softplus() throws {
    let (result, steps) = try Formula.log(1 + .exp(x)).derivative(by: "x")
    #expect(result.description == "exp(x)/(1 + exp(x))")
    #expect(steps.map(\.operation) == ["exp", "add", "log"])
  }

  @Test("the toy example, in radians and in degrees")
  func toy() throws {
    let point = -4.499
    let (radians, _) = try (2 / Formula.sin(.exp(-x))).derivative(by: "x")
    #expect((value(radians, point) + 80.3930566).magnitude < 1e-6)
    // The slide's rounded intermediate values 90, 1, 2 and 0 are those of degrees.
    let b = value(.exp(-x), point)
    let c = value(.sind(.exp(-x)), point)
    let f = value(2 / Formula.sind(.exp(-x)), point)
    let (degrees, _) = try (2 / Formula.sind(.exp(-x))).derivative(by: "x")
    #expect([b.rounded(), c.rounded(), f.rounded()] == [90, 1, 2])
    #expect(value(degrees, point).rounded() == 0)
  }

  @Test("products, quotients and powers are collected")
  func collected() {
    expect(x * x, "x²")
    expect(x / x, "1")
    expect(2 * x * 3, "6·x")
    expect(x + x, "2·x")
    expect(x - x, "0")
    expect(-(-x), "x")
    expect(1 / (2 / x), "x/2")
    expect(x * 0 + 1, "1")
    expect(.power(x, 1), "x")
    expect(.exp(0) + .log(1), "1")
    expect(.sqrt(2) * .sqrt(2), "sqrt(2)²")
  }

  private func expect(_ formula: Formula, _ text: String) {
    #expect(formula.simplified.description == text)
  }

  @Test("random formulas keep their value when simplified, and derive as difference quotients do")
  func random() throws {
    var random = RandomState(seed: 7)
    for _ in 0..<400 {
      let formula = grown(4, &random)
      let point = random.uniform(0.3, 1.2)
      let exact = value(formula, point)
      guard exact.isFinite, exact.magnitude < 1e4 else { continue }
      let simple = value(formula.simplified, point)
      #expect((simple - exact).magnitude <= 1e-9 * max(1, exact.magnitude), "\(formula)")
      let (derivative, _) = try formula.derivative(by: "x")
      let h = 1e-5
      let quotient = (value(formula, point + h) - value(formula, point - h)) / (2 * h)
      let slope = value(derivative, point)
      guard slope.magnitude < 1e4 else { continue }
      #expect((slope - quotient).magnitude <= 1e-4 * max(1, slope.magnitude), "\(formula)")
    }
  }

  @Test("expression swell is refused, not suffered")
  func swell() {
    var formula = x
    for _ in 0..<9 { formula = .power(formula, formula) }
    #expect(throws: SymbolicError.self) { try formula.derivative(by: "x") }
  }

  /// The value of a formula at a point, by the graph.
  private func value(_ formula: Formula, _ point: Double) -> Double {
    var graph = Graph()
    let leaf = graph.leaf(Tensor(point), role: .variable)
    guard let node = try? graph.record(formula, ["x": leaf]) else { return .nan }
    return (try? Evaluation(graph, of: [node]).number(node)) ?? .nan
  }

  private func grown(_ depth: Int, _ random: inout RandomState) -> Formula {
    if depth == 0 || random.uniform() < 0.15 {
      return random.uniform() < 0.7 ? x : .number(Double(random.integer(in: 1..<5)))
    }
    let a = grown(depth - 1, &random)
    switch random.integer(in: 0..<9) {
    case 0: return a + grown(depth - 1, &random)
    case 1: return a - grown(depth - 1, &random)
    case 2: return a * grown(depth - 1, &random)
    case 3: return a / (1 + grown(depth - 1, &random) * grown(depth - 1, &random))
    case 4: return .sin(a)
    case 5: return .tanh(a)
    case 6: return .exp(.sin(a))
    case 7: return .power(a, 2)
    default: return .log(1 + a * a)
    }
  }
}
