import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let regulariser = [
    penaltyMissing, penaltyDoubled, penaltyHalved, penaltyAveraged, penaltySign, penaltyOnBias,
  ]

  private static let penaltyMissing = Mistake(
    "penalty-missing", .regulariser, "the penalty is missing",
    advice: "The loss has a term in the weights; its gradient is added."
  ) { workings in workings.penalties { _ in 0 } }

  private static let penaltyDoubled = Mistake(
    "penalty-doubled", .regulariser, "the penalty's gradient is twice too large",
    advice: "The derivative of ½ λ w² is λ w, that of λ w² is 2 λ w."
  ) { workings in workings.penalties { _ in 2 } }

  private static let penaltyHalved = Mistake(
    "penalty-halved", .regulariser, "the penalty's gradient is half as large as it should be",
    advice: "The derivative of λ w² is 2 λ w, that of ½ λ w² is λ w."
  ) { workings in workings.penalties { _ in 0.5 } }

  private static let penaltyAveraged = Mistake(
    "penalty-averaged", .regulariser, "the penalty was divided by the number of examples",
    advice: "The mean runs over the examples; the penalty stands outside of it."
  ) { workings in workings.penalties { 1 / Double($0.examples) } }

  private static let penaltySign = Mistake(
    "penalty-sign", .regulariser, "the penalty has the wrong sign",
    advice: "The penalty is added to the loss, so its gradient is added too."
  ) { workings in workings.penalties { _ in -1 } }

  private static let penaltyOnBias = Mistake(
    "penalty-on-bias", .regulariser, "the bias was penalised too",
    advice: "The penalty has the weights alone in it."
  ) { workings in
    guard let penalty = workings.penaltySteps.first(where: { $0.path.local != nil }) else {
      return []
    }
    let biases = workings.repetitions.map(\.input).filter {
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

  /// The penalty's part multiplied by a factor: everywhere at once, and for each tensor alone.
  fileprivate func penalties(_ factor: (Workings) -> Double) -> [Deviation] {
    let factor = factor(self)
    let penalties = penaltySteps
    let weights = penalties.map(\.input).unique
    guard factor != 1, !weights.isEmpty else { return [] }
    let everywhere = rewriting(penalties) { $0.scale($1.contribution, by: factor) }
    return (weights.count > 1 ? [everywhere] : [])
      + weights.map { weight in
        var deviation = rewriting(penalties.filter { $0.input == weight }) {
          $0.scale($1.contribution, by: factor)
        }
        deviation.place = name(of: weight).map { "at \($0)" } ?? ""
        return deviation
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
