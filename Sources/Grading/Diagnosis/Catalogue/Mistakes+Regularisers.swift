import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let regulariser = [
    missing, doubled, halved, overExamples, wrongSign, withoutLambda, onBias,
  ]

  private static let missing = Mistake(
    "penalty-missing", .regulariser, "the penalty is missing",
    advice: "The loss has a term in the weights; its gradient is added."
  ) { workings in workings.penalties { _ in 0 } }

  private static let doubled = Mistake(
    "penalty-doubled", .regulariser, "the penalty's gradient is twice too large",
    advice: "The derivative of ½ λ w² is λ w, that of λ w² is 2 λ w."
  ) { workings in workings.penalties { _ in 2 } }

  private static let halved = Mistake(
    "penalty-halved", .regulariser, "the penalty's gradient is half as large as it should be",
    advice: "The derivative of λ w² is 2 λ w, that of ½ λ w² is λ w."
  ) { workings in workings.penalties { _ in 0.5 } }

  private static let overExamples = Mistake(
    "penalty-over-n", .regulariser, "the penalty was divided by the number of examples",
    advice: "The mean runs over the examples; the penalty stands outside of it."
  ) { workings in workings.penalties { 1 / Double($0.examples) } }

  private static let wrongSign = Mistake(
    "penalty-sign", .regulariser, "the penalty has the wrong sign",
    advice: "The penalty is added to the loss, so its gradient is added too."
  ) { workings in workings.penalties { _ in -1 } }

  private static let withoutLambda = Mistake(
    "penalty-without-lambda", .regulariser, "the penalty without its factor λ",
    advice: "The gradient of ½ λ w² is λ w: λ stays."
  ) { workings in
    // λ w with λ left out is w, 2 λ w is 2 w.
    workings.penaltySteps.flatMap { step in
      [1, 2].enumerated().map { variant, factor in
        workings.rewriting(step, variant: variant) { graph, step in
          graph.scale(step.input, by: Double(factor))
        }
      }
    }
  }

  private static let onBias = Mistake(
    "penalty-on-bias", .regulariser, "the bias was penalised too",
    advice: "The penalty has the weights alone in it."
  ) { workings in
    guard let penalty = workings.penaltySteps.first(where: { $0.path.local != nil }) else {
      return []
    }
    let biases = workings.repetitions.map(\.step.input).filter {
      workings.graph.leaf(of: $0) != nil && !workings.questions(about: $0).isEmpty
    }
    let loss = workings.loss
    return biases.unique.map { bias in
      workings.rewriting(gradientOf: bias) { graph, sum in
        // The rule that the weights have, with b in their place.
        let rule = graph.gradient(of: loss, wrt: [penalty.consumer]).gradients[0]
        let seed = graph.filled(graph.first(of: rule), to: graph.shape(of: bias))
        let inputs = graph.inputs(of: penalty.consumer).map { $0 == penalty.input ? bias : $0 }
        let opcode = graph.opcode(of: penalty.consumer)
        let term =
          inputs.count == 1
          ? graph.append(opcode, inputs[0]) : graph.append(opcode, inputs[0], inputs[1])
        return graph.add(sum, graph.gradient(of: term, wrt: [bias], seed: seed).gradients[0])
      }
    }
  }
}

extension Workings {
  /// The steps from a penalty to the weights.
  var penaltySteps: [Step] { steps.filter(isPenalty) }

  /// The penalty's part multiplied by a factor, for each tensor.
  fileprivate func penalties(_ factor: (Workings) -> Double) -> [Deviation] {
    let factor = factor(self)
    guard factor != 1 else { return [] }
    let penalties = penaltySteps
    return penalties.map(\.input).unique.map { weight in
      Deviation(
        kind: .backward(
          penalties.filter { $0.input == weight }.map { step in
            .step(step.place) { $0.scale($1.contribution, by: factor) }
          }),
        place: name(of: weight).map { "at \($0)" } ?? "")
    }
  }
}

extension Graph {
  /// The first entry, as a number.
  fileprivate mutating func first(of node: Node) -> Node {
    let count = shape(of: node).count
    let flat = reshape(node, to: Shape([count]))
    return reshape(slice(flat, [.range(from: 0, to: 1, length: count)]), to: .scalar)
  }
}
