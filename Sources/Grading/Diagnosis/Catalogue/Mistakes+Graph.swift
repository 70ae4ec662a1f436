import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let graph = [
    pathMissing, pathTwice, localMissing, withoutMask, withoutScale, scaledTwice, notZeroed,
    poolEverywhere, poolAveraged, poolTies,
  ]

  private static let pathMissing = Mistake(
    "path-missing", .graph, "one path is missing",
    advice: "Where a value is used more than once, the gradients of all its paths are added.",
    isHabit: false
  ) { workings in
    workings.forks.map { step in
      workings.rewriting(step) { graph, _ in graph.constant(0) }
    }
  }

  private static let pathTwice = Mistake(
    "path-twice", .graph, "one path was counted twice",
    advice: "Every path to a value counts once.", isHabit: false
  ) { workings in
    workings.forks.map { step in
      workings.rewriting(step) { $0.scale($1.contribution, by: 2) }
    }
  }

  private static let localMissing = Mistake(
    "local-derivative-missing", .graph, "a local derivative was left out",
    advice: "A step hands on the upstream gradient times its local derivative.", isHabit: false
  ) { workings in
    let operations: Set<String> = ["multiply", "divide", "power", "exp", "log", "sqrt"]
    return workings.steps(through: operations).filter { step in
      step.path.local != nil && workings.shape(step.input).rank > 0 && !workings.isPenalty(step)
        && workings.others(step).allSatisfy { workings.graph.constantValue(of: $0) == nil }
    }.map { step in
      workings.rewriting(step) { _, step in step.upstream }
    }
  }

  private static let withoutMask = Mistake(
    "dropout-without-mask", .graph, "the dropout mask is missing on the way back",
    advice: "What was dropped on the way forward gets no gradient on the way back."
  ) { workings in
    workings.masks.map { mask in
      workings.rewriting(mask.step) { graph, step in graph.scale(step.upstream, by: mask.factor) }
    }
      + workings.masks.filter { $0.factor != 1 }.map { mask in
        workings.rewriting(mask.step, variant: 1) { _, step in step.upstream }
      }
  }

  private static let withoutScale = Mistake(
    "dropout-without-scale", .graph, "the dropout mask is not scaled on the way back",
    advice: "What is kept was divided by 1 - rate on the way forward, and so is its gradient."
  ) { workings in
    workings.masks.filter { $0.factor != 1 }.map { mask in
      workings.rewriting(mask.step) { $0.scale($1.contribution, by: 1 / mask.factor) }
    }
      + workings.maskScales.map { step in
        workings.rewriting(step) { _, step in step.upstream }
      }
  }

  private static let scaledTwice = Mistake(
    "dropout-scaled-twice", .graph, "the dropout mask is scaled twice on the way back",
    advice: "What is kept is divided by 1 - rate once."
  ) { workings in
    workings.masks.filter { $0.factor != 1 }.map { mask in
      workings.rewriting(mask.step) { $0.scale($1.contribution, by: mask.factor) }
    }
      + workings.maskScales.map { step in
        workings.rewriting(step) { graph, step in
          graph.pullback(step, upstream: step.contribution)
        }
      }
  }

  private static let notZeroed = Mistake(
    "gradient-not-zeroed", .graph, "added to the gradient of an earlier pass",
    advice: "Gradients are set to zero before each backward pass."
  ) { workings in workings.changing { $0.scaled(by: 2) } }

  private static let poolEverywhere = Mistake(
    "pool-everywhere", .graph, "the gradient of a maximum went to every entry",
    advice: "A maximum hands its gradient to the entry that was largest, and to no other."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in graph.toAll(step)?.node }
    }
  }

  private static let poolAveraged = Mistake(
    "pool-averaged", .graph, "the gradient of a maximum was shared among all entries",
    advice: "A maximum hands all of its gradient to the entry that was largest."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in
        graph.toAll(step).map { graph.scale($0.node, by: 1 / Double($0.count)) }
      }
    }
  }

  private static let poolTies = Mistake(
    "pool-ties-both", .graph, "where a maximum is reached twice, both entries got all of it",
    advice: "Entries that tie share the gradient, or one of them gets it."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in
        guard let all = graph.toAll(step),
          let best = graph.toAll(step, of: step.consumer)
        else { return nil }
        return graph.multiply(all.node, graph.call("equal", step.input, best.node))
      }
    }
  }
}

extension Workings {
  /// The steps to what is reached by more than one path, penalties aside.
  fileprivate var forks: [Step] { steps.filter { $0.ways > 1 && !isPenalty($0) } }

  /// A step over a product with numbers of which some are 0 and all others the same.
  struct Mask {
    let step: Step
    let node: Node
    let factor: Double
  }

  var masks: [Mask] {
    steps(through: ["multiply"]).compactMap { step in
      guard let other = others(step).first, questions(about: other).isEmpty,
        let values = graph.leaf(of: other)?.value.values,
        values.contains(0), let factor = values.first(where: { $0 != 0 }),
        values.allSatisfy({ $0 == 0 || $0 == factor })
      else { return nil }
      return Mask(step: step, node: other, factor: factor)
    }
  }

  /// The steps over a product with a number, or a quotient by one, beside a mask.
  fileprivate var maskScales: [Step] {
    let masked = masks
    return steps(through: ["multiply", "divide"]).filter { step in
      guard let other = others(step).first, shape(other).rank == 0,
        step.operation == "multiply" || step.slot == 0
      else { return false }
      return masked.contains { $0.step.consumer == step.input || $0.step.input == step.consumer }
    }
  }

  fileprivate var maxima: [Step] { steps(through: ["max", "min", "maxpool1d", "maxpool2d"]) }
}

extension Graph {
  /// The upstream gradient, or something else of its shape, handed to every entry that a maximum
  /// runs over, and how many entries there are to one.
  fileprivate mutating func toAll(
    _ step: BackwardStep, of value: Node? = nil
  ) -> (node: Node, count: Int)? {
    let value = value ?? step.upstream
    let shape = self.shape(of: step.input)
    switch attribute(of: step.consumer) {
    case .axes(let axes):
      return (spread(value, over: axes, of: shape), axes.reduce(1) { $0 * shape[$1] })
    case .window(let window):
      let name = operation(of: step.consumer).name.replacing("max", with: "avg")
      guard Operation.named(name) != nil else { return nil }
      let mean = append(
        Opcode(name), [step.input], .window(window), shape: self.shape(of: step.consumer))
      let back = gradient(of: mean, wrt: [step.input], seed: value).gradients[0]
      let count = window.sizes.reduce(1, *)
      return (scale(back, by: Double(count)), count)
    default: return nil
    }
  }
}
