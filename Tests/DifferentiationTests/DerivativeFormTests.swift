import Differentiation
import Operations
import Tensors
import TestSupport
import Testing

@Suite("Derivatives built from gradients")
struct DerivativeFormTests {
  /// f(x) = A tanh(x) ⊙ Σx, of 2 entries in 3 variables, and J = Σ f².
  struct Example {
    var graph = Graph()
    let x, f, J: Node

    init() throws {
      var graph = Graph()
      x = graph.leaf(Tensor(vector: [0.3, -0.7, 1.1]), role: .variable)
      let a = graph.leaf(
        Tensor(shape: Shape([2, 3]), values: [1, -2, 0.5, 0.3, 2, -1]), role: .literal)
      let inner = graph.matmul(a, graph.append(Opcode("tanh"), x))
      f = try graph.elementwise("multiply", [inner, graph.sumOfAll(x)])
      J = graph.sumOfAll(graph.multiply(f, f))
      self.graph = graph
    }

    func values(_ nodes: Node...) throws -> [Tensor] {
      let run = try Evaluation(graph, of: nodes)
      return nodes.map { run.tensor($0) }
    }
  }

  static func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test("a Jacobian holds a gradient a row, and its other layout is the transpose")
  func jacobian() throws {
    var example = try Example()
    let numerator = try example.graph.jacobian(of: example.f, wrt: example.x, layout: .numerator)
    let transposed = try example.graph.jacobian(of: example.f, wrt: example.x, layout: .denominator)
    var rows: [Node] = []
    for entry in 0..<2 {
      let part = example.graph.slice(example.f, [try .index(entry, length: 2)])
      rows.append(example.graph.gradient(of: part, wrt: [example.x]).gradients[0])
    }
    let values = try example.values(numerator, transposed, rows[0], rows[1])
    #expect(values[0].shape == Shape([2, 3]) && values[1].shape == Shape([3, 2]))
    #expect(values[0].values == values[2].values + values[3].values)
    for i in 0..<2 {
      for j in 0..<3 { #expect(values[0].values[i * 3 + j] == values[1].values[j * 2 + i]) }
    }
  }

  @Test("products with a Jacobian are what the Jacobian gives")
  func products() throws {
    var example = try Example()
    let v = example.graph.leaf(Tensor(vector: [2, -1]), role: .literal)
    let u = example.graph.leaf(Tensor(vector: [1, 0.5, -2]), role: .literal)
    let whole = try example.graph.jacobian(of: example.f, wrt: example.x, layout: .numerator)
    let left = try example.graph.vectorJacobian(of: example.f, wrt: example.x, v)
    let right = try example.graph.jacobianVector(of: example.f, wrt: example.x, u)
    let leftWhole = example.graph.matmul(v, whole)
    let rightWhole = example.graph.matmul(whole, u)
    let values = try example.values(left, leftWhole, right, rightWhole)
    #expect(DerivativeFormTests.isClose(values[0].values, values[1].values, 1e-14))
    #expect(DerivativeFormTests.isClose(values[2].values, values[3].values, 1e-14))
  }

  @Test("a Hessian is symmetric and the limit of differences of the gradient")
  func hessian() throws {
    var example = try Example()
    let node = try example.graph.hessian(of: example.J, wrt: example.x)
    let gradient = example.graph.gradient(of: example.J, wrt: [example.x]).gradients[0]
    let found = try example.values(node)[0]
    #expect(found.shape == Shape([3, 3]))
    let plan = try Plan(example.graph, outputs: [gradient], keeping: [example.x])
    let entries = try #require(plan.entries(of: example.x))
    for j in 0..<3 {
      let home = entries[j]
      entries[j] = home + 1e-5
      try plan.run()
      let up = plan.tensor(gradient).values
      entries[j] = home - 1e-5
      try plan.run()
      let down = plan.tensor(gradient).values
      entries[j] = home
      for i in 0..<3 {
        #expect(abs(found.values[i * 3 + j] - (up[i] - down[i]) / 2e-5) < 1e-6)
        #expect(abs(found.values[i * 3 + j] - found.values[j * 3 + i]) < 1e-12)
      }
    }
  }

  @Test(
    "difference quotients as nodes",
    arguments: [
      (DifferenceOrder.central, 1e-5, 1e-8), (.forward, 1e-7, 1e-5),
    ])
  func quotients(order: DifferenceOrder, step: Double, tolerance: Double) throws {
    var example = try Example()
    let numeric = try example.graph.numericGradient(
      of: example.J, wrt: example.x, step: step, order: order)
    let exact = example.graph.gradient(of: example.J, wrt: [example.x]).gradients[0]
    let values = try example.values(numeric, exact)
    #expect(DerivativeFormTests.isClose(values[0].values, values[1].values, tolerance))
  }

  @Test("difference quotients move a fact on the way, and single numbers")
  func quotientsOfFacts() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(1.5), role: .variable)
    let u = graph.multiply(x, x)
    let J = graph.append(Opcode("sin"), u)
    let byFact = try graph.numericGradient(of: J, wrt: u, step: 1e-5, order: .central)
    let byItself = try graph.numericGradient(of: J, wrt: J, step: 1e-5, order: .central)
    let after = graph.multiply(J, J)
    let unreached = try graph.numericGradient(of: u, wrt: after, step: 1e-5, order: .central)
    let run = try Evaluation(graph, of: [byFact, byItself, unreached])
    #expect(abs(run.number(byFact) - Double.cos(2.25)) < 1e-9)
    #expect(abs(run.number(byItself) - 1) < 1e-9)
    #expect(run.number(unreached) == 0)
  }

  @Test("gradients by facts on the way, by the output itself, and by what it does not depend on")
  func places() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [1, 2]), role: .variable)
    let other = graph.leaf(Tensor(vector: [3]), role: .variable)
    let u = graph.multiply(x, x)
    let J = graph.sumOfAll(graph.append(Opcode("exp"), u))
    let later = graph.multiply(J, J)
    let circuit = graph.gradient(of: J, wrt: [u, J, other, later, x, x])
    let run = try Evaluation(graph, of: circuit.gradients)
    let values = circuit.gradients.map { run.tensor($0) }
    let e = [Double.exp(1), Double.exp(4)]
    #expect(values[0].values == e)
    #expect(values[1] == Tensor(1))
    #expect(values[2] == Tensor(vector: [0]))
    #expect(values[3] == Tensor(0))
    #expect(values[4].values == [2 * e[0], 4 * e[1]] && values[5] == values[4])
  }

  @Test("every path is kept, and a node's total is the sum of its paths")
  func paths() throws {
    var example = try Example()
    let circuit = example.graph.gradient(of: example.J, wrt: [example.x], keepingPaths: true)
    let nodes = circuit.paths.flatMap { [$0.contribution, $0.total] } + circuit.adjoints.values
    let run = try Evaluation(example.graph, of: nodes)
    for (input, paths) in Dictionary(grouping: circuit.paths, by: \.input) {
      var sum = Array(repeating: 0.0, count: example.graph.shape(of: input).count)
      for path in paths {
        for (i, value) in run.tensor(path.contribution).values.enumerated() { sum[i] += value }
      }
      let adjoint = try #require(circuit.adjoints[input])
      #expect(DerivativeFormTests.isClose(run.tensor(adjoint).values, sum, 1e-15))
      #expect(paths.last?.total == adjoint)
    }
  }

  @Test("the gradient of a chain records a bounded number of nodes a link")
  func cost() {
    for length in [100, 1_000, 10_000] {
      var graph = Graph()
      var x = graph.leaf(Tensor(0.5), role: .variable)
      let start = x
      for _ in 0..<length { x = graph.append(Opcode("sin"), x) }
      let circuit = graph.gradient(of: x, wrt: [start])
      #expect(circuit.nodes.count <= 2 * length + 2)
    }
  }

  // MARK: - Refusals

  @Test("what cannot be formed is an error")
  func errors() throws {
    var graph = Graph()
    let matrix = graph.leaf(Tensor(repeating: 1, shape: Shape([2, 3])), role: .variable)
    let cube = graph.leaf(Tensor(repeating: 1, shape: Shape([2, 2, 2])), role: .variable)
    let f = graph.append(Opcode("exp"), matrix)
    #expect(throws: DerivativeError.notScalar(Shape([2, 3]))) {
      try graph.hessian(of: f, wrt: matrix)
    }
    #expect(throws: DerivativeError.notScalar(Shape([2, 3]))) {
      try graph.numericGradient(of: f, wrt: matrix, step: 1, order: .central)
    }
    #expect(throws: DerivativeError.tooManyAxes(of: Shape([2, 3]), wrt: Shape([2, 2, 2]))) {
      try graph.jacobian(of: f, wrt: cube, layout: .numerator)
    }
    #expect(throws: DerivativeError.tooManyAxes(of: Shape([2, 2, 2]), wrt: Shape([2, 2, 2]))) {
      try graph.hessian(of: graph.sumOfAll(cube), wrt: cube)
    }
    #expect(throws: DerivativeError.direction(expected: Shape([2, 3]), got: Shape([2, 2, 2]))) {
      try graph.vectorJacobian(of: f, wrt: matrix, cube)
    }
    #expect(throws: DerivativeError.direction(expected: Shape([2, 3]), got: Shape([2, 2, 2]))) {
      try graph.jacobianVector(of: f, wrt: matrix, cube)
    }
  }

  @Test("what would fill the memory is refused before it is recorded")
  func sizes() throws {
    var graph = Graph()
    let long = graph.leaf(Tensor(repeating: 1, shape: Shape([20_000])), role: .variable)
    let f = graph.append(Opcode("exp"), long)
    let before = graph.count
    #expect(throws: DerivativeError.self) {
      try graph.jacobian(of: f, wrt: long, layout: .numerator)
    }
    var chain = graph.sumOfAll(f)
    for _ in 0..<1_000 { chain = graph.append(Opcode("sin"), chain) }
    #expect(throws: DerivativeError.self) {
      try graph.numericGradient(of: chain, wrt: long, step: 1e-6, order: .central)
    }
    #expect(graph.count <= before + 1_001)
  }

  @Test("recording a derivative stops when asked to")
  func interruption() throws {
    var graph = Graph()
    var x = graph.leaf(Tensor(repeating: 1, shape: Shape([500])), role: .variable)
    let start = x
    for _ in 0..<100 { x = graph.append(Opcode("sin"), x) }
    let questions = Questions()
    graph.limits.interruption = Interruption { questions.next() > 10 }
    let before = graph.count
    #expect(throws: DerivativeError.operation(.interrupted)) {
      try graph.jacobian(of: x, wrt: start, layout: .numerator)
    }
    #expect(graph.count - before < 500 * 3 + 20 * 250)
    let J = graph.sumOfAll(x)
    let middle = graph.count
    #expect(throws: DerivativeError.operation(.interrupted)) {
      try graph.numericGradient(of: J, wrt: start, step: 1e-6, order: .central)
    }
    #expect(graph.count - middle < 10)
  }
}
