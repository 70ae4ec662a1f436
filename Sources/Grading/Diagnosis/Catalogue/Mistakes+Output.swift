import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let output = [
    oneHotMissing, oneHotAdded, softmaxDiagonal, derivativeMissing, derivativeExtra,
    labelsShifted, targetMissing, activationMissing, differentiated, correctRowMissing,
  ]

  private static let oneHotMissing = Mistake(
    "one-hot-missing", .output, "the probabilities without the labels",
    advice: "The gradient with respect to the scores is P - Y: subtract 1 at the right class."
  ) { workings in
    workings.classSteps.map { step, axis in
      workings.rewriting(step) { graph, step in
        graph.negate(graph.multiply(graph.probabilities(step), graph.total(of: step, over: axis)))
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
        let rest = graph.multiply(graph.probabilities(step), graph.total(of: step, over: axis))
        return graph.negate(graph.add(v, rest))
      }
    }
  }

  private static let softmaxDiagonal = Mistake(
    "softmax-diagonal-only", .output, "only the diagonal of the softmax's Jacobian",
    advice: "Every probability depends on every score: ∂P_i/∂s_j = P_i ([i = j] - P_j)."
  ) { workings in
    workings.classSteps.map { step, _ in
      workings.rewriting(step) { graph, step in
        let rest = graph.subtract(graph.constant(1), graph.probabilities(step))
        return graph.multiply(graph.upstreamOfLogarithms(step), rest)
      }
    }
  }

  private static let derivativeMissing = Mistake(
    "output-derivative-missing", .output, "the output's own derivative was left out",
    advice: "Between the probabilities and the scores stands the derivative of the softmax or "
      + "sigmoid."
  ) { workings in
    workings.classSteps.map { step, _ in
      workings.rewriting(step) { graph, step in
        let v = graph.upstreamOfLogarithms(step)
        return graph.divide(v, graph.probabilities(step))
      }
    }
      + workings.logits.map { logit in
        workings.rewriting(gradientOf: logit) { graph, sum in
          graph.divide(sum, graph.slope(of: graph.call("sigmoid", logit)))
        }
      }
  }

  private static let derivativeExtra = Mistake(
    "output-derivative-extra", .output, "multiplied by a derivative of the output once more",
    advice: "What is handed to the scores is complete: no further activation stands there, or its "
      + "derivative has cancelled already."
  ) { workings in
    let slopes: [@Sendable (inout Graph, Node) -> Node] = [
      { graph, s in graph.slope(of: graph.call("sigmoid", s)) },
      { graph, s in
        let t = graph.call("tanh", s)
        return graph.subtract(graph.constant(1), graph.multiply(t, t))
      },
      { graph, p in graph.slope(of: p) },
      { graph, p in graph.subtract(graph.constant(1), graph.multiply(p, p)) },
    ]
    let outputs =
      workings.logits.map { ($0, [slopes[0]]) } + workings.predictions.map { ($0, slopes) }
    return workings.classSteps.map { step, _ in
      workings.rewriting(step) { graph, step in
        graph.multiply(step.contribution, graph.slope(of: graph.probabilities(step)))
      }
    }
      + outputs.flatMap { output, slopes in
        slopes.enumerated().flatMap { variant, slope in
          [
            workings.rewriting(gradientOf: output, variant: variant) { graph, sum in
              graph.multiply(sum, slope(&graph, output))
            }
          ]
            // The same only for what goes on down, while this layer's gradients are right.
            + workings.products.filter { product in
              product.isPastWeights && workings.isDirectlyBelow(product.step.consumer, output)
            }.map { product in
              workings.rewriting(product.step, variant: 10 + variant) { graph, step in
                graph.pullback(step, upstream: graph.multiply(step.upstream, slope(&graph, output)))
              }
            }
        }
      }
  }

  private static let labelsShifted = Mistake(
    "labels-shifted", .output, "the labels are those of other classes",
    advice: "Classes are counted from 0; check which label belongs to which class."
  ) { workings in
    workings.classSteps.filter { workings.shape($0.step.input).rank == 2 }.flatMap { step, axis in
      [1, -1].enumerated().map { variant, shift in
        workings.rewriting(step, variant: variant) { graph, step in
          guard axis == 1, let v = graph.rolled(graph.upstreamOfLogarithms(step), by: shift) else {
            return nil
          }
          let rest = graph.multiply(graph.probabilities(step), graph.total(of: step, over: axis))
          return graph.subtract(v, rest)
        }
      }
    }
      + workings.logits.map { logit in
        // 0 for 1: (p - (1 - y))/n, where the right one is (p - y)/n.
        workings.restating(gradientOf: logit) { [share = workings.share] graph, right in
          let p = graph.call("sigmoid", logit)
          let both = graph.subtract(graph.scale(p, by: 2), graph.constant(1))
          return graph.subtract(graph.scale(both, by: share), right)
        }
      }
  }

  private static let targetMissing = Mistake(
    "target-missing", .output, "the output without the target",
    advice: "The error is the output minus the target."
  ) { workings in
    workings.logits.map { logit in
      workings.restating(gradientOf: logit) { [share = workings.share] graph, _ in
        graph.scale(graph.call("sigmoid", logit), by: share)
      }
    }
      + workings.steps.filter { ["power", "multiply", "abs"].contains($0.operation) }.compactMap {
        step in
        guard let (output, _) = workings.difference(step.input) else { return nil }
        return workings.rewriting(step) { graph, step in
          let inputs = graph.inputs(of: step.consumer).map { $0 == step.input ? output : $0 }
          return graph.pullback(step, inputs: inputs, upstream: step.upstream)
        }
      }
  }

  private static let activationMissing = Mistake(
    "output-activation-missing", .output, "the scores were taken for the output",
    advice: "The error is taken between the probabilities and the labels, not the scores."
  ) { workings in
    workings.classSteps.map { step, axis in
      workings.rewriting(step) { graph, step in
        let v = graph.upstreamOfLogarithms(step)
        return graph.subtract(v, graph.multiply(step.input, graph.total(of: step, over: axis)))
      }
    }
      + workings.logits.map { logit in
        workings.restating(gradientOf: logit) { [share = workings.share] graph, right in
          let p = graph.call("sigmoid", logit)
          return graph.add(right, graph.scale(graph.subtract(logit, p), by: share))
        }
      }
  }

  private static let differentiated = Mistake(
    "output-differentiated", .output, "the output was differentiated instead of the loss",
    advice: "The gradient begins at the loss: ∂J/∂J is 1, not ∂output/∂output."
  ) { workings in
    workings.outputs.flatMap { output in
      [1, workings.share].unique.enumerated().map { variant, value in
        workings.rewriting(gradientOf: output, variant: variant) { graph, _ in
          graph.constant(value)
        }
      }
    }
  }

  private static let correctRowMissing = Mistake(
    "hinge-correct-row-missing", .output, "the margin's gradient is missing at the right class",
    advice: "Every violated margin also pulls at the score of the right class."
  ) { workings in
    workings.steps.filter { step in
      step.ways > 1 && workings.hasMargin && workings.isPicked(step)
    }.map { step in
      workings.rewriting(step) { graph, _ in graph.constant(0) }
    }
  }
}

extension Workings {
  /// The steps over a softmax or its logarithm, with the axis of the classes.
  fileprivate var classSteps: [(step: Step, axis: Int)] {
    steps(through: ["softmax", "log_softmax"]).compactMap { step in
      guard case .axis(let axis) = graph.attribute(of: step.consumer) else { return nil }
      return (step, axis)
    }
  }

  /// The logits of yes/no losses: what goes into the last sigmoid or softplus, behind which there
  /// is only the loss.
  fileprivate var logits: [Node] {
    steps(through: ["sigmoid", "softplus"]).filter { step in
      !steps.contains {
        ["matmul", "conv1d", "conv2d"].contains($0.operation) && $0.consumer > step.consumer
      }
    }.map(\.input).unique
  }

  /// What a node is the difference of, if it is one of an output and a target.
  fileprivate func difference(_ node: Node) -> (output: Node, target: Node)? {
    let (operation, inputs) = origin(node)
    guard operation == "subtract", shape(node).rank > 0 else { return nil }
    if isGiven(inputs[1]), !isGiven(inputs[0]) { return (inputs[0], inputs[1]) }
    if isGiven(inputs[0]), !isGiven(inputs[1]) { return (inputs[1], inputs[0]) }
    return nil
  }

  /// Whether a node is data, as labels and targets are.
  private func isGiven(_ node: Node) -> Bool {
    graph.leaf(of: node) != nil && questions(about: node).isEmpty
  }

  /// What a loss compares with numbers: outputs without a sigmoid or softmax of their own.
  fileprivate var predictions: [Node] {
    steps.compactMap { difference($0.input)?.output }.unique
  }

  /// The scores and outputs of the net.
  fileprivate var outputs: [Node] {
    let sigmoids = steps(through: ["sigmoid"]).filter { logits.contains($0.input) }
    let margins = hasMargin ? steps.filter(isPicked).map(\.input) : []
    return
      (classSteps.map(\.step.input) + logits + sigmoids.map(\.consumer) + predictions
      + margins).unique
  }

  /// What one entry counts for in the loss: 1/n of a mean over n.
  fileprivate var share: Double {
    means.filter { isData($0.step) && shape($0.step.consumer).rank == 0 }.reduce(1) {
      $0 / $1.count
    }
  }

  /// Whether a product goes into an output, with nothing but a bias added.
  fileprivate func isDirectlyBelow(_ product: Node, _ output: Node) -> Bool {
    product == output
      || origin(output).operation == "add" && origin(output).inputs.contains(product)
  }

  /// Whether the loss has a hinge: a maximum with 0 behind which no layer follows.
  fileprivate var hasMargin: Bool {
    rectifiers.contains { step in
      !steps.contains { $0.operation == "matmul" && $0.consumer > step.consumer }
    }
  }

  /// Whether a step leads over the choice of one score a row: by place, or by a mask that is added
  /// up.
  fileprivate func isPicked(_ step: Step) -> Bool {
    if ["take", "slice", "index"].contains(step.operation) { return true }
    guard step.operation == "multiply" else { return false }
    return others(step).contains { ["onehot", "leaf"].contains(origin($0).operation) }
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
