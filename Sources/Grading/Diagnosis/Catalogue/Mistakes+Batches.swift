import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let batch = [notSummed, averaged, wrongAxis, oneSample]

  private static let notSummed = Mistake(
    "not-summed", .batch, "not summed over the examples",
    advice: "b is used once for every example, so its gradients are added up over the examples."
  ) { workings in
    workings.repetitions.flatMap { step in
      workings.reporting(step.consumer, insteadOf: step.input, place: workings.place(step))
    }
  }

  private static let averaged = Mistake(
    "averaged", .batch, "averaged over the examples instead of summed",
    advice: "The mean is in the upstream gradient already; what arrives at b is added up."
  ) { workings in
    workings.repetitions.compactMap { step in
      let times = workings.shape(step.consumer).count / max(workings.shape(step.input).count, 1)
      guard times > 1 else { return nil }
      return workings.rewriting(step) { $0.scale($1.contribution, by: 1 / Double(times)) }
    }
  }

  private static let wrongAxis = Mistake(
    "wrong-axis", .batch, "summed over the wrong axis",
    advice: "Sum over the examples, so that one number is left for each entry of b."
  ) { workings in
    workings.repetitions.filter { workings.shape($0.consumer).rank == 2 }.flatMap { step in
      [0, 1].flatMap { axis in
        workings.reporting(step.consumer, insteadOf: step.input, place: workings.place(step)) {
          graph, gradient in graph.sum(gradient, [axis])
        }
      }
    }
  }

  private static let oneSample = Mistake(
    "one-sample", .batch, "only one of the examples counted",
    advice: "Every example has its part in the gradient."
  ) { workings in
    let repetitions = workings.repetitions.filter { step in
      workings.shape(step.consumer).rank == 2 && workings.shape(step.input).rank == 1
    }
    let products = workings.products.filter { product in
      product.step.slot == 1 && workings.shape(product.left).rank == 2
        && workings.shape(product.step.consumer).rank == 2
    }
    return [0, -1].flatMap { row in
      repetitions.map { step in
        workings.rewriting(step) { graph, step in
          let v = graph.filled(step.upstream, to: graph.shape(of: step.consumer))
          return graph.reshape(graph.row(row, of: v), to: graph.shape(of: step.input))
        }
      }
        + products.map { product in
          workings.rewriting(product.step) { graph, step in
            let v = graph.filled(step.upstream, to: graph.shape(of: step.consumer))
            let x = graph.transpose(graph.row(row, of: product.left))
            return graph.matmul(x, graph.row(row, of: v))
          }
        }
    }
  }
}

extension Workings {
  /// The steps over a repetition of a smaller tensor: a bias for every example.
  var repetitions: [Step] {
    steps(through: ["broadcast"]).filter { step in
      shape(step.input).rank > 0 && shape(step.consumer).count > shape(step.input).count
    }
  }
}

extension Graph {
  /// One row of a matrix, as a matrix; -1 is the last.
  fileprivate mutating func row(_ index: Int, of node: Node) -> Node {
    let shape = self.shape(of: node)
    let row = index < 0 ? shape[0] + index : index
    return slice(
      node,
      [
        .range(from: row, to: row + 1, length: shape[0]),
        .range(from: nil, to: nil, length: shape[1]),
      ])
  }
}
