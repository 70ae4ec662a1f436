import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let reporting = [stepReported, updateReported, zeros, parameterReported]

  private static let stepReported = Mistake(
    "step-for-gradient", .reporting, "the step -η G instead of the gradient G",
    advice: "The gradient is asked for, not the change of the parameter."
  ) { workings in
    workings.rates.flatMap { rate in
      workings.changing { $0.scaled(by: -rate) } + workings.changing { $0.scaled(by: rate) }
    }
  }

  private static let updateReported = Mistake(
    "updated-for-gradient", .reporting, "the updated parameter instead of its gradient",
    advice: "The gradient is asked for, not the parameter after a step."
  ) { workings in
    workings.parameters.flatMap { question, value in
      workings.rates.map { rate in
        Deviation(
          kind: .changed(question: question) { gradient in
            guard gradient.shape == value.shape else { return nil }
            return Tensor(
              shape: value.shape,
              values: zip(value.values, gradient.values).map { $0 - rate * $1 })
          })
      }
    }
  }

  private static let zeros = Mistake(
    "zeros", .reporting, "nothing but zeros",
    advice: "The template's zeros are still there."
  ) { workings in
    workings.asked.map { asked in
      let shape = workings.shape(asked.node)
      return Deviation(
        kind: .fixed(question: asked.question, Tensor(repeating: 0, shape: shape)))
    }
  }

  private static let parameterReported = Mistake(
    "value-for-gradient", .reporting, "the tensor itself instead of its gradient",
    advice: "The gradient of J with respect to the tensor is asked for."
  ) { workings in
    workings.parameters.map { question, value in
      Deviation(kind: .fixed(question: question, value))
    }
  }
}

extension Workings {
  /// The values of the leaves that questions ask for the gradients of.
  fileprivate var parameters: [(question: Int, value: Tensor)] {
    asked.compactMap { asked in
      graph.leaf(of: asked.node).map { (asked.question, $0.value) }
    }
  }
}
