import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let linear = [
    transposed, weightsNotTransposed, inputForOutput, otherLayer, elementwise, weightsLeftOut,
    staleWeights, swapped, columnMajor,
  ]

  private static let transposed = Mistake(
    "transposed", .linear, "transposed",
    advice: "A gradient has the shape of what it is taken with respect to."
  ) { workings in
    workings.changing { tensor in
      tensor.shape.rank == 2 && tensor.shape.count > max(tensor.shape[0], tensor.shape[1])
        ? tensor.transposed : nil
    }
  }

  private static let weightsNotTransposed = Mistake(
    "weights-not-transposed", .linear, "multiplied by W instead of its transpose",
    advice: "With z = x W the gradient with respect to x is v Wᵀ."
  ) { workings in
    workings.products.filter {
      workings.shape($0.right).isSquare || workings.shape($0.left).isSquare
    }
    .map { product in
      workings.rewriting(product.step) { graph, step in
        let (left, right) = (product.left, product.right)
        return product.step.slot == 0
          ? graph.product(step.upstream, right) : graph.product(left, step.upstream)
      }
    }
  }

  private static let inputForOutput = Mistake(
    "z-for-a", .linear, "the layer's input was taken before its activation",
    advice:
      "With z₂ = a₁ W₂ the gradient with respect to W₂ is a₁ᵀ v, with a₁ after the activation."
  ) { workings in
    workings.products.compactMap { product in
      guard product.step.slot == 1,
        let activation = workings.activationSource(of: product.left)
      else { return nil }
      return workings.rewriting(product.step) { graph, step in
        graph.product(graph.transpose(activation), step.upstream)
      }
    }
  }

  private static let otherLayer = Mistake(
    "other-layer", .linear, "another layer's values were used",
    advice: "The gradient with respect to W uses what this layer was given on the way forward."
  ) { workings in
    let inputs = workings.products.map(\.left)
    return workings.products.filter { $0.step.slot == 1 }.flatMap { product in
      inputs.filter { $0 != product.left && workings.shape($0) == workings.shape(product.left) }
        .unique.map { other in
          workings.rewriting(product.step) { graph, step in
            graph.product(graph.transpose(other), step.upstream)
          }
        }
    }
  }

  private static let elementwise = Mistake(
    "elementwise-product", .linear, "multiplied entry by entry instead of as matrices",
    advice: "A matrix product goes back through matrix products: v Wᵀ and xᵀ v."
  ) { workings in
    workings.products.compactMap { product in
      let other = product.step.slot == 0 ? product.right : product.left
      return workings.rewriting(product.step) { graph, step in
        let shape = graph.shape(of: step.input)
        guard graph.shape(of: other) == shape, graph.shape(of: step.upstream) == shape else {
          return nil
        }
        return graph.multiply(step.upstream, other)
      }
    }
  }

  private static let weightsLeftOut = Mistake(
    "weights-left-out", .linear, "the weights were left out",
    advice: "What comes back through z = x W is multiplied by Wᵀ."
  ) { workings in
    workings.products.filter { $0.step.slot == 0 }.map { product in
      workings.rewriting(product.step) { graph, step in
        let shape = graph.shape(of: step.input)
        if graph.shape(of: step.upstream) == shape { return step.upstream }
        // What a sum over the outputs comes to: W of nothing but ones.
        let width = graph.shape(of: step.upstream)
        guard width.rank == shape.rank, width.rank > 0 else { return nil }
        return graph.spread(
          graph.sum(step.upstream, [width.rank - 1]), over: [shape.rank - 1], of: shape)
      }
    }
  }

  private static let staleWeights = Mistake(
    "stale-weights", .linear, "went back through weights that had been updated already",
    advice: "All gradients belong to the weights of the way forward; update when all are there."
  ) { workings in
    let products = workings.products.filter {
      $0.step.slot == 0 && workings.graph.leaf(of: $0.right) != nil
    }
    let loss = workings.loss
    return workings.rates.flatMap { rate in
      products.map { product in
        workings.rewriting(product.step) { graph, step in
          let gradient = graph.gradient(of: loss, wrt: [product.right]).gradients[0]
          let updated = graph.subtract(product.right, graph.scale(gradient, by: rate))
          return graph.product(step.upstream, graph.transpose(updated))
        }
      }
    }
  }

  private static let swapped = Mistake(
    "swapped", .linear, "swapped with the gradient of another tensor",
    advice: "Check which gradient belongs to which name."
  ) { workings in
    workings.asked.flatMap { asked in
      workings.asked.filter { other in
        other.node != asked.node
      }.map { other in
        Deviation(kind: .reported(question: asked.question, of: other.node) { $1 })
      }
    }
  }

  private static let columnMajor = Mistake(
    "column-major", .linear, "the entries are in the order of columns instead of rows",
    advice: "Reshape in the order in which the numbers were written: rows one after the other."
  ) { workings in
    workings.changing { tensor in
      guard tensor.shape.rank == 2, tensor.shape[0] > 1, tensor.shape[1] > 1 else { return nil }
      return Tensor(shape: tensor.shape, values: tensor.transposed.values)
    }
      + workings.changing { tensor in
        guard tensor.shape.rank == 2, tensor.shape[0] > 1, tensor.shape[1] > 1 else { return nil }
        let (rows, columns) = (tensor.shape[0], tensor.shape[1])
        let flat = Tensor(shape: Shape([columns, rows]), values: tensor.values)
        return Tensor(shape: tensor.shape, values: flat.transposed.values)
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

  /// What went into the activation that made a node; nil if none did.
  func activationSource(of node: Node) -> Node? {
    let operation = graph.operation(of: node)
    guard operation.category == .activation || operation.name == "tanh" else { return nil }
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
}

extension Shape {
  var isSquare: Bool { rank == 2 && self[0] == self[1] }
}

extension Tensor {
  var transposed: Tensor {
    let (rows, columns) = (shape[0], shape[1])
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for column in 0..<columns {
      for row in 0..<rows { result.append(values[row * columns + column]) }
    }
    return Tensor(shape: Shape([columns, rows]), values: result)
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
