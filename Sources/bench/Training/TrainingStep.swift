internal import Differentiation
internal import Glibc
internal import Operations
internal import Tensors

/// One step of gradient descent as the language records it: a loss, its gradient and new values
/// for the weights, compiled into one plan.
struct TrainingStep {
  let plan: Plan
  let loss: Node
  let scores: Node

  /// - Parameter network: Records the network and its loss; gives back scores, loss and weights.
  init(
    rate: Double, keeping data: [Node] = [], graph start: Graph,
    _ network: (inout Graph) throws -> (scores: Node, loss: Node, weights: [Node])
  ) throws {
    var graph = start
    let (scores, loss, weights) = try network(&graph)
    let gradients = graph.gradient(of: loss, wrt: weights).gradients
    let updates = zip(weights, gradients).map { weight, gradient in
      (leaf: weight, value: graph.subtract(weight, graph.scale(gradient, by: rate)))
    }
    plan = try Plan(graph, outputs: [loss, scores], keeping: data, updates: updates)
    self.loss = loss
    self.scores = scores
  }
}

/// The processor time of this process: what other programs do does not count.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What a training run came to.
struct TrainingResult {
  /// Microseconds of processor time a step: the fastest tenth of the run.
  let microseconds: Double
  let loss: Double

  /// Runs `steps` steps and times each tenth of them.
  init(_ step: TrainingStep, steps: Int, _ prepare: (Int) -> Void = { _ in }) throws {
    var fastest = Double.infinity
    let part = max(steps / 10, 1)
    for start in stride(from: 0, to: steps, by: part) {
      let begin = processorSeconds()
      let end = min(start + part, steps)
      for number in start..<end {
        prepare(number)
        try step.plan.run()
      }
      fastest = min(fastest, (processorSeconds() - begin) * 1e6 / Double(end - start))
    }
    microseconds = fastest
    loss = step.plan.number(step.loss)
  }
}

extension Graph {
  /// Records a call as the language does.
  mutating func call(_ name: String, _ arguments: [ArgumentValue]) throws -> Node {
    guard case .record(let record)? = Operation.named(name)?.meaning else {
      preconditionFailure("\(name) is recorded")
    }
    return try record(&self, Arguments(operation: name, values: arguments))
  }

  mutating func affine(_ x: Node, _ weight: Node, _ bias: Node) throws -> Node {
    try elementwise("add", [matmul(x, weight), bias])
  }
}
