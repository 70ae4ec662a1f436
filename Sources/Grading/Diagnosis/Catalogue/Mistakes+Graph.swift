import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let graph = [
    pathMissing, onePathOnly, pathTwice, pathsAveraged, localMissing, withoutMask, leftOut,
    withoutScale, scaledTwice, notZeroed,
  ]

  private static let pathMissing = Mistake(
    "path-missing", .graph, "one path is missing",
    advice: "Where a value is used more than once, the gradients of all its paths are added.",
    isHabit: false
  ) { workings in
    workings.forks.map { step in
      workings.rewriting(step) { graph, _ in graph.constant(0) }
    }
      + workings.products.filter(\.isPastWeights).flatMap { product in
        workings.outputs(of: product).map { others, axis in
          workings.rewriting(product.step) { graph, step in
            let v = graph.filled(step.upstream, to: graph.shape(of: step.consumer))
            return graph.pullback(
              step, upstream: graph.keeping(others, along: axis, of: v))
          }
        }
      }
  }

  private static let onePathOnly = Mistake(
    "one-path-only", .graph, "one path alone was followed",
    advice: "Where a value is used more than once, the gradients of all its paths are added.",
    isHabit: false
  ) { workings in
    workings.forks.filter { $0.ways > 2 }.map { kept in
      let others = workings.steps(to: kept.input).filter { $0.place != kept.place }
      return Deviation(
        kind: .backward(others.map { .step($0.place) { graph, _ in graph.constant(0) } }),
        place: workings.place(kept))
    }
  }

  private static let pathsAveraged = Mistake(
    "paths-averaged", .graph, "the paths were averaged instead of added",
    advice: "Where a value is used more than once, the gradients of all its paths are added.",
    isHabit: false
  ) { workings in
    workings.forks.map(\.input).unique.map { node in
      let ways = workings.steps(to: node).count
      return workings.rewriting(gradientOf: node) { $0.scale($1, by: 1 / Double(ways)) }
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

  private static let leftOut = Mistake(
    "dropout-left-out", .graph, "dropout was left out on the way back",
    advice: "What is dropped and scaled on the way forward is dropped and scaled on the way back."
  ) { workings in
    // Where mask and scale are one, leaving both out is the mask's mistake.
    workings.masks.compactMap { mask in
      let scales = workings.maskScales.filter { $0.isBeside(mask.step) }
      guard !scales.isEmpty else { return nil }
      let edits = (scales + [mask.step]).map { step in
        Deviation.Edit.step(step.place) { _, step in step.upstream }
      }
      return Deviation(kind: .backward(edits), place: workings.place(mask.step))
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
  ) { workings in
    let earlier = workings.asked.flatMap { asked in
      workings.elsewhere.filter { $0.node == asked.node }.map { _, earlier in
        Deviation(
          kind: .changed(question: asked.question) { gradient in
            // Another mistake may have given it another shape.
            gradient.shape == earlier.shape ? gradient.adding(earlier) : nil
          })
      }
    }
    return workings.changing { $0.scaled(by: 2) } + earlier
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
      guard let other = others(step).first, number(other) != nil,
        step.operation == "multiply" || step.slot == 0
      else { return false }
      return masked.contains { step.isBeside($0.step) }
    }
  }

  /// For each of a few outputs of a product, the places of all others and their axis.
  fileprivate func outputs(of product: ProductStep) -> [(others: Set<Int>, axis: Int)] {
    let shape = self.shape(product.step.consumer)
    guard shape.rank > 0 else { return [] }
    let axis = product.step.slot == 0 ? shape.rank - 1 : 0
    let count = shape[axis]
    guard (2...4).contains(count) else { return [] }
    return (0..<count).map { (Set(0..<count).subtracting([$0]), axis) }
  }
}

extension Workings.Step {
  /// Whether one of two steps follows the other.
  fileprivate func isBeside(_ other: Workings.Step) -> Bool {
    consumer == other.input || input == other.consumer
  }
}
