import CKernels
import Differentiation
import Operations
import Tensors
import Testing

@Suite("The plan beside the stepper")
struct PlanTests {
  /// Equal to the last bit; one NaN is as good as another.
  static func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape
      && zip(a.values, b.values).allSatisfy {
        $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
      }
  }

  /// Where a plan's outputs differ from those of an evaluation.
  static func difference(_ plan: Plan, _ graph: Graph, _ outputs: [Node]) throws -> Node? {
    let run = try Evaluation(graph, of: outputs)
    return outputs.first { !isSame(plan.tensor($0), run.tensor($0)) }
  }

  @Test(
    "runs random graphs with the same bits, again and again, with other values too",
    arguments: 0..<40)
  func randomGraphs(part: Int) throws {
    for seed in part * 25..<part * 25 + 25 {
      var test = RandomGraph(seed: UInt32(seed))
      let kept = test.leaves.filter { _ in test.pick(0...2) > 0 }
      let plan = try Plan(test.graph, outputs: test.outputs, keeping: kept)
      for round in 0..<3 {
        try plan.run()
        let different = try PlanTests.difference(plan, test.graph, test.outputs)
        try #require(different == nil, "graph \(seed), run \(round)")
      }
      for round in 0..<2 {
        for leaf in kept where test.pick(0...1) == 0 {
          let value = test.tensor(test.graph.shape(of: leaf))
          plan.bind(leaf, to: value)
          test.rebind(leaf, to: value)
        }
        try plan.run()
        let different = try PlanTests.difference(plan, test.graph, test.outputs)
        try #require(different == nil, "graph \(seed), bound \(round)")
      }
    }
  }

  @Test("shows what it computes, once each, in memory that others use again", arguments: 0..<20)
  func showing(part: Int) throws {
    for seed in part * 25..<part * 25 + 25 {
      var test = RandomGraph(seed: UInt32(20_000 + seed))
      let shown = test.outputs
      let lasting = shown.filter { _ in test.pick(0...2) == 0 }
      let leaf = test.leaves[0]
      let updates = shown.filter { test.graph.shape(of: $0) == test.graph.shape(of: leaf) }
        .prefix(1).map { (leaf: leaf, value: $0) }
      let plan = try Plan(test.graph, outputs: lasting, showing: shown, updates: updates)
      for round in 0..<2 {
        let run = try Evaluation(test.graph, of: shown)
        var seen = Array(repeating: 0, count: shown.count)
        try plan.run { number, values in
          let expected = run.tensor(shown[number])
          let value = Tensor(shape: expected.shape, values: Array(values))
          #expect(PlanTests.isSame(value, expected), "graph \(seed), run \(round)")
          seen[number] += 1
        }
        try #require(seen.allSatisfy { $0 == 1 }, "graph \(seed)")
        for node in lasting where test.graph.leaf(of: node) == nil {
          try #require(PlanTests.isSame(plan.tensor(node), run.tensor(node)), "graph \(seed)")
        }
        for (leaf, value) in updates { test.rebind(leaf, to: run.tensor(value)) }
      }
    }
  }

  @Test("shows what leaves take as their new values, in every mixture")
  func showingUpdates() throws {
    var graph = Graph()
    let leaves = (0..<3).map {
      graph.leaf(
        Tensor(shape: Shape([2, 3]), values: (0..<6).map { Double($0) * 0.5 }),
        name: "x\($0)", role: .variable)
    }
    let values = leaves.map { graph.call("exp", graph.append(.negate, $0)) }
    let turned = graph.reshape(values[0], to: Shape([6]))
    let updates = zip(leaves, values).map { (leaf: $0, value: $1) }
    let shown = [turned, values[1], values[1], leaves[2]]
    let plan = try Plan(graph, outputs: [], showing: shown, keeping: leaves, updates: updates)
    for _ in 0..<3 {
      let old = leaves.map { plan.tensor($0).values }
      let new = old.map { $0.map { ck_exp(-$0) } }
      var seen: [[Double]?] = [nil, nil, nil, nil]
      try plan.run { number, values in
        #expect(seen[number] == nil)
        seen[number] = Array(values)
      }
      #expect(seen == [new[0], new[1], new[1], old[2]])
      #expect(leaves.map { plan.tensor($0).values } == new)
    }
  }

  @Test("what is only shown takes no more memory in a long chain, and can stop the run")
  func showingChain() throws {
    func plan(_ length: Int) throws -> Plan {
      var graph = Graph()
      let weights = graph.leaf(
        Tensor(repeating: 0.01, shape: Shape([100, 100])), role: .variable)
      var x = graph.leaf(Tensor(repeating: 1, shape: Shape([100, 100])), role: .variable)
      var shown: [Node] = []
      for _ in 0..<length {
        x = graph.append(Opcode("tanh"), graph.matmul(x, weights))
        shown.append(x)
      }
      return try Plan(graph, outputs: [], showing: shown)
    }
    #expect(try plan(50).bytes == plan(4).bytes)
    var last = -1
    #expect(throws: EvaluationError.interrupted) {
      try plan(50).run { number, _ throws(EvaluationError) in
        last = number
        if number == 7 { throw .interrupted }
      }
    }
    #expect(last == 7)
  }

  @Test("runs random gradients with the same bits", arguments: 0..<10)
  func randomGradients(part: Int) throws {
    for seed in part * 20..<part * 20 + 20 {
      var test = RandomGraph(seed: UInt32(10_000 + seed))
      var graph = test.graph
      let J = test.outputs.reduce(graph.constant(0)) {
        graph.append(.add, $0, graph.sumOfAll($1))
      }
      let first = graph.gradient(of: J, wrt: test.leaves).gradients
      let slope = first.reduce(graph.constant(0)) { graph.append(.add, $0, graph.sumOfAll($1)) }
      let outputs = [J] + first + graph.gradient(of: slope, wrt: test.leaves).gradients
      let plan = try Plan(graph, outputs: outputs, keeping: test.leaves)
      try plan.run()
      try #require(try PlanTests.difference(plan, graph, outputs) == nil, "graph \(seed)")
      for leaf in test.leaves {
        let value = test.tensor(graph.shape(of: leaf))
        plan.bind(leaf, to: value)
        let slot = try #require(graph.leaves.firstIndex { $0.node == leaf })
        graph.rebind(leaf: slot, to: value)
      }
      try plan.run()
      try #require(try PlanTests.difference(plan, graph, outputs) == nil, "graph \(seed), bound")
    }
  }

  @Test("runs of a deep chain of reshapes and of anything else need no recursion")
  func depth() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [1, 2, 3, 4]), role: .variable)
    // A loop is open that the end of the chain may join.
    let first = graph.append(Opcode("exp"), x)
    var y = x
    for _ in 0..<100_000 {
      y = graph.append(.reshape, [y], shape: Shape([2, 2]))
      y = graph.append(.reshape, [y], shape: Shape([4]))
    }
    y = graph.append(.negate, y)
    var z = y
    for _ in 0..<100_000 { z = graph.append(Opcode("sin"), z) }
    let plan = try Plan(graph, outputs: [first, y, z], keeping: [x])
    try plan.run()
    #expect(plan.tensor(y).values == [-1, -2, -3, -4])
    #expect(try PlanTests.difference(plan, graph, [first, y, z]) == nil)
  }

  @Test("memory is reused: a long chain needs no more than a short one")
  func reuse() throws {
    func bytes(_ length: Int) throws -> Int {
      var graph = Graph()
      let weights = graph.leaf(
        Tensor(repeating: 0.01, shape: Shape([100, 100])), role: .variable)
      var x = graph.leaf(Tensor(repeating: 1, shape: Shape([100, 100])), role: .variable)
      for _ in 0..<length { x = graph.append(Opcode("tanh"), graph.matmul(x, weights)) }
      return try Plan(graph, outputs: [x]).bytes
    }
    #expect(try bytes(50) == bytes(4))
  }

  @Test("a repeated scalar is not read beyond itself")
  func repeatedScalar() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(0.5), role: .variable)
    let wide = graph.filled(x, to: Shape([3, 2]))
    let y = graph.append(Opcode("exp"), wide)
    let z = graph.append(.multiply, y, graph.append(.negate, wide))
    let plan = try Plan(graph, outputs: [z], keeping: [x])
    try plan.run()
    #expect(plan.tensor(z).values == Array(repeating: -0.5 * Double.exp(0.5), count: 6))
  }

  @Test("too much memory is refused, by both runners")
  func budget() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(repeating: 1, shape: Shape([1_000])), role: .variable)
    let column = graph.reshape(x, to: Shape([1_000, 1]))
    let square = graph.matmul(column, graph.reshape(x, to: Shape([1, 1_000])))
    let sum = graph.sumOfAll(square)
    let budget = Budget(bytes: 1_000_000)
    #expect(throws: EvaluationError.self) { try Plan(graph, outputs: [sum], budget: budget) }
    #expect(throws: EvaluationError.self) { try Evaluation(graph, of: [sum], budget: budget) }
    let enough = Budget(bytes: 9_000_000)
    let plan = try Plan(graph, outputs: [sum], budget: enough)
    try plan.run()
    #expect(plan.number(sum) == 1_000_000)
  }

  @Test("an operation that fails names its node, in both runners")
  func failure() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [1, 7]), role: .variable)
    let rows = try graph.oneHot(x, classes: 3)
    let expected = EvaluationError.operation(
      .value(operation: "onehot", argument: "label", expected: "whole numbers 0 to 2", got: 7),
      at: rows)
    let plan = try Plan(graph, outputs: [rows], keeping: [x])
    #expect(throws: expected) { try plan.run() }
    #expect(throws: expected) { try Evaluation(graph, of: [rows]) }
    // A plan that failed runs again with better values.
    plan.bind(x, to: Tensor(vector: [1, 2]))
    try plan.run()
    #expect(plan.tensor(rows).values == [0, 1, 0, 0, 0, 1])
  }
}
