import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let activation = [
    derivativeLeftOut, atActivation, fromPreactivation, maskInverted, maskByUpstream,
    valueForDerivative, twice, ofError, ofOther, upstreamMissing,
  ]

  private static let derivativeLeftOut = Mistake(
    "activation-derivative-missing", .activation, "the activation's derivative is missing",
    advice: "On the way back through an activation the upstream gradient is multiplied by f'(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { _, step in step.upstream }
    }
  }

  private static let atActivation = Mistake(
    "derivative-at-activation", .activation, "the derivative was taken at the activation's output",
    advice: "f' belongs at z, what went into the activation, not at f(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { graph, step in
        var inputs = graph.inputs(of: step.consumer)
        inputs[step.slot] = step.consumer
        return graph.pullback(step, inputs: inputs, upstream: step.upstream)
      }
    }
  }

  private static let fromPreactivation = Mistake(
    "derivative-from-preactivation", .activation,
    "the short form of the derivative was used with z for the output",
    advice: "1 - a² and a (1 - a) are written in the activation's output a = f(z)."
  ) { workings in
    workings.activations.compactMap { step in
      guard let form = ShortForm(step.operation) else { return nil }
      return workings.rewriting(step) { graph, step in
        graph.multiply(step.upstream, graph.derivative(form, at: step.input))
      }
    }
  }

  private static let maskInverted = Mistake(
    "mask-inverted", .activation, "the mask is the wrong way round",
    advice: "ReLU lets the gradient through where z > 0, dropout where the value was kept."
  ) { workings in
    workings.rectifiers.map { step in
      workings.rewriting(step) { graph, step in
        let mask = graph.call("less_or_equal", step.input, graph.constant(0))
        return graph.multiply(step.upstream, mask)
      }
    }
      + workings.masks.map { mask in
        workings.rewriting(mask.step) { graph, step in
          let rest = graph.subtract(graph.constant(mask.factor), mask.node)
          return graph.multiply(step.upstream, rest)
        }
      }
  }

  private static let maskByUpstream = Mistake(
    "mask-by-upstream", .activation, "masked by the sign of the upstream gradient",
    advice: "What counts is whether z was positive on the way forward, not whether the gradient is."
  ) { workings in
    workings.rectifiers.flatMap { step in
      [
        workings.rewriting(step) { graph, step in
          let mask = graph.call("greater", step.upstream, graph.constant(0))
          return graph.multiply(step.upstream, mask)
        },
        workings.rewriting(step, variant: 1) { graph, step in
          let mask = graph.call("greater", step.upstream, graph.constant(0))
          return graph.multiply(step.contribution, mask)
        },
      ]
    }
  }

  private static let valueForDerivative = Mistake(
    "activation-for-derivative", .activation, "multiplied by the activation, not its derivative",
    advice: "The local derivative is f'(z), not f(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { graph, step in graph.multiply(step.upstream, step.consumer) }
    }
      + workings.maxima.map { step in
        workings.rewriting(step) { graph, step in
          graph.pullback(step, upstream: graph.multiply(step.upstream, step.consumer))
        }
      }
  }

  private static let twice = Mistake(
    "activation-derivative-twice", .activation, "multiplied by the activation's derivative twice",
    advice: "Each step multiplies by its local derivative once."
  ) { workings in
    // A mask is the same squared.
    workings.activations.filter { $0.operation != "relu" }.map { step in
      workings.rewriting(step) { graph, step in
        graph.pullback(step, upstream: step.contribution)
      }
    }
  }

  private static let ofError = Mistake(
    "derivative-of-error", .activation, "the derivative was taken at the upstream gradient",
    advice: "f' belongs at z, what went into the activation, not at the error that comes back."
  ) { workings in
    workings.activations.flatMap { step in
      [true, false].enumerated().flatMap { variant, isMultiplied in
        [
          workings.rewriting(step, variant: variant) { graph, step in
            var inputs = graph.inputs(of: step.consumer)
            inputs[step.slot] = graph.filled(step.upstream, to: graph.shape(of: step.input))
            let upstream = isMultiplied ? step.upstream : graph.constant(1)
            return graph.pullback(step, inputs: inputs, upstream: upstream)
          }
        ]
          + (ShortForm(step.operation).map { form in
            [
              workings.rewriting(step, variant: 2 + variant) { graph, step in
                let slope = graph.derivative(form, at: step.upstream)
                return isMultiplied ? graph.multiply(step.upstream, slope) : slope
              }
            ]
          } ?? [])
      }
    }
  }

  private static let ofOther = Mistake(
    "derivative-of-other-activation", .activation, "the derivative of another activation",
    advice: "Each activation has a derivative of its own: 1 - a² is tanh's, a (1 - a) a sigmoid's."
  ) { workings in
    workings.activations.flatMap { step in
      ShortForm.allCases.filter { $0 != ShortForm(step.operation) }.enumerated().map {
        variant, form in
        workings.rewriting(step, variant: variant) { graph, step in
          graph.multiply(step.upstream, graph.derivative(form, at: step.consumer))
        }
      }
    }
  }

  private static let upstreamMissing = Mistake(
    "upstream-missing", .activation, "the upstream gradient was left out",
    advice: "A step hands on its local derivative times what comes from above."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { graph, step in
        graph.pullback(step, upstream: graph.constant(1))
      }
    }
  }
}

/// Derivatives that are written in the activation's output.
private enum ShortForm: String, CaseIterable {
  /// 1 - a²
  case tanh
  /// a (1 - a)
  case sigmoid
  /// 1 where a > 0
  case relu

  init?(_ operation: String) {
    guard let form = ShortForm(rawValue: operation), form != .relu else { return nil }
    self = form
  }
}

extension Workings {
  /// The steps over activations.
  fileprivate var activations: [Step] {
    steps.filter { step in
      let operation = graph.operation(of: step.consumer)
      return operation.elementwise != nil && shape(step.input).rank > 0
        && (operation.category == .activation && operation.name != "identity"
          || operation.name == "tanh")
    }
      + steps(through: ["maximum"]).filter(isRectifier)
  }

  /// The steps over activations that are straight lines on both sides of zero.
  var rectifiers: [Step] {
    steps(through: ["relu", "leaky_relu"]) + steps(through: ["maximum"]).filter(isRectifier)
  }

  private func isRectifier(_ step: Step) -> Bool {
    others(step).contains { graph.constantValue(of: $0) == 0 }
  }
}

extension Graph {
  fileprivate mutating func derivative(_ form: ShortForm, at a: Node) -> Node {
    switch form {
    case .tanh: return subtract(constant(1), multiply(a, a))
    case .sigmoid:
      let rest = subtract(constant(1), a)
      return multiply(a, rest)
    case .relu: return call("greater", a, constant(0))
    }
  }
}
