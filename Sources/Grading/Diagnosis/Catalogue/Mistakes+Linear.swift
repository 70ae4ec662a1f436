import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let linear = [
    transposed, weightsNotTransposed, preactivation, otherInput, elementwise, weightsLeftOut,
    weightsAfterUpdate, swapped, columnMajor, filterFlipped, paddingShifted,
  ]

  private static let transposed = Mistake(
    "transposed", .linear, "transposed",
    advice: "A gradient has the shape of what it is taken with respect to."
  ) { workings in
    workings.changing { $0.shape.rank == 2 ? $0.transposed : nil }
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
      guard let source = workings.preactivation(of: factor.node) else { return [] }
      return workings.replacing(factor, by: source)
    }
  }

  private static let otherInput = Mistake(
    "input-of-other-layer", .linear, "another tensor stands in the product",
    advice: "The gradient with respect to W uses what this layer was given on the way forward."
  ) { workings in
    workings.factors.flatMap { factor -> [Deviation] in
      workings.named.filter { other in
        let isParameter =
          workings.graph.leaf(of: other) != nil && !workings.questions(about: other).isEmpty
        return other != factor.node && other != workings.preactivation(of: factor.node)
          && !isParameter && workings.shape(other).rank == 2
          && workings.shape(other)[0] == workings.shape(factor.node).dimensions.first
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
      let other = product.step.slot == 0 ? product.right : product.left
      let shape = workings.shape(product.step.consumer)
      if workings.shape(other) == workings.shape(product.step.input),
        shape == workings.shape(other)
      {
        return [
          workings.rewriting(product.step) { graph, step in graph.multiply(step.upstream, other) }
        ]
      }
      // One column goes with every column of the other.
      guard product.step.slot == 1, shape.rank == 2, workings.shape(other).rank == 2 else {
        return []
      }
      return workings.reporting(
        product.step.consumer, insteadOf: product.step.input, place: workings.place(product.step)
      ) { graph, gradient in
        guard shape[1] == 1 || shape == graph.shape(of: other) else { return nil }
        return graph.multiply(other, graph.spread(gradient, to: graph.shape(of: other)))
      }
    }
  }

  private static let weightsLeftOut = Mistake(
    "weights-left-out", .linear, "the weights were left out",
    advice: "What comes back through z = x W is multiplied by Wᵀ."
  ) { workings in
    workings.products.filter { $0.step.slot == 0 }.flatMap { product in
      [
        workings.rewriting(product.step) { graph, step in
          // What a sum over the outputs comes to: W of nothing but ones.
          let (shape, width) = (graph.shape(of: step.input), graph.shape(of: step.upstream))
          guard width.rank == shape.rank, width.rank > 0 else { return nil }
          return graph.spread(
            graph.sum(step.upstream, [width.rank - 1]), over: [shape.rank - 1], of: shape)
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
    let loss = workings.loss
    let steps =
      workings.products.filter { $0.step.slot == 0 && workings.graph.leaf(of: $0.right) != nil }
      .map { ($0.step, $0.right) } + workings.scalings
    return workings.rates.enumerated().flatMap { variant, rate in
      steps.map { step, weights in
        workings.rewriting(step, variant: variant) { graph, step in
          let gradient = graph.gradient(of: loss, wrt: [weights]).gradients[0]
          let updated = graph.subtract(weights, graph.scale(gradient, by: rate))
          let inputs = graph.inputs(of: step.consumer)
          let others = inputs.enumerated().map { slot, input in
            slot == step.slot
              ? input : graph.filled(updated, to: graph.shape(of: input), insteadOf: weights)
          }
          return graph.pullback(step, inputs: others, upstream: step.upstream)
        }
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

  private static let filterFlipped = Mistake(
    "filter-flipped", .linear, "the filter is the wrong way round",
    advice: "What slides over the input on the way forward slides the same way for its gradient."
  ) { workings in
    workings.windows.filter { $0.slot == 1 }.flatMap { step in
      workings.questions(about: step.input).map { question in
        Deviation(
          kind: .changed(question: question) { $0.reversed(fromAxis: 2) },
          place: workings.place(step))
      }
    }
  }

  private static let paddingShifted = Mistake(
    "padding-shifted", .linear, "the zeros around the input are in other places",
    advice: "The padding of the way forward is also that of the way back."
  ) { workings in
    workings.windows.flatMap { step -> [Deviation] in
      guard case .window(let window) = workings.graph.attribute(of: step.consumer) else {
        return []
      }
      return [1, -1].enumerated().compactMap { variant, shift in
        var moved = window
        for axis in window.before.indices {
          moved.before[axis] += shift
          moved.after[axis] -= shift
        }
        guard (moved.before + moved.after).allSatisfy({ $0 >= 0 }) else { return nil }
        let other = moved
        return workings.rewriting(step, variant: variant) { graph, step in
          graph.pullback(
            step, inputs: graph.inputs(of: step.consumer), .window(other), upstream: step.upstream)
        }
      }
    }
  }
}

/// A step over a matrix product.
struct ProductStep {
  let step: Workings.Step
  let left: Node
  let right: Node
}

extension Workings {
  var products: [ProductStep] {
    steps(through: ["matmul"]).map { step in
      let inputs = graph.inputs(of: step.consumer)
      return ProductStep(step: step, left: inputs[0], right: inputs[1])
    }
  }

  /// The steps over convolutions.
  fileprivate var windows: [Step] { steps(through: ["conv1d", "conv2d"]) }

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
    products.filter { $0.step.slot == 1 }.map {
      Factor(step: $0.step, node: $0.left, isProduct: true)
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
          let inputs = graph.inputs(of: step.consumer).map { $0 == factor.node ? other : $0 }
          return graph.pullback(step, inputs: inputs, upstream: step.upstream)
        }
      ]
    }
    guard factor.isProduct else { return [] }
    // The product has another shape.
    return reporting(
      factor.step.consumer, insteadOf: factor.step.input, place: place(factor.step)
    ) { graph, gradient in graph.product(graph.transpose(other), gradient) }
  }

  /// What went into the activation that made a node; nil if none did.
  fileprivate func preactivation(of node: Node) -> Node? {
    let operation = graph.operation(of: node)
    guard operation.elementwise != nil,
      operation.category == .activation || ["tanh", "maximum"].contains(operation.name)
    else { return nil }
    return graph.inputs(of: node).first { shape($0) == shape(node) }
  }
}

extension Graph {
  /// The matrix product, if the shapes go together.
  fileprivate mutating func product(_ a: Node, _ b: Node) -> Node? {
    let (left, right) = (shape(of: a), shape(of: b))
    guard let inner = left.dimensions.last, right.rank > 0, inner == right[0] else { return nil }
    return matmul(a, b)
  }

  /// A node in the place of another, repeated as that is; others stay as they are.
  fileprivate mutating func filled(
    _ node: Node, to shape: Shape, insteadOf other: Node
  ) -> Node {
    self.shape(of: node) == shape ? node : spread(node, to: shape)
  }
}

extension Tensor {
  var transposed: Tensor { reversingAxes }

  /// The tensor with its axes in the opposite order.
  var reversingAxes: Tensor {
    let reversed = Shape(shape.dimensions.reversed())
    var result = [Double](repeating: 0, count: values.count)
    var index = [Int](repeating: 0, count: shape.rank)
    for value in values {
      var place = 0
      for axis in index.indices.reversed() { place = place * shape[axis] + index[axis] }
      result[place] = value
      for axis in index.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return Tensor(shape: reversed, values: result)
  }

  /// The tensor with everything behind an axis read backwards.
  fileprivate func reversed(fromAxis axis: Int) -> Tensor? {
    guard shape.rank > axis else { return nil }
    let length = shape.dimensions[axis...].reduce(1, *)
    guard length > 1 else { return nil }
    var values = values
    for start in stride(from: 0, to: values.count, by: length) {
      values[start..<start + length].reverse()
    }
    return Tensor(shape: shape, values: values)
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
