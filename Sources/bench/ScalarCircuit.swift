internal import Differentiation
internal import Operations
internal import Tensors

/// What a circuit of n scalar nodes costs: a fixed mix of ·, +, sin and tanh.
struct ScalarCircuit {
  /// Nanoseconds a node.
  let record: Double
  let forward: Double
  /// Recording the gradient circuit and running it on top of the forward pass.
  let gradient: Double
  let derivative: Double

  /// - Parameter nodes: The size of the forward circuit.
  init?(nodes: Int) {
    let clock = ContinuousClock()
    var best = (record: Double.infinity, forward: Double.infinity, both: Double.infinity)
    var derivative = Double.nan
    // Small circuits are measured often, large ones a few times; the quickest run counts.
    for _ in 0..<max(3, min(200, 2_000_000 / nodes)) {
      var graph = Graph()
      var (x, f) = (Node(0), Node(0))
      let record = clock.measure { (graph, x, f) = ScalarCircuit.recorded(nodes) }
      var value = 0.0
      let forward = clock.measure {
        value = (try? Evaluation(graph, of: [f]).number(f)) ?? .nan
      }
      var slope = 0.0
      let both = clock.measure {
        let gradient = graph.gradient(of: f, wrt: [x]).gradients[0]
        slope = (try? Evaluation(graph, of: [f, gradient]).number(gradient)) ?? .nan
      }
      guard value.isFinite, slope.isFinite else { return nil }
      best.record = min(best.record, record / .nanoseconds(1))
      best.forward = min(best.forward, forward / .nanoseconds(1))
      best.both = min(best.both, both / .nanoseconds(1))
      derivative = slope
    }
    let count = Double(nodes)
    self.record = best.record / count
    forward = best.forward / count
    gradient = (best.both - best.forward) / count
    self.derivative = derivative
  }

  private static func recorded(_ nodes: Int) -> (Graph, Node, Node) {
    let (multiply, add) = (Opcode.multiply, Opcode.add)
    let (sin, tanh) = (Opcode("sin"), Opcode("tanh"))
    var graph = Graph()
    let x = graph.leaf(Tensor(0.5), role: .variable)
    let y = graph.leaf(Tensor(0.25), role: .variable)
    var (a, b) = (x, y)
    for _ in 0..<nodes / 4 {
      let c = graph.append(multiply, a, b)
      let d = graph.append(add, c, a)
      (a, b) = (graph.append(sin, d), graph.append(tanh, c))
    }
    let f = graph.append(add, a, b)
    return (graph, x, f)
  }
}
