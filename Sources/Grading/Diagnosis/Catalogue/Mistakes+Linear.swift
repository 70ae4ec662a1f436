import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let linear = [
    transposed, weightsNotTransposed, preactivation, otherInput, elementwise, weightsLeftOut,
    weightsAfterUpdate, swapped, columnMajor,
  ]

  private static let transposed = Mistake(
    "transposed", .linear, "transposed",
    advice: "A gradient has the shape of what it is taken with respect to."
  ) { workings in
    workings.changing { $0.shape.rank == 2 ? $0.reversingAxes : nil }
  }

  private static let weightsNotTransposed = Mistake(
    "weights-not-transposed", .linear, "multiplied by W instead of its transpose",
    advice: "With z = x W the gradient with respect to x is v Wᵀ."
  ) { workings in
    workings.products.map { product in
      workings.rewriting(product.step) { graph, step in
        product.step.slot == 0
          ? graph.product(step.upstream, product.right)
          : graph.product(product.left, step.upstream)
      }
    }
  }

  private static let preactivation = Mistake(
    "preactivation-for-activation", .linear, "the layer's input was taken before its activation",
    advice:
      "With z₂ = a₁ W₂ the gradient with respect to W₂ is a₁ᵀ v, with a₁ after the activation."
  ) { workings in
    workings.factors.flatMap { factor -> [Deviation] in
      guard let (after, before) = workings.activation(behind: factor.node) else { return [] }
      if after == factor.node { return workings.replacing(factor, by: before) }
      return [
        workings.rewriting(factor.step) { graph, step in
          graph.pullback(step, upstream: step.upstream) { graph, other in
            graph.replay(other, after, as: before)
          }
        }
      ]
    }
  }

  private static let otherInput = Mistake(
    "input-of-other-layer", .linear, "another tensor stands in the product",
    advice: "The gradient with respect to W uses what this layer was given on the way forward."
  ) { workings in
    workings.factors.flatMap { factor -> [Deviation] in
      workings.tensors.filter { other in
        let isParameter =
          workings.graph.leaf(of: other) != nil && !workings.questions(about: other).isEmpty
        return other != factor.node && other != workings.activation(behind: factor.node)?.before
          && !isParameter && workings.isAlternative(other, to: factor)
      }.enumerated().flatMap { variant, other in
        workings.replacing(factor, by: other, variant: variant)
      }
    }
  }

  private static let elementwise = Mistake(
    "elementwise-for-product", .linear, "multiplied entry by entry instead of as matrices",
    advice: "A matrix product goes back through matrix products: v Wᵀ and xᵀ v."
  ) { workings in
    workings.products.flatMap { product -> [Deviation] in
      let other = product.other
      let (shape, otherShape) = (workings.shape(product.step.consumer), workings.shape(other))
      if otherShape == workings.shape(product.step.input), shape == otherShape {
        return [
          workings.rewriting(product.step) { graph, step in graph.multiply(step.upstream, other) }
        ]
      }
      if product.isPastWeights {
        // Each to its own: the entries of the diagonal.
        guard otherShape.rank == 2, otherShape[0] == otherShape[1] else { return [] }
        return [
          workings.rewriting(product.step) { graph, step in
            let size = otherShape[0]
            let identity = Tensor(
              shape: otherShape,
              values: (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 })
            let diagonal = graph.sum(graph.multiply(other, graph.literal(identity)), [0])
            let v = graph.filled(step.upstream, to: shape)
            let axis = product.step.slot == 0 ? shape.rank - 1 : 0
            let others = (0..<shape.rank).filter { $0 != axis }
            return graph.multiply(v, graph.spread(diagonal, over: others, of: shape))
          }
        ]
      }
      // One row or column goes with every one of the other.
      guard (try? Shape.broadcast(shape, otherShape)) == otherShape else { return [] }
      return workings.reporting(
        product.step.consumer, insteadOf: product.step.input, place: workings.place(product.step)
      ) { graph, gradient in
        graph.multiply(other, graph.spread(gradient, to: otherShape))
      }
    }
  }

  private static let weightsLeftOut = Mistake(
    "weights-left-out", .linear, "the weights were left out",
    advice: "What comes back through z = x W is multiplied by Wᵀ."
  ) { workings in
    workings.products.filter(\.isPastWeights).flatMap { product in
      [
        workings.rewriting(product.step) { graph, step in
          // What a sum over the outputs comes to: W of nothing but ones.
          graph.pullback(step, upstream: step.upstream) { graph, other in
            graph.literal(Tensor(repeating: 1, shape: graph.shape(of: other)))
          }
        },
        workings.rewriting(product.step, variant: 1) { _, step in step.upstream },
      ]
    }
      + workings.scalings.map { step, _ in
        workings.rewriting(step) { _, step in step.upstream }
      }
  }

  private static let weightsAfterUpdate = Mistake(
    "weights-after-update", .linear, "went back through weights that had been updated already",
    advice: "All gradients belong to the weights of the way forward; update when all are there."
  ) { workings in
    let products = workings.products.filter(\.isPastWeights).compactMap { product in
      workings.parameter(product.other).map { (step: product.step, weights: $0) }
    }
    return workings.rates.enumerated().flatMap { variant, rate in
      (products + workings.scalings).map { step, weights in
        Deviation(
          kind: .backward([.update(step, weights: weights, rate: rate)]),
          place: workings.place(step), variant: variant)
      }
    }
  }

  private static let swapped = Mistake(
    "gradients-swapped", .linear, "swapped with the gradient of another tensor",
    advice: "Check which gradient belongs to which name."
  ) { workings in
    workings.asked.flatMap { asked in
      workings.asked.filter { $0.node != asked.node }.map { other in
        Deviation(kind: .reported(question: asked.question, of: other.node) { $1 })
      }
        + workings.elsewhere.map { Deviation(kind: .fixed(question: asked.question, $0.key)) }
    }
  }

  private static let columnMajor = Mistake(
    "column-major", .linear, "the entries are in the order of columns instead of rows",
    advice: "Reshape in the order in which the numbers were written: rows one after the other."
  ) { workings in
    workings.changing { tensor in
      guard tensor.shape.rank > 1 else { return nil }
      return Tensor(shape: tensor.shape, values: tensor.reversingAxes.values)
    }
      + workings.changing { tensor in
        guard tensor.shape.rank > 1 else { return nil }
        let flat = Tensor(
          shape: Shape(tensor.shape.dimensions.reversed()), values: tensor.values)
        return Tensor(shape: tensor.shape, values: flat.reversingAxes.values)
      }
  }

}

/// A step over a matrix product.
struct ProductStep {
  let step: Workings.Step
  let left: Node
  let right: Node
  /// Whether it leads past the weights, to what they were multiplied by.
  let isPastWeights: Bool

  /// The factor that it does not lead to.
  var other: Node { step.slot == 0 ? right : left }
}

extension Workings {
  var products: [ProductStep] {
    steps(through: ["matmul"]).map { step in
      let inputs = graph.inputs(of: step.consumer)
      return ProductStep(
        step: step, left: inputs[0], right: inputs[1], isPastWeights: isPastWeights(step, inputs))
    }
  }

  private func isPastWeights(_ step: Step, _ inputs: [Node]) -> Bool {
    let (own, other) = (parameter(step.input), parameter(inputs[1 - step.slot]))
    switch (own, other) {
    case (nil, _?): return true
    case (_?, nil): return false
    case (_?, let other?) where questions(about: other).isEmpty: return false
    // Weights stand on the right where examples are rows.
    default: return step.slot == 0
    }
  }

  /// Tensors of the way forward that have a name or are part of the pass, repetitions aside.
  fileprivate var tensors: [Node] {
    (named + steps.flatMap { graph.inputs(of: $0.consumer) }).filter {
      shape($0).rank > 0 && origin($0).operation != "broadcast"
    }.unique.sorted()
  }

  /// The products entry by entry with a parameter, whose gradient is asked for too.
  fileprivate var scalings: [(step: Step, weights: Node)] {
    steps(through: ["multiply"]).compactMap { step in
      for other in others(step) {
        let source = origin(other).operation == "broadcast" ? origin(other).inputs[0] : other
        if graph.leaf(of: source) != nil, !questions(about: source).isEmpty, source != step.input {
          return (step, source)
        }
      }
      return nil
    }
  }

  /// What stands beside a parameter in a product: x in x W, and in γ x.
  struct Factor {
    let step: Step
    let node: Node
    let isProduct: Bool
  }

  fileprivate var factors: [Factor] {
    products.filter { !$0.isPastWeights }.map {
      Factor(step: $0.step, node: $0.other, isProduct: true)
    }
      + scalings.compactMap { step, weights in
        // The step to the parameter's own repetition.
        let repeated = others(step).first { $0 == weights || origin($0).inputs == [weights] }
        guard let repeated,
          let own = steps.first(where: { $0.consumer == step.consumer && $0.input == repeated })
        else { return nil }
        return Factor(step: own, node: step.input, isProduct: false)
      }
  }

  /// A product in which something else stands beside the parameter.
  fileprivate func replacing(
    _ factor: Factor, by other: Node, variant: Int = 0
  ) -> [Deviation] {
    if shape(other) == shape(factor.node) {
      return [
        rewriting(factor.step, variant: variant) { graph, step in
          graph.pullback(step, upstream: step.upstream) { _, node in
            node == factor.node ? other : node
          }
        }
      ]
    }
    guard factor.isProduct else { return [] }
    // The weights would have another shape.
    return reporting(
      factor.step.consumer, insteadOf: factor.step.input, place: place(factor.step)
    ) { graph, gradient in graph.weightsGradient(factor.step, beside: other, gradient) }
  }

  /// Whether another tensor could stand in a factor's place, with weights of another size.
  fileprivate func isAlternative(_ other: Node, to factor: Factor) -> Bool {
    var (own, others) = (shape(factor.node).dimensions, shape(other).dimensions)
    guard factor.isProduct, own.count == others.count else { return own == others }
    let axis = factor.step.slot == 1 ? own.count - 1 : 0
    own.remove(at: axis)
    others.remove(at: axis)
    return own == others
  }

  /// The activation that a node was made by, with what went into it, pooling, masks and changes of
  /// shape in between; nil if there is none.
  fileprivate func activation(behind node: Node) -> (after: Node, before: Node)? {
    let operation = graph.operation(of: node)
    let inputs = graph.inputs(of: node)
    if operation.elementwise != nil,
      operation.category == .activation || ["tanh", "maximum"].contains(operation.name)
    {
      return inputs.first { shape($0) == shape(node) }.map { (node, $0) }
    }
    switch operation.name {
    case "reshape", "maxpool2d": return activation(behind: inputs[0])
    case "multiply", "divide":
      guard let source = inputs.first(where: { parameter($0) == nil && number($0) == nil }),
        inputs.filter({ $0 != source }).allSatisfy({ parameter($0) != nil || number($0) != nil })
      else { return nil }
      return activation(behind: source)
    default: return nil
    }
  }
}

extension Graph {
  /// The matrix product, if the shapes go together.
  fileprivate mutating func product(_ a: Node, _ b: Node) -> Node? {
    let (left, right) = (shape(of: a), shape(of: b))
    guard let inner = left.dimensions.last, right.rank > 0, inner == right[0] else { return nil }
    return matmul(a, b)
  }

  /// What weights would get beside another factor; nil if no weights fit.
  fileprivate mutating func weightsGradient(
    _ step: Workings.Step, beside other: Node, _ gradient: Node
  ) -> Node? {
    var weights = shape(of: step.input).dimensions
    let factor = shape(of: other).dimensions
    guard weights.count == 2, let width = step.slot == 1 ? factor.last : factor.first else {
      return nil
    }
    weights[1 - step.slot] = width
    let leaf = literal(Tensor(repeating: 0, shape: Shape(weights)))
    let product = step.slot == 1 ? matmul(other, leaf) : matmul(leaf, other)
    guard shape(of: product) == shape(of: gradient) else { return nil }
    return self.gradient(of: product, wrt: [leaf], seed: gradient).gradients[0]
  }
}
