import Differentiation
import Operations
import Tensors

/// The network of the experiment, compiled once: layers of one size without biases.
///
/// ```
/// z = h W        [z ← (z - μ)/√(σ² + ε) over the examples]        h = f(z)
/// ```
///
/// An example is a row, X and every h are points×units, every W is units×units.
final class LayerStack {
  let sizes: LabSizes
  let activation: Activation
  let isNormalised: Bool
  let plan: Plan
  let data: Node
  let upstream: Node
  let weights: [Node]
  /// What the plan shows on the way, in the order of their numbers.
  let exhibits: [(quantity: Quantity, layer: Int)]

  /// What there is to see of a layer.
  enum Quantity {
    /// What its activation is applied to; shown only where flat ends are told by it.
    case input
    /// h
    case output
    /// ∂L/∂h, for the last layer `upstream`
    case outputGradient
    /// ∂L/∂W
    case weightGradient
  }

  init(
    _ sizes: LabSizes, _ activation: Activation, isNormalised: Bool, readsInputs: Bool,
    budget: Budget
  ) throws(EvaluationError) {
    var graph = Graph()
    graph.limits.interruption = budget.interruption
    let points = Tensor(repeating: 0, shape: sizes.dataShape)
    let square = Tensor(repeating: 0, shape: sizes.weightShape)
    let data = graph.leaf(points, name: "X", role: .data)
    let upstream = graph.leaf(points, name: "dH", role: .data)
    var (weights, inputs, outputs): ([Node], [Node], [Node]) = ([], [], [])
    for layer in 1...sizes.layers {
      let weight = graph.leaf(square, name: "W\(layer)", role: .variable)
      let (z, h) = LayerStack.record(
        outputs.last ?? data, weight, activation, isNormalised, in: &graph)
      weights.append(weight)
      inputs.append(z)
      outputs.append(h)
    }
    let inner = Array(outputs.dropLast())
    let gradients = graph.gradient(
      of: outputs[sizes.layers - 1], wrt: weights + inner, seed: upstream
    ).gradients
    let all: [(Quantity, [Node])] = [
      (.input, readsInputs ? inputs : []), (.output, outputs),
      (.outputGradient, gradients[sizes.layers...] + [upstream]),
      (.weightGradient, Array(gradients[..<sizes.layers])),
    ]
    plan = try Plan(
      graph, outputs: [], showing: all.flatMap { $1 }, keeping: [data, upstream] + weights,
      budget: budget)
    exhibits = all.flatMap { quantity, nodes in nodes.indices.map { (quantity, $0) } }
    self.sizes = sizes
    self.activation = activation
    self.isNormalised = isNormalised
    (self.data, self.upstream, self.weights) = (data, upstream, weights)
  }

  /// The numbers of X or the upstream gradient, to be changed in place.
  func entries(of leaf: Node) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: plan.entries(of: leaf), count: sizes.dataShape.count)
  }

  /// One layer: what its activation is applied to, and what comes out.
  static func record(
    _ h: Node, _ weight: Node, _ activation: Activation, _ isNormalised: Bool,
    in graph: inout Graph
  ) -> (input: Node, output: Node) {
    var z = graph.matmul(h, weight)
    if isNormalised { z = graph.batchNormalised(z) }
    return (z, activation(z, in: &graph))
  }
}

extension Graph {
  /// Batch norm that neither scales nor shifts.
  fileprivate mutating func batchNormalised(_ z: Node) -> Node {
    guard case .record(let record)? = Operation.named("batchnorm")?.meaning else { return z }
    let arguments = Arguments(
      operation: "batchnorm",
      values: [.node(z), .node(constant(1)), .node(constant(0)), .number(1e-5)])
    guard let normal = try? record(&self, arguments) else {
      preconditionFailure("a matrix with rows can be normalised")
    }
    return normal
  }
}
