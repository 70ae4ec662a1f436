import Differentiation
import Operations

extension Mistakes {
  static let activation = [
    slopeMissing, slopeAtOutput, slopeOfInput, maskInverted, maskByUpstream, valueForSlope,
    slopeTwice, slopeOfError, upstreamMissing,
  ]

  private static let slopeMissing = Mistake(
    "slope-missing", .activation, "the activation's derivative is missing",
    advice: "On the way back through an activation the upstream gradient is multiplied by f'(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { _, step in step.upstream }
    }
  }

  private static let slopeAtOutput = Mistake(
    "slope-at-output", .activation, "the derivative was taken at the activation's output",
    advice: "f' belongs at z, what went into the activation, not at f(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { graph, step in
        let again = graph.append(graph.opcode(of: step.consumer), [step.consumer], like: step)
        return graph.gradient(of: again, wrt: [step.consumer], seed: step.upstream).gradients[0]
      }
    }
  }

  private static let slopeOfInput = Mistake(
    "slope-of-input", .activation,
    "the short form of the derivative was used with z for the output",
    advice: "1 - a² and a (1 - a) are written in the activation's output a = f(z)."
  ) { workings in
    workings.activations.compactMap { step in
      switch step.operation {
      case "tanh":
        workings.rewriting(step) { graph, step in
          let square = graph.multiply(step.input, step.input)
          return graph.multiply(step.upstream, graph.subtract(graph.constant(1), square))
        }
      case "sigmoid":
        workings.rewriting(step) { graph, step in
          let rest = graph.subtract(graph.constant(1), step.input)
          return graph.multiply(step.upstream, graph.multiply(step.input, rest))
        }
      default: nil
      }
    }
  }

  private static let maskInverted = Mistake(
    "mask-inverted", .activation, "the mask is the wrong way round",
    advice: "ReLU lets the gradient through where z > 0 and stops it elsewhere."
  ) { workings in
    workings.rectifiers.map { step in
      workings.rewriting(step) { graph, step in
        let mask = graph.call("less_or_equal", step.input, graph.constant(0))
        return graph.multiply(step.upstream, mask)
      }
    }
  }

  private static let maskByUpstream = Mistake(
    "mask-by-upstream", .activation, "masked by the sign of the upstream gradient",
    advice: "What counts is whether z was positive on the way forward, not whether the gradient is."
  ) { workings in
    workings.rectifiers.map { step in
      workings.rewriting(step) { graph, step in
        let mask = graph.call("greater", step.upstream, graph.constant(0))
        return graph.multiply(step.upstream, mask)
      }
    }
  }

  private static let valueForSlope = Mistake(
    "value-for-slope", .activation, "multiplied by the activation instead of its derivative",
    advice: "The local derivative is f'(z), not f(z)."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { graph, step in graph.multiply(step.upstream, step.consumer) }
    }
  }

  private static let slopeTwice = Mistake(
    "slope-twice", .activation, "multiplied by the activation's derivative twice",
    advice: "Each step multiplies by its local derivative once."
  ) { workings in
    // A mask is the same squared.
    workings.activations.filter { $0.operation != "relu" }.map { step in
      workings.rewriting(step) { graph, step in
        step.local.map { graph.multiply(step.contribution, $0) }
      }
    }
  }

  private static let slopeOfError = Mistake(
    "slope-of-error", .activation, "the derivative was taken at the upstream gradient",
    advice: "f' belongs at z, what went into the activation, not at the error that comes back."
  ) { workings in
    workings.activations.flatMap { step in
      var deviations = [
        workings.rewriting(step) { graph, step in
          let v = graph.filled(step.upstream, to: graph.shape(of: step.input))
          let again = graph.append(graph.opcode(of: step.consumer), [v], like: step)
          return graph.gradient(of: again, wrt: [v], seed: step.upstream).gradients[0]
        }
      ]
      if step.operation == "sigmoid" || step.operation == "tanh" {
        let isSigmoid = step.operation == "sigmoid"
        deviations.append(
          workings.rewriting(step) { graph, step in
            let v = step.upstream
            let rest = graph.subtract(graph.constant(1), isSigmoid ? v : graph.multiply(v, v))
            return graph.multiply(v, isSigmoid ? graph.multiply(v, rest) : rest)
          })
      }
      return deviations
    }
  }

  private static let upstreamMissing = Mistake(
    "upstream-missing", .activation, "the upstream gradient was left out",
    advice: "A step hands on its local derivative times what comes from above."
  ) { workings in
    workings.activations.map { step in
      workings.rewriting(step) { _, step in step.local }
    }
  }
}

extension Workings {
  /// The steps over activations.
  var activations: [Step] {
    steps.filter { step in
      graph.operation(of: step.consumer).category == .activation && step.path.local != nil
        || step.operation == "tanh"
    }
  }

  /// The steps over activations that are straight lines on both sides of zero.
  var rectifiers: [Step] {
    steps(through: ["relu", "leaky_relu"])
      + steps(through: ["maximum"]).filter { step in
        others(step).contains { graph.constantValue(of: $0) == 0 }
      }
  }
}

extension Graph {
  /// The same operation of something else, with the other arguments as they are.
  fileprivate mutating func append(
    _ opcode: Opcode, _ first: [Node], like step: BackwardStep
  ) -> Node {
    var inputs = self.inputs(of: step.consumer)
    inputs[step.slot] = first[0]
    return append(copying: step.consumer, inputs: inputs)
  }
}
