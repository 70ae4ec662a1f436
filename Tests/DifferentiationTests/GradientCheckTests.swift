import Differentiation
import Operations
import Tensors
import TestSupport
import Testing

@Suite("The gradient check")
struct GradientCheckTests {
  /// Checks a gradient, the right one unless another is given.
  static func check(
    _ point: [Double], analytic: [Double]? = nil,
    _ record: (inout Graph, Node) throws -> Node
  ) throws -> GradientCheck {
    var graph = Graph()
    let value = Tensor(vector: point)
    let x = graph.leaf(value, role: .variable)
    let f = try record(&graph, x)
    let gradient = graph.gradient(of: f, wrt: [x]).gradients[0]
    let right = try Evaluation(graph, of: [gradient]).tensor(gradient)
    return try GradientCheck(
      graph, of: f, wrt: x, at: value, analytic: analytic.map { Tensor(vector: $0) } ?? right)
  }

  /// Σ exp(x) sin(x): smooth, with a gradient that is nowhere near 0 below.
  static func smooth(_ graph: inout Graph, _ x: Node) -> Node {
    let product = graph.multiply(
      graph.append(Opcode("exp"), x), graph.append(Opcode("sin"), x))
    return graph.sumOfAll(product)
  }

  static let point = [0.3, -1.2, 2.0, 0.7]
  static let right = point.map { Double.exp($0) * (Double.sin($0) + Double.cos($0)) }

  // MARK: - Right and wrong

  @Test("a right gradient agrees, entry by entry, far below the tolerance")
  func agreement() throws {
    let check = try GradientCheckTests.check(
      GradientCheckTests.point, analytic: GradientCheckTests.right, GradientCheckTests.smooth)
    #expect(check.verdict == .agree && check.count(.agree) == 4)
    #expect(check.entries.allSatisfy { $0.relativeError < 1e-9 && $0.uncertainty < 1e-7 })
  }

  static let mistakes: [(String, [Double], [Int])] = [
    ("twice", right.map { 2 * $0 }, [0, 1, 2, 3]),
    ("a thousandth too large", right.map { 1.001 * $0 }, [0, 1, 2, 3]),
    ("the sign", right.map { -$0 }, [0, 1, 2, 3]),
    ("one entry", [right[0], right[1] + 0.01, right[2], right[3]], [1]),
    ("one sign", [right[0], right[1], right[2], -right[3]], [3]),
    ("zeros", [0, 0, 0, 0], [0, 1, 2, 3]),
    ("two entries swapped", [right[1], right[0], right[2], right[3]], [0, 1]),
  ]

  @Test("a wrong gradient disagrees where it is wrong, and only there", arguments: mistakes)
  func disagreement(_ name: String, analytic: [Double], wrong: [Int]) throws {
    let check = try GradientCheckTests.check(
      GradientCheckTests.point, analytic: analytic, GradientCheckTests.smooth)
    #expect(check.verdict == .disagree)
    #expect(check.entries.filter { $0.verdict == .disagree }.map(\.index) == wrong)
    #expect(check.entries.allSatisfy { $0.verdict == .disagree || $0.verdict == .agree })
    #expect(wrong.contains(check.worst?.index ?? -1))
  }

  // MARK: - Kinks

  static let kinks: [(String, @Sendable (inout Graph, Node) throws -> Node)] = [
    ("relu", { graph, x in graph.sumOfAll(graph.append(Opcode("relu"), x)) }),
    ("abs", { graph, x in graph.sumOfAll(graph.append(Opcode("abs"), x)) }),
    (
      "leaky_relu",
      { graph, x in
        graph.sumOfAll(try graph.elementwise("leaky_relu", [x, graph.constant(0.1)]))
      }
    ),
    (
      "maximum",
      { graph, x in
        graph.sumOfAll(try graph.elementwise("maximum", [x, graph.negate(x)]))
      }
    ),
    ("floor", { graph, x in graph.sumOfAll(graph.append(Opcode("floor"), x)) }),
    (
      "greater",
      { graph, x in
        graph.sumOfAll(try graph.elementwise("greater", [x, graph.constant(0)]))
      }
    ),
  ]

  @Test("a kink is named, and hides nothing beside it", arguments: kinks)
  func kink(
    _ name: String, record: @Sendable (inout Graph, Node) throws -> Node
  ) throws {
    let right = try GradientCheckTests.check([0, 1.5, -2.5], record)
    #expect(right.entries.map(\.verdict) == [.kink, .agree, .agree])
    #expect(right.verdict == .kink && right.worst?.index != 0)
    let wrong = try GradientCheckTests.check([0, 1.5, -2.5], analytic: [0, 7, -7], record)
    #expect(wrong.entries.map(\.verdict) == [.kink, .disagree, .disagree])
    #expect(wrong.verdict == .disagree)
  }

  @Test("the largest entry, tied or not")
  func ties() throws {
    func largest(_ graph: inout Graph, _ x: Node) -> Node { graph.reduce("max", x, [0], false) }
    let tied = try GradientCheckTests.check([2, 2, 1], largest)
    #expect(tied.entries.map(\.verdict) == [.kink, .kink, .agree])
    let clear = try GradientCheckTests.check([2, 3, 1], largest)
    #expect(clear.verdict == .agree)
    let zero = try GradientCheckTests.check([0, 0]) { graph, x in
      graph.reduce("norm", x, [0], false)
    }
    #expect(zero.entries.map(\.verdict) == [.kink, .kink])
  }

  @Test("a tie that moving does not break is no kink")
  func lastingTie() throws {
    func record(_ graph: inout Graph, _ x: Node) throws -> Node {
      graph.sumOfAll(try graph.elementwise("maximum", [x, graph.append(Opcode("identity"), x)]))
    }
    #expect(try GradientCheckTests.check([0.5, 2], record).verdict == .agree)
    #expect(
      try GradientCheckTests.check([0.5, 2], analytic: [1, 2], record).count(.disagree) == 1)
  }

  @Test("near a kink the check steps closer", arguments: [1e-3, 1e-5, 1e-7])
  func nearKink(distance: Double) throws {
    func record(_ graph: inout Graph, _ x: Node) -> Node {
      graph.sumOfAll(graph.multiply(graph.append(Opcode("relu"), x), x))
    }
    let right = try GradientCheckTests.check([distance, -distance, 1], record)
    #expect(right.verdict == .agree, "\(right.entries)")
  }

  // MARK: - What cannot be told

  @Test("what has no finite value is unresolved")
  func notFinite() throws {
    let root = try GradientCheckTests.check([0, 4]) { graph, x in
      graph.sumOfAll(graph.append(Opcode("sqrt"), x))
    }
    #expect(root.entries.map(\.verdict) == [.unresolved, .agree])
    let nothing = try GradientCheckTests.check([-1]) { graph, x in
      graph.sumOfAll(graph.append(Opcode("log"), x))
    }
    #expect(nothing.verdict == .unresolved)
    let analytic = try GradientCheckTests.check([1], analytic: [.nan]) { graph, x in
      graph.sumOfAll(x)
    }
    #expect(analytic.verdict == .unresolved)
  }

  @Test("a slope that rounding hides is neither right nor wrong", arguments: [1e-9, 3e-9, -1e-9])
  func noise(analytic: Double) throws {
    // 10⁸ + 10⁻⁹ x
    let check = try GradientCheckTests.check([0.5], analytic: [analytic]) { graph, x in
      let small = graph.scale(graph.sumOfAll(x), by: 1e-9)
      return graph.append(.add, graph.constant(1e8), small)
    }
    #expect(check.verdict == .unresolved)
  }

  @Test("labels and places cannot be moved, so nothing is said of them")
  func labels() throws {
    let check = try GradientCheckTests.check([1, 0, 2]) { graph, x in
      let rows = try graph.oneHot(x, classes: 3)
      return graph.sumOfAll(graph.multiply(rows, rows))
    }
    #expect(check.entries.map(\.verdict) == [.unresolved, .unresolved, .unresolved])
  }

  // MARK: - Scales

  @Test("steps fit the place: a logarithm close to 0, large and small arguments")
  func steps() throws {
    let close = try GradientCheckTests.check([1e-3, 1e-6, 1e-8, 5]) { graph, x in
      graph.sumOfAll(graph.append(Opcode("log"), x))
    }
    #expect(close.verdict == .agree, "\(close.entries)")
    let far = try GradientCheckTests.check([1e6, -1e4, 1e-12]) { graph, x in
      graph.sumOfAll(graph.multiply(x, x))
    }
    #expect(far.verdict == .agree, "\(far.entries)")
  }

  @Test("at a minimum 0 agrees with what rounding leaves of 0")
  func minimum() throws {
    let check = try GradientCheckTests.check([1, 0.1, -3]) { graph, x in
      let goal = graph.leaf(Tensor(vector: [1, 0.1, -3]), role: .literal)
      let distance = graph.append(.subtract, x, goal)
      return graph.sumOfAll(graph.multiply(distance, distance))
    }
    #expect(check.verdict == .agree, "\(check.entries)")
    #expect(check.entries.allSatisfy { $0.analytic == 0 })
  }

  @Test("an entry far below the largest is judged by the tensor's scale")
  func tinyEntry() throws {
    func record(_ graph: inout Graph, _ x: Node) throws -> Node {
      let weights = graph.leaf(Tensor(vector: [1e6, 1e-9]), role: .literal)
      return graph.sumOfAll(graph.multiply(weights, graph.append(Opcode("sin"), x)))
    }
    let check = try GradientCheckTests.check([0.4, 0.4], record)
    #expect(check.verdict == .agree)
  }

  @Test("an empty tensor has nothing to disagree about")
  func empty() throws {
    let check = try GradientCheckTests.check([]) { graph, x in graph.sumOfAll(x) }
    #expect(check.entries.isEmpty && check.verdict == .agree && check.worst == nil)
  }

  @Test("a fact on the way is moved in place of what it follows from")
  func facts() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [1, 2]), role: .variable)
    let u = graph.append(Opcode("exp"), x)
    let J = graph.sumOfAll(graph.multiply(u, graph.append(Opcode("sin"), u)))
    let gradient = graph.gradient(of: J, wrt: [u]).gradients[0]
    let run = try Evaluation(graph, of: [gradient, u])
    let check = try GradientCheck(
      graph, of: J, wrt: u, at: run.tensor(u), analytic: run.tensor(gradient))
    #expect(check.verdict == .agree)
  }

  @Test("stops when asked to")
  func interruption() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(repeating: 1, shape: Shape([1_000])), role: .variable)
    let J = graph.sumOfAll(graph.append(Opcode("sin"), x))
    let questions = Questions()
    let budget = Budget(interruption: Interruption { questions.next() > 50 })
    #expect(throws: EvaluationError.interrupted) {
      try GradientCheck(
        graph, of: J, wrt: x, at: Tensor(repeating: 1, shape: Shape([1_000])),
        analytic: Tensor(repeating: Double.cos(1), shape: Shape([1_000])), budget: budget)
    }
    #expect(questions.count == 51)
  }

  // MARK: - Random programs

  @Test("never calls a right gradient wrong, and a wrong one right", arguments: 0..<10)
  func randomPrograms(part: Int) throws {
    var (agreements, caught) = (0, 0)
    for seed in part * 20..<part * 20 + 20 {
      let test = RandomGraph(seed: UInt32(20_000 + seed))
      var graph = test.graph
      let J = test.outputs.reduce(graph.constant(0)) {
        graph.append(.add, $0, graph.sumOfAll(graph.append(Opcode("tanh"), $1)))
      }
      let gradients = graph.gradient(of: J, wrt: test.leaves).gradients
      let run = try Evaluation(graph, of: gradients + test.leaves)
      for (leaf, gradient) in zip(test.leaves, gradients)
      where graph.shape(of: leaf).count <= 20 {
        let right = run.tensor(gradient)
        let check = try GradientCheck(
          graph, of: J, wrt: leaf, at: run.tensor(leaf), analytic: right)
        #expect(check.count(.disagree) == 0, "graph \(seed): \(String(describing: check.worst))")
        agreements += check.count(.agree)
        guard check.verdict == .agree,
          let entry = right.values.firstIndex(where: { abs($0) > 1e-2 })
        else { continue }
        var wrong = right
        wrong.values[entry] *= 1.01
        let second = try GradientCheck(
          graph, of: J, wrt: leaf, at: run.tensor(leaf), analytic: wrong)
        // Where quotients do not settle, nothing is said; but never that it is right.
        #expect(
          second.entries[entry].verdict != .agree, "graph \(seed): \(second.entries[entry])")
        caught += second.entries[entry].verdict == .disagree ? 1 : 0
      }
    }
    #expect(agreements > 50 && caught > 5)
  }
}
