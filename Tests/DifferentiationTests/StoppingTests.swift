import Differentiation
import Operations
import Tensors
import TestSupport
import Testing

@Suite("Long computations can be stopped")
struct StoppingTests {
  /// A call that walks half a million entries.
  struct Long: Sendable, CustomTestStringConvertible {
    let name: String
    let record: @Sendable (inout Graph) throws -> Node
    var testDescription: String { name }
  }

  static let many = 1 << 19

  static func call(
    _ name: String, _ shape: [Int], _ options: [ArgumentValue] = [], gradient: Bool = false
  ) -> Long {
    Long(name: "\(name) \(shape)\(gradient ? " backwards" : "")") { graph in
      let x = graph.leaf(Tensor(repeating: 1, shape: Shape(shape)), role: .variable)
      let y = try graph.call(name, [.node(x)] + options)
      if !gradient { return y }
      let weights = graph.leaf(Tensor(repeating: 2, shape: graph.shape(of: y)), role: .literal)
      return try graph.vectorJacobian(of: y, wrt: x, weights)
    }
  }

  static let all: [Long] = {
    let whole: [ArgumentValue] = [.omitted, .boolean(false)]
    let rows: [ArgumentValue] = [.integer(0), .boolean(false)]
    let columns: [ArgumentValue] = [.integer(1), .boolean(false)]
    var cases = ["sum", "mean", "max", "min", "prod", "norm", "argmax"].flatMap { name in
      [
        call(name, [many], whole), call(name, [512, 1024], rows),
        call(name, [many / 4, 4], columns),
      ]
    }
    cases += ["softmax", "log_softmax", "cumsum"].flatMap { name in
      [
        call(name, [many], [.integer(0)]), call(name, [512, 1024], [.integer(0)]),
        call(name, [many / 4, 4], [.integer(1)]),
      ]
    }
    cases += [
      call("logsumexp", [many], [.integer(0), .boolean(false)]),
      call("exp", [many]), call("relu", [many]),
      call("transpose", [512, 1024]), call("transpose", [many, 1]),
      call("broadcast", [1], [.integers([many])]),
      call("broadcast", [512, 1], [.integers([512, 1024])]),
      call("repeat", [many / 2], [.integer(2), .integer(0)]),
      call("onehot", [many / 4], [.integer(4)]), call("diagonal_matrix", [725]),

      call("maxpool2d", [2, 1, 512, 512], [.integer(2), .omitted]),
      call("maxpool2d", [2, 1, 512, 512], [.integer(2), .omitted], gradient: true),
      call("avgpool1d", [1, 4, many / 4], [.integer(2), .omitted]),

      Long(name: "inv") { graph in
        let x = graph.leaf(identity(120), role: .variable)
        return try graph.call("inv", [.node(x)])
      },
      Long(name: "det") { graph in
        let x = graph.leaf(identity(120), role: .variable)
        return try graph.call("det", [.node(x)])
      },
      Long(name: "concat") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([many / 2])), role: .variable)
        return try graph.concatenate([x, x], axis: 0)
      },
      Long(name: "concat of columns") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([many / 4, 2])), role: .variable)
        return try graph.concatenate([x, x], axis: 1)
      },
      Long(name: "slice") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([many / 2, 2])), role: .variable)
        let all = AxisSlice.range(from: nil, to: nil, length: many / 2)
        return graph.slice(x, [all, try .index(1, length: 2)])
      },
      Long(name: "take") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([4, 16])), role: .variable)
        let places = graph.leaf(
          Tensor(repeating: 1, shape: Shape([many / 16])), role: .literal)
        return try graph.take(x, rows: places)
      },
      Long(name: "take backwards") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([4, 16])), role: .variable)
        let places = graph.leaf(
          Tensor(repeating: 1, shape: Shape([many / 16])), role: .literal)
        let taken = try graph.take(x, rows: places)
        let v = graph.leaf(Tensor(repeating: 1, shape: graph.shape(of: taken)), role: .literal)
        return try graph.vectorJacobian(of: taken, wrt: x, v)
      },
      Long(name: "slice backwards") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([many])), role: .variable)
        let y = graph.slice(x, [.range(from: 1, to: 3, length: many)])
        let v = graph.leaf(Tensor(repeating: 1, shape: Shape([2])), role: .literal)
        return try graph.vectorJacobian(of: y, wrt: x, v)
      },
      Long(name: "matmul") { graph in
        let x = graph.leaf(Tensor(repeating: 1, shape: Shape([512, 512])), role: .variable)
        return graph.matmul(x, x)
      },
    ]
    for part in ["forward", "to x", "to w"] {
      cases.append(
        Long(name: "conv2d \(part)") { graph in
          let x = graph.leaf(Tensor(repeating: 1, shape: Shape([1, 1, 256, 256])), role: .variable)
          let w = graph.leaf(Tensor(repeating: 1, shape: Shape([2, 1, 3, 3])), role: .variable)
          let y = try graph.call(
            "conv2d", [.node(x), .node(w), .omitted, .integer(1), .word("same")])
          if part == "forward" { return y }
          let v = graph.leaf(Tensor(repeating: 1, shape: graph.shape(of: y)), role: .literal)
          return try graph.vectorJacobian(of: y, wrt: part == "to x" ? x : w, v)
        })
    }
    return cases
  }()

  private static func identity(_ n: Int) -> Tensor {
    var tensor = Tensor(repeating: 0, shape: Shape([n, n]))
    for i in 0..<n { tensor.values[i * n + i] = 1 }
    return tensor
  }

  /// More questions than leaves and steps alone would ask.
  static let questionsExpected = 3

  @Test("the stepper asks on the way and stops where it is told to", arguments: all)
  func stepper(_ long: Long) throws {
    var graph = Graph()
    let node = try long.record(&graph)
    let free = Questions()
    _ = try Evaluation(
      graph, of: [node], budget: Budget(interruption: Interruption { free.next() < 0 }))
    #expect(free.count >= StoppingTests.questionsExpected, "\(free.count)")
    let last = free.count
    let questions = Questions()
    let budget = Budget(interruption: Interruption { questions.next() >= last })
    #expect(throws: EvaluationError.interrupted) {
      try Evaluation(graph, of: [node], budget: budget)
    }
    #expect(questions.count == last)
  }

  @Test("the plan asks on the way and stops where it is told to", arguments: all)
  func plan(_ long: Long) throws {
    var graph = Graph()
    let node = try long.record(&graph)
    let plan = try Plan(graph, outputs: [node])
    let free = Questions()
    try plan.run(Interruption { free.next() < 0 })
    #expect(free.count >= StoppingTests.questionsExpected, "\(free.count)")
    let last = free.count
    let questions = Questions()
    #expect(throws: EvaluationError.interrupted) {
      try plan.run(Interruption { questions.next() >= last })
    }
    #expect(questions.count == last)
  }

  @Test("laying out a plan of many nodes stops")
  func layout() throws {
    var graph = Graph()
    var x = graph.leaf(Tensor(0.5), role: .variable)
    for _ in 0..<100_000 { x = graph.append(Opcode("sin"), x) }
    let questions = Questions()
    let budget = Budget(interruption: Interruption { questions.next() > 2 })
    #expect(throws: EvaluationError.interrupted) { try Plan(graph, outputs: [x], budget: budget) }
    #expect(questions.count == 3)
  }

  @Test("recording the gradient of many nodes stops")
  func gradient() {
    var graph = Graph()
    var x = graph.leaf(Tensor(0.5), role: .variable)
    let start = x
    for _ in 0..<300_000 { x = graph.append(Opcode("sin"), x) }
    let before = graph.count
    let questions = Questions()
    graph.limits.interruption = Interruption { questions.next() > 1 }
    _ = graph.gradient(of: x, wrt: [start])
    #expect(graph.count - before < 300_000)
  }
}
