import Differentiation
import Operations
import Tensors
import Testing

/// A scalar function of some leaves, its gradient, and the gradient of its gradient.
///
/// J is a weighted sum of an operation's entries and their squares, so that what flows back into
/// the operation differs from entry to entry and depends on its output.
struct DerivativeComparison {
  private(set) var graph = Graph()
  let leaves: [Node]
  /// The shape of what was recorded.
  let resultShape: Shape
  let value: Node
  let gradients: [Node]
  /// Σ u ⊙ ∇J for a fixed direction u.
  let slope: Node
  /// Its gradient: the Hessian times u.
  let curvatures: [Node]
  let outputs: [Node]

  init(_ test: GradientCase) throws {
    try self.init(
      test.tensors(), differentiated: test.inputs.map(\.draw.isDifferentiated), test.record)
  }

  init(
    _ tensors: [Tensor], differentiated: [Bool],
    _ record: (inout Graph, [Node]) throws -> Node
  ) throws {
    var graph = Graph()
    var random = RandomState(seed: 99)
    func weights(_ shape: Shape) -> Tensor {
      Tensor(shape: shape, values: (0..<shape.count).map { _ in random.uniform(-1, 1) })
    }
    let all = tensors.map { graph.leaf($0, role: .variable) }
    leaves = zip(all, differentiated).filter(\.1).map(\.0)
    let result = try record(&graph, all)
    let shape = graph.shape(of: result)
    resultShape = shape
    let w = graph.leaf(weights(shape), role: .literal)
    let y = graph.filled(result, to: shape)
    let square = graph.multiply(graph.scale(y, by: 0.3), y)
    value = graph.sumOfAll(graph.add(graph.multiply(w, y), square))
    gradients = graph.gradient(of: value, wrt: leaves).gradients
    let products = gradients.map { gradient -> Node in
      let shape = graph.shape(of: gradient)
      let u = graph.leaf(weights(shape), role: .literal)
      return graph.sumOfAll(graph.append(.multiply, u, gradient))
    }
    slope = products.dropFirst().reduce(products[0]) { graph.append(.add, $0, $1) }
    curvatures = graph.gradient(of: slope, wrt: leaves).gradients
    outputs = [value, slope] + gradients + curvatures
    self.graph = graph
  }

  /// Every gradient and curvature beside difference quotients; nil where all agree.
  func disagreement(tolerance: Double = 3e-7) throws -> String? {
    let plan = try Plan(graph, outputs: outputs, keeping: leaves)
    try plan.run()
    for (name, function, derivatives) in [("∇J", value, gradients), ("∇²J u", slope, curvatures)] {
      for (leaf, derivative) in zip(leaves, derivatives) {
        let stated = try atHome(plan) { plan.tensor(derivative).values }
        guard plan.tensor(derivative).shape == graph.shape(of: leaf) else {
          return "\(name) has shape \(plan.tensor(derivative).shape)"
        }
        guard let entries = plan.entries(of: leaf) else { return "the leaf is not kept" }
        var numeric: [Double] = []
        for index in stated.indices {
          numeric.append(try quotient(plan, entries + index, function))
        }
        let largest = max(numeric.reduce(0) { max($0, $1.magnitude) }, 1e-2)
        for index in stated.indices
        where !((stated[index] - numeric[index]).magnitude <= tolerance * largest) {
          return "\(name)[\(index)] is \(stated[index]), quotients say \(numeric[index])"
        }
      }
    }
    return nil
  }

  private func atHome<Result>(_ plan: Plan, _ body: () -> Result) throws -> Result {
    try plan.run()
    return body()
  }

  /// Central differences, extrapolated twice.
  private func quotient(
    _ plan: Plan, _ entry: UnsafeMutablePointer<Double>, _ function: Node
  ) throws -> Double {
    let home = entry.pointee
    defer { entry.pointee = home }
    func difference(_ h: Double) throws -> Double {
      entry.pointee = home + h
      try plan.run()
      let up = plan.number(function)
      entry.pointee = home - h
      try plan.run()
      return (up - plan.number(function)) / (2 * h)
    }
    let h = 4e-3
    let (a, b, c) = (try difference(h), try difference(h / 2), try difference(h / 4))
    let (ab, bc) = ((4 * b - a) / 3, (4 * c - b) / 3)
    return (16 * bc - ab) / 15
  }

  /// Whether both runners give the same bits for everything.
  func runnersAgree() throws -> Bool {
    let plan = try Plan(graph, outputs: outputs, keeping: leaves)
    try plan.run()
    let stepper = try Evaluation(graph, of: outputs)
    return outputs.allSatisfy { node in
      plan.tensor(node).shape == stepper.tensor(node).shape
        && plan.tensor(node).values.map(\.bitPattern)
          == stepper.tensor(node).values.map(\.bitPattern)
    }
  }
}
