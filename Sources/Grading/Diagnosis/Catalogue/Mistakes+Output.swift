import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let output = [
    oneHotMissing, oneHotAdded, softmaxDiagonal, softmaxSkipped, slopeAdded, labelsShifted,
    outputForLoss, correctRowMissing,
  ]

  private static let oneHotMissing = Mistake(
    "one-hot-missing", .output, "the probabilities without the labels",
    advice: "The gradient with respect to the scores is P - Y: subtract 1 at the right class."
  ) { workings in
    workings.classSteps.map { step, axis in
      workings.rewriting(step) { graph, step in
        let total = graph.total(of: step, over: axis)
        return graph.negate(graph.multiply(graph.probabilities(step), total))
      }
    }
  }

  private static let oneHotAdded = Mistake(
    "one-hot-added", .output, "the labels were added instead of subtracted",
    advice: "The gradient with respect to the scores is P - Y, not P + Y."
  ) { workings in
    workings.classSteps.map { step, axis in
      workings.rewriting(step) { graph, step in
        // With v the upstream gradient of log P the step is v - P Σ v, and v is -Y.
        let v = graph.upstreamOfLogarithms(step)
        let total = graph.total(of: step, over: axis)
        return graph.negate(graph.add(v, graph.multiply(graph.probabilities(step), total)))
      }
    }
  }

  private static let softmaxDiagonal = Mistake(
    "softmax-diagonal", .output, "only the diagonal of the softmax's Jacobian",
    advice: "Every probability depends on every score: ∂P_i/∂s_j = P_i ([i = j] - P_j)."
  ) { workings in
    workings.classSteps.map { step, _ in
      workings.rewriting(step) { graph, step in
        let rest = graph.subtract(graph.constant(1), graph.probabilities(step))
        return graph.multiply(graph.upstreamOfLogarithms(step), rest)
      }
    }
  }

  private static let softmaxSkipped = Mistake(
    "softmax-skipped", .output, "the softmax was left out on the way back",
    advice: "Between the probabilities and the scores stands the softmax's Jacobian."
  ) { workings in
    workings.classSteps.filter { $0.step.operation == "softmax" }.map { step, _ in
      workings.rewriting(step) { _, step in step.upstream }
    }
  }

  private static let slopeAdded = Mistake(
    "output-slope-added", .output, "multiplied by the output's derivative once more",
    advice: "With cross entropy the derivative of the sigmoid or softmax has cancelled already."
  ) { workings in
    workings.classSteps.map { step, _ in
      workings.rewriting(step) { graph, step in
        let p = graph.probabilities(step)
        return graph.multiply(step.contribution, graph.slope(of: p))
      }
    }
      + workings.logits.map { logit in
        workings.rewriting(gradientOf: logit) { graph, sum in
          let p = graph.call("sigmoid", logit)
          return graph.multiply(sum, graph.slope(of: p))
        }
      }
  }

  private static let labelsShifted = Mistake(
    "labels-shifted", .output, "the labels are shifted by one class",
    advice: "Classes are counted from 0."
  ) { workings in
    workings.classSteps.filter { workings.shape($0.step.input).rank == 2 }.flatMap { step, axis in
      [1, -1].map { shift in
        workings.rewriting(step) { graph, step in
          guard axis == 1, let v = graph.rolled(graph.upstreamOfLogarithms(step), by: shift) else {
            return nil
          }
          let total = graph.total(of: step, over: axis)
          return graph.subtract(v, graph.multiply(graph.probabilities(step), total))
        }
      }
    }
  }

  private static let outputForLoss = Mistake(
    "output-for-loss", .output, "the output was differentiated instead of the loss",
    advice: "The gradient begins at the loss: ∂J/∂J is 1, not ∂output/∂output."
  ) { workings in
    workings.outputs.map { output in
      workings.rewriting(gradientOf: output) { graph, _ in graph.constant(1) }
    }
  }

  private static let correctRowMissing = Mistake(
    "correct-class-missing", .output, "the margin's gradient is missing at the right class",
    advice: "Every violated margin also pulls at the score of the right class."
  ) { workings in
    workings.steps(through: ["take", "pick", "slice", "index"]).filter { $0.ways > 1 }.map { step in
      workings.rewriting(step) { graph, _ in graph.constant(0) }
    }
  }
}

extension Workings {
  /// The steps over a softmax or its logarithm, with the axis of the classes.
  var classSteps: [(step: Step, axis: Int)] {
    steps(through: ["softmax", "log_softmax"]).compactMap { step in
      guard case .axis(let axis) = graph.attribute(of: step.consumer) else { return nil }
      return (step, axis)
    }
  }

  /// The logits of yes/no losses.
  var logits: [Node] {
    var logits = steps(through: ["sigmoid"]).filter { step in
      // The last sigmoid, behind which there is only the loss.
      !steps.contains { $0.operation == "matmul" && $0.consumer > step.consumer }
    }.map(\.input)
    logits += steps(through: ["softplus"]).map(\.input)
    return logits
  }

  /// What the loss compares with labels or targets: the predictions, and the scores before them.
  var outputs: [Node] {
    var outputs: [Node] = classSteps.map(\.step.input) + logits
    outputs += steps(through: ["sigmoid"]).map(\.consumer).filter { node in
      !steps.contains { $0.operation == "matmul" && $0.consumer > node }
    }
    for step in steps(through: ["subtract"]) {
      let others = others(step)
      let isTarget = others.allSatisfy { graph.leaf(of: $0) != nil }
      if isTarget, shape(step.input).rank > 0 { outputs.append(step.input) }
    }
    var seen: Set<Node> = []
    return outputs.filter { seen.insert($0).inserted }
  }
}

extension Graph {
  /// The probabilities that a step over a softmax, or its logarithm, has to do with.
  fileprivate mutating func probabilities(_ step: BackwardStep) -> Node {
    if operation(of: step.consumer).name == "softmax" { return step.consumer }
    return append(
      Opcode("softmax"), [step.input], attribute(of: step.consumer), shape: shape(of: step.input))
  }

  /// The upstream gradient with respect to log P.
  fileprivate mutating func upstreamOfLogarithms(_ step: BackwardStep) -> Node {
    let v = filled(step.upstream, to: shape(of: step.consumer))
    return operation(of: step.consumer).name == "softmax" ? multiply(v, step.consumer) : v
  }

  /// Σ v over the classes, for every class.
  fileprivate mutating func total(of step: BackwardStep, over axis: Int) -> Node {
    let v = upstreamOfLogarithms(step)
    return spread(sum(v, [axis]), over: [axis], of: shape(of: v))
  }

  /// p (1 - p)
  fileprivate mutating func slope(of p: Node) -> Node {
    let rest = subtract(constant(1), p)
    return multiply(p, rest)
  }

  /// The columns of a matrix moved on by one, the last to the place of the first.
  fileprivate mutating func rolled(_ node: Node, by shift: Int) -> Node? {
    let shape = self.shape(of: node)
    let (rows, columns) = (shape[0], shape[1])
    guard columns > 1 else { return nil }
    let cut = shift > 0 ? columns - 1 : 1
    let all = AxisSlice.range(from: 0, to: rows, length: rows)
    let head = slice(node, [all, .range(from: 0, to: cut, length: columns)])
    let tail = slice(node, [all, .range(from: cut, to: columns, length: columns)])
    return try? concatenate([tail, head], axis: 1)
  }
}
