import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let scale = [
    sumForMean, meanOverEntries, meanOverRows, meanOnceMore, factorTwo, factorHalf, signFlipped,
    decimalShift,
  ]

  private static let sumForMean = Mistake(
    "sum-for-mean", .scale, "summed over the examples instead of averaged",
    advice: "The loss is a mean, so its gradient carries 1/n."
  ) { workings in
    workings.means.map { mean in
      workings.rewriting(mean.step) { $0.scale($1.contribution, by: mean.count) }
    }
  }

  private static let meanOverEntries = Mistake(
    "mean-over-entries", .scale, "averaged over all entries instead of the examples",
    advice: "The loss is a mean over the examples, not over their entries as well."
  ) { workings in
    workings.means.filter { workings.shape($0.step.input).rank < 2 }.flatMap { mean in
      workings.widths(of: Int(mean.count)).enumerated().map { variant, width in
        workings.rewriting(mean.step, variant: variant) {
          $0.scale($1.contribution, by: 1 / Double(width))
        }
      }
    }
      + workings.means.filter {
        workings.shape($0.step.input).rank > 1
          && $0.count < Double(workings.shape($0.step.input).count)
      }.map { mean in
        let all = Double(workings.shape(mean.step.input).count)
        return workings.rewriting(mean.step) { $0.scale($1.contribution, by: mean.count / all) }
      }
  }

  private static let meanOverRows = Mistake(
    "mean-over-rows", .scale, "averaged over one axis only",
    advice: "The loss is a mean over all entries: divide by the number of all of them."
  ) { workings in
    workings.means.flatMap { mean -> [Deviation] in
      let shape = workings.shape(mean.step.input)
      guard shape.rank > 1, mean.count == Double(shape.count) else { return [] }
      return shape.dimensions.enumerated().filter { $1 > 1 }.map { axis, length in
        workings.rewriting(mean.step, variant: axis) {
          $0.scale($1.contribution, by: mean.count / Double(length))
        }
      }
    }
  }

  private static let meanOnceMore = Mistake(
    "mean-once-more", .scale, "divided by the number of examples once more",
    advice: "The upstream gradient has been divided by n already."
  ) { workings in
    let count = Double(workings.examples)
    guard count > 1 else { return [] }
    let parameters = workings.steps.filter { step in
      workings.graph.leaf(of: step.input) != nil && !workings.isPenalty(step)
        && !workings.questions(about: step.input).isEmpty
    }
    // A filter is used at many places, and a mean over them looks as natural.
    let places = workings.windows.map {
      workings.shape($0.consumer).dimensions.dropFirst(2).reduce(1, *)
    }.max()
    return parameters.map { step in
      workings.rewriting(step) { $0.scale($1.contribution, by: 1 / count) }
    }
      + (places == nil ? [] : parameters).map { step in
        workings.rewriting(step, variant: 1) {
          $0.scale($1.contribution, by: 1 / Double(places ?? 1))
        }
      }
      + workings.tops.map { step in
        workings.rewriting(step, variant: 2) { $0.scale($1.contribution, by: 1 / count) }
      }
      + workings.below(variant: 3) { $0.scale($1.contribution, by: 1 / count) }
  }

  private static let factorTwo = Mistake(
    "factor-two", .scale, "twice too large",
    advice: "Look for a 2 too many, or a ½ in the loss that was left out.", isHabit: false
  ) { workings in
    workings.throughout { $0.scale($1.contribution, by: 2) }
      + workings.changing { $0.scaled(by: 2) }
  }

  private static let factorHalf = Mistake(
    "factor-half", .scale, "half as large as it should be",
    advice: "Look for a 2 that is missing: the derivative of u² is 2u.", isHabit: false
  ) { workings in
    workings.throughout { $0.scale($1.contribution, by: 0.5) }
      + workings.changing { $0.scaled(by: 0.5) }
  }

  private static let signFlipped = Mistake(
    "sign-flipped", .scale, "the sign is wrong",
    advice: "Follow the minus signs from the loss down.", isHabit: false
  ) { workings in
    workings.throughout { $0.negate($1.contribution) } + workings.changing { $0.scaled(by: -1) }
  }

  private static let decimalShift = Mistake(
    "decimal-shift", .scale, "the decimal point is shifted",
    advice: "Compare the size of the numbers with what they are made of."
  ) { workings in
    [0.1, 10, 0.01, 100, 0.001, 1000].flatMap { factor in
      workings.changing { $0.scaled(by: factor) }
    }
  }
}

extension Workings {
  /// The steps over means, with the number that each divides by: the entries of a mean, or a number
  /// of examples that is written out.
  var means: [(step: Step, count: Double)] {
    steps.compactMap { step in
      let count: Double
      if step.operation == "mean" {
        count = Double(shape(step.input).count / max(shape(step.consumer).count, 1))
      } else {
        guard let number = divisor(step), number == Double(examples) else { return nil }
        count = number
      }
      return count > 1 ? (step, count) : nil
    }
  }

  /// The steps by which the gradient first reaches the data: the top of the pass, penalties aside.
  var tops: [Step] {
    let first = steps.first {
      shape($0.consumer).rank == 0 && shape($0.input).rank > 0 && isData($0)
    }
    return first.map { [$0] } ?? []
  }

  /// One step at a time worked out otherwise, from the top down.
  fileprivate func throughout(_ rewrite: @escaping BackwardEdits.Rewrite) -> [Deviation] {
    (tops + steps.filter { shape($0.input).rank > 0 }).map { rewriting($0, rewrite) }
      + below(rewrite)
  }

  /// The lengths of the other axis of matrices with a row or a column for each example.
  fileprivate func widths(of examples: Int) -> [Int] {
    steps.map { shape($0.input) }.filter { $0.rank == 2 && $0.dimensions.contains(examples) }
      .map { $0[0] == examples ? $0[1] : $0[0] }.filter { $0 > 1 }.unique
  }
}
