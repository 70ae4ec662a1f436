internal import Differentiation
internal import Operations
internal import Tensors

/// What a circuit of scalars costs: recording it, running it, adding its gradient, running both.
///
/// The circuit is that of `benchmarks/peers/scalar_circuit.py`: rounds of
/// `c = a b, d = c + a, (a, b) = (sin d, tanh c)` from a = 0.5 and b = 0.25; its value is a + b.
struct ScalarCircuit {
  /// Median nanoseconds a node of the circuit.
  let record: Double
  let forward: Double
  let differentiate: Double
  let gradient: Double
  /// By the first a.
  let derivative: Double

  /// `nil` if the memory does not suffice.
  init?(nodes: Int) {
    let clock = ContinuousClock()
    var times: [[Duration]] = [[], [], [], []]
    var derivative = 0.0
    for _ in 0..<max(3, min(1000, 1_000_000 / max(nodes, 1))) {
      var lap = clock.now
      func stop(_ stage: Int) {
        let now = clock.now
        times[stage].append(now - lap)
        lap = now
      }
      var graph = Graph()
      let (input, output) = ScalarCircuit.record(nodes: nodes, in: &graph)
      stop(0)
      guard (try? Evaluation(graph, of: [output])) != nil else { return nil }
      stop(1)
      let gradient = graph.gradient(of: output, wrt: [input]).gradients[0]
      stop(2)
      guard let values = try? Evaluation(graph, of: [output, gradient]) else { return nil }
      stop(3)
      derivative = values.number(gradient)
    }
    func perNode(_ stage: Int) -> Double {
      let sorted = times[stage].sorted()
      return sorted[sorted.count / 2] / .nanoseconds(1) / Double(max(nodes, 1))
    }
    record = perNode(0)
    forward = perNode(1)
    differentiate = perNode(2)
    gradient = perNode(3)
    self.derivative = derivative
  }

  private static func record(nodes: Int, in graph: inout Graph) -> (input: Node, output: Node) {
    let (sine, hyperbolicTangent) = (Opcode("sin"), Opcode("tanh"))
    let input = graph.leaf(Tensor(0.5), name: "a", role: .variable)
    var (a, b) = (input, graph.leaf(Tensor(0.25), name: "b", role: .variable))
    for _ in 0..<(nodes / 4) {
      let c = graph.append(.multiply, a, b)
      let d = graph.append(.add, c, a)
      (a, b) = (graph.append(sine, d), graph.append(hyperbolicTangent, c))
    }
    return (input, graph.append(.add, a, b))
  }
}
