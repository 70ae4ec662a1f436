import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let graph = [
    pathMissing, pathTwice, otherFactorMissing, dropoutMask, dropoutScale, maxToAll,
  ]

  private static let pathMissing = Mistake(
    "path-missing", .graph, "one path is missing",
    advice: "Where a value is used more than once, the gradients of all its paths are added."
  ) { workings in
    workings.forks.map { step in
      workings.rewriting(step) { graph, _ in graph.constant(0) }
    }
  }

  private static let pathTwice = Mistake(
    "path-twice", .graph, "one path was counted twice",
    advice: "Every path to a value counts once."
  ) { workings in
    workings.forks.map { step in
      workings.rewriting(step) { $0.scale($1.contribution, by: 2) }
    }
  }

  private static let otherFactorMissing = Mistake(
    "factor-missing", .graph, "the local derivative was left out",
    advice: "A product hands to each factor the upstream gradient times the other factor."
  ) { workings in
    workings.steps(through: ["multiply", "divide", "power", "exp", "log", "sqrt"]).filter { step in
      step.path.local != nil && workings.shape(step.input).rank > 0
        && workings.others(step).allSatisfy { workings.graph.constantValue(of: $0) == nil }
    }.map { step in
      workings.rewriting(step) { _, step in step.upstream }
    }
  }

  private static let dropoutMask = Mistake(
    "dropout-mask", .graph, "the dropout mask is missing on the way back",
    advice: "What was dropped on the way forward gets no gradient on the way back."
  ) { workings in
    workings.masks.map { mask in
      workings.rewriting(mask.step) { graph, step in
        graph.scale(step.upstream, by: mask.isPlain ? 1 : mask.factor)
      }
    }
      + workings.masks.filter { !$0.isPlain }.map { mask in
        workings.rewriting(mask.step) { _, step in step.upstream }
      }
  }

  private static let dropoutScale = Mistake(
    "dropout-scale", .graph, "the dropout mask is not scaled on the way back",
    advice: "What is kept was divided by 1 - rate on the way forward, and so is its gradient."
  ) { workings in
    workings.masks.filter { !$0.isPlain }.map { mask in
      workings.rewriting(mask.step) { graph, step in
        graph.scale(step.contribution, by: 1 / mask.factor)
      }
    }
  }

  private static let maxToAll = Mistake(
    "max-to-all", .graph, "the gradient of a maximum went to every entry",
    advice: "A maximum hands its gradient to the entry that was largest, and to no other."
  ) { workings in
    workings.steps(through: ["max", "min", "maxpool1d", "maxpool2d"]).map { step in
      workings.rewriting(step) { graph, step in graph.toAll(step) }
    }
  }
}

extension Workings {
  /// The steps to what is reached by more than one path, penalties aside.
  var forks: [Step] { steps.filter { $0.ways > 1 && !isPenalty($0) } }

  /// A step over a product with numbers of which some are 0 and all others the same.
  struct Mask {
    let step: Step
    let factor: Double
    var isPlain: Bool { factor == 1 }
  }

  var masks: [Mask] {
    steps(through: ["multiply"]).compactMap { step in
      guard let other = others(step).first, let values = graph.leaf(of: other)?.value.values,
        values.contains(0), let factor = values.first(where: { $0 != 0 }),
        values.allSatisfy({ $0 == 0 || $0 == factor })
      else { return nil }
      return Mask(step: step, factor: factor)
    }
  }
}

extension Graph {
  /// The upstream gradient handed to every entry that a maximum runs over.
  fileprivate mutating func toAll(_ step: BackwardStep) -> Node? {
    switch attribute(of: step.consumer) {
    case .axes(let axes): return spread(step.upstream, over: axes, of: shape(of: step.input))
    case .window(let window):
      let name = operation(of: step.consumer).name.replacing("max", with: "avg")
      guard Operation.named(name) != nil else { return nil }
      let mean = append(
        Opcode(name), [step.input], .window(window), shape: shape(of: step.consumer))
      let back = gradient(of: mean, wrt: [step.input], seed: step.upstream).gradients[0]
      return scale(back, by: Double(window.sizes.reduce(1, *)))
    default: return nil
    }
  }
}
