import Differentiation
import Operations
import Tensors
import TestSupport
import Testing

@Suite("What a plan joins")
struct PlanFusionTests {
  static func random(_ shape: [Int], seed: UInt32, scale: Double = 1) throws -> Tensor {
    var state = RandomState(seed: seed)
    let drawn = try state.tensor(Shape(shape), from: .normal)
    return Tensor(shape: drawn.shape, values: drawn.values.map { $0 * scale })
  }

  /// Runs a plan with updates beside an evaluation that gives each leaf its new value by hand.
  static func expectSameTraining(
    _ start: Graph, outputs: [Node], updates: [(leaf: Node, value: Node)], keeping: [Node] = [],
    rounds: Int = 4, _ comment: String = ""
  ) throws {
    var graph = start
    let plan = try Plan(graph, outputs: outputs, keeping: keeping, updates: updates)
    for round in 0..<rounds {
      try plan.run()
      let values = updates.map(\.value)
      let run = try Evaluation(graph, of: outputs + values)
      for node in outputs where graph.leaf(of: node) == nil {
        try #require(
          PlanTests.isSame(plan.tensor(node), run.tensor(node)),
          "\(comment), output \(node.index), round \(round)")
      }
      for (leaf, value) in updates {
        let slot = try #require(graph.leaves.firstIndex { $0.node == leaf })
        let new = Tensor(shape: graph.shape(of: leaf), values: run.tensor(value).values)
        graph.rebind(leaf: slot, to: new)
        try #require(
          PlanTests.isSame(plan.tensor(leaf), new), "\(comment), leaf \(leaf.index), \(round)")
      }
    }
  }

  // MARK: - Networks

  /// Examples, inputs, hidden units, classes.
  static let sizes = [
    [1, 1, 1, 2], [7, 3, 5, 2], [300, 2, 100, 3], [33, 17, 1, 1], [40, 2, 515, 3],
    [129, 64, 31, 10], [5, 300, 7, 4], [64, 1, 1_030, 2], [2, 5, 512, 17], [1_500, 3, 8, 3],
  ]

  @Test("a network's training has the bits of the stepper", arguments: sizes)
  func network(size: [Int]) throws {
    let (n, d, h, k) = (size[0], size[1], size[2], size[3])
    for activation in ["relu", "tanh", "sigmoid"] {
      var graph = Graph()
      let x = graph.leaf(try Self.random([n, d], seed: 1), role: .data)
      let y = graph.leaf(
        Tensor(vector: (0..<n).map { Double($0 * 7 % k) }), role: .data)
      let weights = [
        graph.leaf(try Self.random([d, h], seed: 2, scale: 0.3), role: .variable),
        graph.leaf(try Self.random([h], seed: 3), role: .variable),
        graph.leaf(try Self.random([h, k], seed: 4, scale: 0.3), role: .variable),
        graph.leaf(try Self.random([1, k], seed: 5), role: .variable),
      ]
      let hidden = graph.call(
        activation, try graph.elementwise("add", [graph.matmul(x, weights[0]), weights[1]]))
      let scores = try graph.elementwise("add", [graph.matmul(hidden, weights[2]), weights[3]])
      let fit = try graph.call("cross_entropy", [.node(scores), .node(y), .word("mean")])
      let size = try graph.call("l2", [.node(weights[0])])
      let loss = graph.add(fit, graph.scale(size, by: 0.01))
      let gradients = graph.gradient(of: loss, wrt: weights).gradients
      let updates = zip(weights, gradients).map {
        (leaf: $0, value: graph.subtract($0, graph.scale($1, by: 0.1)))
      }
      try Self.expectSameTraining(
        graph, outputs: [loss, scores], updates: updates, keeping: [x], activation)
      try Self.expectSameTraining(graph, outputs: [loss, hidden], updates: updates, activation)
    }
  }

  @Test("a convolutional network's training has the bits of the stepper")
  func convolution() throws {
    var graph = Graph()
    let x = graph.leaf(try Self.random([5, 2, 7, 6], seed: 1), role: .data)
    let y = graph.leaf(Tensor(vector: [0, 1, 2, 1, 0]), role: .data)
    let weights = [
      graph.leaf(try Self.random([3, 2, 3, 3], seed: 2), role: .variable),
      graph.leaf(try Self.random([3], seed: 3), role: .variable),
      graph.leaf(try Self.random([27, 3], seed: 4, scale: 0.2), role: .variable),
    ]
    var h = try graph.call(
      "conv2d", [.node(x), .node(weights[0]), .node(weights[1]), .integer(1), .word("same")])
    h = graph.call("relu", h)
    h = try graph.call("maxpool2d", [.node(h), .integer(2), .omitted])
    let scores = graph.matmul(graph.reshape(h, to: Shape([5, 27])), weights[2])
    let loss = try graph.call("cross_entropy", [.node(scores), .node(y), .word("mean")])
    let gradients = graph.gradient(of: loss, wrt: weights).gradients
    let updates = zip(weights, gradients).map {
      (leaf: $0, value: graph.subtract($0, graph.scale($1, by: 0.1)))
    }
    try Self.expectSameTraining(graph, outputs: [loss, scores], updates: updates)
  }

  // MARK: - Broadcasts and sums

  @Test("what is broadcast is repeated in the right places")
  func broadcasts() throws {
    let wholes = [
      [2, 3, 4, 5], [1, 1, 1, 1], [3, 1, 700], [700, 3], [3, 700], [2, 0, 3], [1_100, 2],
      [4, 1_100], [32, 8, 8, 8], [513, 1], [1, 513],
    ]
    for whole in wholes {
      for mask in 0..<1 << whole.count {
        var graph = Graph()
        let small = whole.enumerated().map { mask >> $0 & 1 == 1 ? $1 : 1 }
        let x = graph.leaf(try Self.random(whole, seed: 1), role: .variable)
        let b = graph.leaf(try Self.random(small, seed: UInt32(mask)), role: .variable)
        let lead = small.drop { $0 == 1 }
        let shorter = graph.reshape(b, to: Shape(Array(lead)))
        let sum = try graph.elementwise("add", [x, b])
        let product = try graph.elementwise("multiply", [graph.call("relu", sum), shorter])
        let outputs = [product, graph.call("tanh", product), graph.filled(b, to: Shape(whole))]
        let plan = try Plan(graph, outputs: outputs, keeping: [b])
        try plan.run()
        #expect(try PlanTests.difference(plan, graph, outputs) == nil, "\(small) to \(whole)")
      }
    }
  }

  @Test("rows are added up on the way")
  func sums() throws {
    for width in [1, 2, 3, 100, 511, 512, 513, 1_100] {
      for rows in [0, 1, 2, 17, 70] {
        var graph = Graph()
        let x = graph.leaf(try Self.random([rows, width], seed: 1), role: .variable)
        let b = graph.leaf(try Self.random([width], seed: 2), role: .variable)
        let y = graph.call("sin", try graph.elementwise("multiply", [x, b]))
        let total = graph.sum(y, [0])
        let twice = graph.append(.multiply, total, total)
        let outputs = [total, twice, graph.sum(y, [1]), graph.sumOfAll(y)]
        for named in [outputs, [twice], outputs + [y]] {
          let plan = try Plan(graph, outputs: named)
          try plan.run()
          try plan.run()
          #expect(try PlanTests.difference(plan, graph, named) == nil, "\(rows)×\(width)")
        }
      }
    }
  }

  @Test("the mask of a ReLU is read off its value")
  func mask() throws {
    var graph = Graph()
    let x = graph.leaf(
      Tensor(vector: [.nan, -0.0, 0, 1, -1, .infinity, -.infinity, .leastNonzeroMagnitude]),
      role: .variable)
    let a = graph.append(.multiply, x, graph.constant(2))
    let h = graph.call("relu", a)
    let slope = graph.gradient(of: graph.sumOfAll(h), wrt: [x]).gradients[0]
    let plan = try Plan(graph, outputs: [h, slope])
    try plan.run()
    #expect(try PlanTests.difference(plan, graph, [h, slope]) == nil)
    #expect(plan.tensor(slope).values == [0, 0, 0, 2, 0, 2, 0, 2])
  }

  @Test("loops that are joined have the bits of those that are not")
  func joined() throws {
    let special: [Double] = [.nan, -0.0, 0, 1, -1, 2, .infinity, -.infinity, 1e200, 1e-200]
    // Each beside each other.
    var graph = Graph()
    let leaves = [100, 10, 1].map { step in
      graph.leaf(Tensor(vector: (0..<1000).map { special[$0 / step % 10] }), role: .variable)
    }
    let (a, b, c) = (leaves[0], leaves[1], leaves[2])
    func call(_ name: String, _ x: Node, _ y: Node) throws -> Node {
      try graph.elementwise(name, [x, y])
    }
    let sum = try call("add", a, b)
    let square = try call("multiply", a, a)
    let product = try call("multiply", a, b)
    let rest = try call("subtract", b, square)
    let above = try call("greater", a, b)
    let results = try [
      call("maximum", c, sum), call("maximum", sum, c), call("maximum", sum, sum),
      rest, call("subtract", square, b), call("subtract", b, product),
      call("subtract", square, square), call("multiply", rest, c), call("multiply", c, rest),
      call("multiply", rest, rest), call("multiply", above, c), call("multiply", c, above),
    ]
    // Alone, where what it reads is read by nothing else, and all together.
    for outputs in results.map({ [$0] }) + [results, [rest, results[7]], [square, rest]] {
      let plan = try Plan(graph, outputs: outputs)
      try plan.run()
      #expect(try PlanTests.difference(plan, graph, outputs) == nil)
    }
  }

  // MARK: - New values of leaves

  @Test("leaves take values computed from the old ones")
  func updates() throws {
    for count in [0, 1, 5, 3_000] {
      var graph = Graph()
      let leaves = try (0..<4).map {
        graph.leaf(try Self.random([count], seed: UInt32($0)), role: .variable)
      }
      let (a, b, c, d) = (leaves[0], leaves[1], leaves[2], leaves[3])
      let half = graph.constant(0.5)
      let difference = graph.append(.subtract, a, b)
      let other = graph.append(.subtract, b, a)
      let smaller = graph.append(.multiply, half, a)
      let loss = graph.sumOfAll(graph.append(.multiply, difference, c))
      let folded = graph.reshape(b, to: Shape([1, count]))
      let late = graph.append(.add, smaller, graph.call("tanh", a))
      let cases: [(String, [(leaf: Node, value: Node)])] = [
        ("swap", [(a, b), (b, a)]), ("circle", [(a, b), (b, c), (c, a)]),
        ("each minus the other", [(a, difference), (b, other)]),
        ("in the other order", [(b, other), (a, difference)]),
        ("one value for two", [(a, smaller), (d, smaller)]),
        ("a leaf that stays", [(a, d)]), ("itself", [(a, a), (b, smaller)]),
        ("a reshaped leaf", [(a, graph.reshape(folded, to: Shape([count]))), (b, smaller)]),
        ("read again", [(a, smaller), (b, late)]), ("late", [(b, late), (a, smaller)]),
        ("chain", [(a, smaller), (b, a), (c, b), (d, difference)]),
      ]
      for (name, updates) in cases {
        try Self.expectSameTraining(
          graph, outputs: [loss], updates: updates, "\(name), \(count)")
        try Self.expectSameTraining(
          graph, outputs: [loss, smaller, difference], updates: updates, "\(name), \(count)")
      }
    }
  }

  @Test("numbers are updated too")
  func numbers() throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(3), role: .variable)
    let y = graph.leaf(Tensor(-2), role: .variable)
    let loss = graph.append(.multiply, graph.append(.multiply, x, x), y)
    let gradients = graph.gradient(of: loss, wrt: [x, y]).gradients
    let updates = [
      (leaf: x, value: graph.subtract(x, graph.scale(gradients[0], by: 0.1))),
      (leaf: y, value: graph.subtract(y, graph.scale(gradients[1], by: 0.1))),
    ]
    try Self.expectSameTraining(graph, outputs: [loss], updates: updates)
  }

  @Test("a run that is stopped leaves every leaf as it was")
  func stopped() throws {
    var graph = Graph()
    let x = graph.leaf(try Self.random([80, 40], seed: 1), role: .data)
    let w = graph.leaf(try Self.random([40, 30], seed: 2), role: .variable)
    let b = graph.leaf(try Self.random([30], seed: 3), role: .variable)
    let loss = graph.sumOfAll(
      graph.call("tanh", try graph.elementwise("add", [graph.matmul(x, w), b])))
    let gradients = graph.gradient(of: loss, wrt: [w, b]).gradients
    let updates = zip([w, b], gradients).map { (leaf: $0, value: graph.subtract($0, $1)) }
    let plan = try Plan(graph, outputs: [loss], updates: updates)
    let free = Questions()
    try plan.run(Interruption { free.next() < 0 })
    let (before, bias) = (plan.tensor(w), plan.tensor(b))
    for last in 0..<free.count {
      let questions = Questions()
      #expect(throws: EvaluationError.interrupted) {
        try plan.run(Interruption { questions.next() >= last })
      }
      #expect(plan.tensor(w) == before && plan.tensor(b) == bias)
    }
  }

  @Test("what never changes is computed once, what is bound each time")
  func constants() throws {
    var graph = Graph()
    let labels = graph.leaf(Tensor(vector: [1, 0, 2]), role: .data)
    let bound = graph.leaf(Tensor(vector: [0, 0, 1]), role: .data)
    let w = graph.leaf(try Self.random([3, 3], seed: 1), role: .variable)
    let first = graph.append(.multiply, try graph.oneHot(labels, classes: 3), w)
    let second = graph.append(.multiply, try graph.oneHot(bound, classes: 3), w)
    let sum = graph.append(.add, first, second)
    let plan = try Plan(
      graph, outputs: [sum], keeping: [bound], updates: [(leaf: w, value: sum)])
    for value in [[0, 0, 1], [2, 1, 0], [1.0, 1, 1]] {
      plan.bind(bound, to: Tensor(vector: value))
      let old = plan.tensor(w).values
      try plan.run()
      let expected = (0..<9).map { i in
        let hit = [1.0, 0, 2][i / 3] == Double(i % 3) ? old[i] : 0 * old[i]
        return hit + (value[i / 3] == Double(i % 3) ? old[i] : 0 * old[i])
      }
      #expect(plan.tensor(sum).values == expected)
    }
  }

  // MARK: - Values in and out

  @Test("large leaves are copied in pieces that can be stopped")
  func pieces() throws {
    var graph = Graph()
    let large = Tensor(repeating: 1, shape: Shape([3 << 20]))
    let x = graph.leaf(large, role: .variable)
    let y = graph.append(.negate, x)
    let plan = try Plan(graph, outputs: [y], keeping: [x])
    func expectStopping(_ body: (Interruption) throws -> Void) throws {
      let free = Questions()
      try body(Interruption { free.next() < 0 })
      #expect(free.count >= 3)
      let questions = Questions()
      #expect(throws: EvaluationError.interrupted) {
        try body(Interruption { questions.next() >= 2 })
      }
    }
    try expectStopping { _ = try Plan(graph, outputs: [y], budget: Budget(interruption: $0)) }
    try expectStopping { try plan.bind(x, to: large, $0) }
    try expectStopping { _ = try plan.tensor(x, $0) }
    try expectStopping {
      _ = try Evaluation(graph, of: [x], budget: Budget(interruption: $0))
    }
  }
}
