import Differentiation
import Operations
import Tensors
import Testing

extension Formula {
  /// The formula's value by an interpreter beside the product's own graph.
  func value(at x: Double) -> Double {
    switch self {
    case .number(let value): return value
    case .symbol: return x
    case .written(_, let computed): return computed.value(at: x)
    case .apply(let name, let inputs):
      let numbers = inputs.map { $0.value(at: x) } + [0, 0]
      let rule = Operation.named(name)?.elementwise
      return rule?.kernel.one(numbers[0], numbers[1], numbers[2]) ?? .nan
    }
  }
}

extension Formula {
  /// Whether every part of the formula has a finite value.
  func isFinite(at x: Double) -> Bool {
    guard value(at: x).isFinite else { return false }
    if case .apply(_, let inputs) = self { return inputs.allSatisfy { $0.isFinite(at: x) } }
    return true
  }
}

@Suite("Symbolic derivatives of random formulas")
struct RandomFormulaTests {
  static let x = Formula.symbol("x")

  /// A random formula in x.
  static func formula(_ random: inout RandomState, depth: Int) -> Formula {
    func pick(_ count: Int) -> Int { random.integer(in: 0..<count) }
    if depth == 0 || pick(8) == 0 {
      let numbers = [-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3]
      return pick(3) == 0 ? .number(numbers[pick(numbers.count)]) : x
    }
    func part() -> Formula { formula(&random, depth: depth - 1) }
    let unary = [
      "exp", "log", "sqrt", "sin", "cos", "tanh", "negate", "sigmoid", "relu", "abs", "erf",
      "swish",
      "gelu", "logcosh", "log1p", "expm1", "tan", "sind", "cosd",
    ]
    let binary = ["add", "subtract", "multiply", "divide", "maximum", "minimum"]
    switch pick(10) {
    case 0...3: return .apply(unary[pick(unary.count)], [part()])
    case 4...7: return .apply(binary[pick(binary.count)], [part(), part()])
    case 8:
      let exponents = [-2, -1, 0, 0.5, 1, 2, 3, 1.5]
      return .apply("power", [part(), .number(exponents[pick(exponents.count)])])
    default:
      let options = ["leaky_relu", "elu", "softplus"]
      return .apply(options[pick(options.count)], [part(), .number(0.7)])
    }
  }

  static let points = [-2.3, -0.9, -0.31, 0.17, 0.62, 1.41, 2.6]

  /// Central differences extrapolated twice; nil where they do not settle.
  static func quotient(_ formula: Formula, at x: Double) -> Double? {
    func difference(_ h: Double) -> Double {
      (formula.value(at: x + h) - formula.value(at: x - h)) / (2 * h)
    }
    func extrapolated(_ h: Double) -> Double {
      let (a, b, c) = (difference(h), difference(h / 2), difference(h / 4))
      return (16 * (4 * c - b) / 3 - (4 * b - a) / 3) / 15
    }
    let (coarse, fine) = (extrapolated(2e-3), extrapolated(1e-3))
    return abs(coarse - fine) <= 1e-6 * max(1, abs(fine)) ? fine : nil
  }

  @Test("random derivatives are the limits of difference quotients", arguments: 0..<10)
  func derivatives(part: Int) throws {
    var random = RandomState(seed: UInt32(part))
    var (compared, holes) = (0, 0)
    for _ in 0..<300 {
      let formula = RandomFormulaTests.formula(&random, depth: 4)
      let derivative = try formula.derivative(by: "x").0
      for x in RandomFormulaTests.points {
        guard formula.value(at: x).isFinite, abs(formula.value(at: x)) < 1e4,
          let numeric = RandomFormulaTests.quotient(formula, at: x), abs(numeric) < 1e4
        else { continue }
        let symbolic = derivative.value(at: x)
        // x/x is taken to be 1, so a derivative may have a value where the formula has none,
        // but not the other way.
        guard abs(symbolic - numeric) > 1e-5 * max(1, abs(numeric)) || symbolic.isNaN else {
          compared += 1
          continue
        }
        // 0 · inf within is the one excuse, as at sqrt(relu(-1)); the gradient has it too.
        if symbolic.isNaN {
          holes += 1
          continue
        }
        Issue.record("d/dx \(formula) = \(derivative) is \(symbolic) at \(x), not \(numeric)")
      }
    }
    #expect(compared > 500 && holes < compared / 50)
  }

  @Test("a simplified formula has the same values", arguments: 0..<10)
  func simplification(part: Int) {
    var random = RandomState(seed: UInt32(100 + part))
    for _ in 0..<500 {
      let formula = RandomFormulaTests.formula(&random, depth: 5)
      let simplified = formula.simplified
      for x in RandomFormulaTests.points {
        let (before, after) = (formula.value(at: x), simplified.value(at: x))
        guard formula.isFinite(at: x) else { continue }
        #expect(
          abs(before - after) <= 1e-9 * max(1, abs(before)),
          "\(formula) is \(before), \(simplified) is \(after) at \(x)")
      }
      if RandomFormulaTests.points.contains(where: { formula.isFinite(at: $0) }) {
        #expect(simplified.simplified == simplified, "\(simplified)")
      }
    }
  }

  /// Formulas and their derivatives as a reader sees them.
  static let known: [(Formula, String)] = [
    (x, "1"), (.number(3), "0"), (x * x, "2·x"), (.apply("power", [x, 3]), "3·x²"),
    (.apply("sin", [x]), "cos(x)"), (.apply("cos", [x]), "-sin(x)"),
    (.apply("exp", [x]), "exp(x)"), (.apply("exp", [-x]), "-exp(-x)"),
    (.apply("log", [x]), "1/x"), (.apply("log", [1 + .apply("exp", [x])]), "exp(x)/(1 + exp(x))"),
    (2 / .apply("sin", [.apply("exp", [-x])]), "2·cos(exp(-x))·exp(-x)/sin(exp(-x))²"),
    (.apply("sigmoid", [x]), "sigmoid(x)·(1 - sigmoid(x))"),
    (.apply("tanh", [x]), "1 - tanh(x)²"), (.apply("relu", [x]), "[x > 0]"),
    (x * .apply("exp", [x]), "exp(x) + x·exp(x)"), (x + x + x, "3"), (x - x, "0"),
    (.apply("sqrt", [x]), "1/(2·sqrt(x))"), (.apply("abs", [x]), "sign(x)"),
    (.apply("power", [2, x]), "2^x·log(2)"), (.apply("floor", [x]), "0"),
  ]

  @Test("reads as on the board", arguments: known)
  func text(formula: Formula, expected: String) throws {
    let (derivative, steps) = try formula.derivative(by: "x")
    #expect("\(derivative)" == expected)
    #expect(steps.last?.result ?? derivative == derivative)
  }

  @Test("powers of powers merge only where they may")
  func powers() {
    let root = Formula.apply("power", [.apply("power", [RandomFormulaTests.x, 2]), 0.5])
    #expect(root.simplified.value(at: -3) == 3)
    let square = Formula.apply("power", [.apply("power", [RandomFormulaTests.x, 3]), 2])
    #expect("\(square.simplified)" == "x⁶")
  }

  @Test("other symbols are constants")
  func otherSymbols() throws {
    let formula = Formula.symbol("a") * RandomFormulaTests.x + .symbol("b")
    #expect("\(try formula.derivative(by: "x").0)" == "a")
    #expect("\(try formula.derivative(by: "z").0)" == "0")
  }

  @Test("what mixes entries, and what swells, is refused")
  func refusals() {
    #expect(throws: SymbolicError.notElementwise(operation: "softmax")) {
      try Formula.apply("softmax", [RandomFormulaTests.x]).derivative(by: "x")
    }
    // Every product copies its factors: the derivative doubles with each level.
    var formula = RandomFormulaTests.x
    for _ in 0..<20 { formula = .apply("sin", [formula]) * formula }
    #expect(throws: SymbolicError.self) { try formula.derivative(by: "x") }
  }

  @Test(
    "every element-wise operation has a symbolic derivative that reads back",
    arguments: Operation.all.filter { $0.elementwise?.isDifferentiable == true }.map(\.name))
  func table(name: String) throws {
    let rule = try #require(Operation.named(name)?.elementwise)
    let inputs = rule.domains.enumerated().map { place, domain in
      // The first input varies over a part of its domain, the others rest in the middle.
      let middle = (domain.lowerBound + domain.upperBound) / 2
      return place == (name == "where" ? 1 : 0)
        ? .number(middle) + 0.1 * RandomFormulaTests.x : .number(middle)
    }
    let formula = Formula.apply(name, inputs)
    let derivative = try formula.derivative(by: "x").0
    for x in [-0.3, 0.1, 0.4] {
      let numeric = try #require(RandomFormulaTests.quotient(formula, at: x))
      #expect(abs(derivative.value(at: x) - numeric) < 1e-8, "\(derivative)")
    }
    var graph = Graph()
    let leaf = graph.leaf(Tensor(0.4), role: .variable)
    let node = try graph.record(derivative, ["x": leaf])
    #expect(try Evaluation(graph, of: [node]).number(node) == derivative.value(at: 0.4))
  }

  @Test("a graph reads back as the formula it computes")
  func reading() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [0.5, 2]), role: .variable)
    let scale = graph.leaf(Tensor(3), role: .variable)
    let y = try graph.elementwise("multiply", [graph.append(Opcode("exp"), x), scale])
    var reader = FormulaReader(graph, names: [x: "x", scale: "a"], target: x)
    #expect("\(try reader.formula(of: y))" == "exp(x)·a")
    #expect(reader.bindings == ["x": x, "a": scale])
    let sum = graph.sumOfAll(y)
    var other = FormulaReader(graph, names: [:], target: x)
    #expect(throws: SymbolicError.notElementwise(operation: "sum")) {
      try other.formula(of: sum)
    }
  }

  @Test(
    "formulas are followed to a depth, and refused beyond",
    arguments: [
      ("add", 100, true), ("multiply", 100, true), ("sin", 20, true), ("add", 499, true),
      ("add", 1_000, false), ("multiply", 1_000, false), ("sin", 150, false),
      ("sin", 100_000, false),
    ])
  func depth(name: String, length: Int, isFollowed: Bool) throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(0.5), role: .variable)
    var y = x
    for _ in 0..<length {
      y = name == "sin" ? graph.append(Opcode(name), y) : graph.append(Opcode(name), y, x)
    }
    var reader = FormulaReader(graph, names: [x: "x"], target: x)
    do throws(SymbolicError) {
      let derivative = try reader.formula(of: y).derivative(by: "x").0
      #expect(isFollowed && derivative.value(at: 0.5).isFinite)
    } catch {
      guard case .tooLarge = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!isFollowed)
    }
  }
}
