import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let scale = [
    sumForMean, meanOverClasses, dividedTwice, factorTwo, factorHalf, sign, stepSign, decimalShift,
  ]

  private static let sumForMean = Mistake(
    "sum-for-mean", .scale, "summed over the examples instead of averaged",
    advice: "The loss is a mean, so its gradient carries 1/n."
  ) { workings in
    workings.steps(through: ["mean", "divide"]).compactMap { step in
      guard let count = workings.divisor(step) else { return nil }
      return workings.rewriting(step) { graph, step in
        graph.scale(step.contribution, by: count)
      }
    }
  }

  private static let meanOverClasses = Mistake(
    "mean-over-entries", .scale, "averaged over all entries instead of the examples",
    advice: "The loss is a mean over the examples, not over their entries as well."
  ) { workings in
    workings.steps(through: ["mean"]).flatMap { step -> [Deviation] in
      let shape = workings.shape(step.input)
      if shape.rank > 1 {
        // The other way round: a mean over all entries, divided by the examples alone.
        let width = Double(shape.count / max(shape[0], 1))
        return [workings.rewriting(step) { $0.scale($1.contribution, by: width) }]
      }
      return workings.widths(of: workings.examples).map { width in
        workings.rewriting(step) { $0.scale($1.contribution, by: 1 / Double(width)) }
      }
    }
  }

  private static let dividedTwice = Mistake(
    "divided-twice", .scale, "divided by the number of examples once more",
    advice: "The upstream gradient has been divided by n already."
  ) { workings in
    let factor = 1 / Double(workings.examples)
    let ends = workings.steps.filter { step in
      workings.graph.leaf(of: step.input) != nil && !workings.isPenalty(step)
        && !workings.questions(about: step.input).isEmpty
    }
    guard workings.examples > 1, !ends.isEmpty else { return [] }
    let everywhere = workings.rewriting(ends) { $0.scale($1.contribution, by: factor) }
    return (ends.count > 1 ? [everywhere] : [])
      + ends.map { step in
        workings.rewriting(step) { $0.scale($1.contribution, by: factor) }
      }
  }

  private static let factorTwo = Mistake(
    "factor-two", .scale, "twice too large",
    advice: "Look for a 2 too many: a ½ in the loss that was left out, or a gradient that was "
      + "added to one of an earlier step."
  ) { workings in
    halves(workings).map { step in
      workings.rewriting(step) { $0.scale($1.contribution, by: 2) }
    } + workings.changing { $0.scaled(by: 2) }
  }

  private static let factorHalf = Mistake(
    "factor-half", .scale, "half as large as it should be",
    advice: "Look for a 2 that is missing: the derivative of u² is 2u."
  ) { workings in
    workings.steps(through: ["power", "multiply"]).filter { step in
      let inputs = workings.graph.inputs(of: step.consumer)
      return step.operation == "power"
        ? step.slot == 0 && workings.graph.constantValue(of: inputs[1]) == 2
        : inputs[0] == inputs[1] && step.slot == 0
    }.map { step in
      workings.rewriting(step) { $0.scale($1.contribution, by: 0.5) }
    } + workings.changing { $0.scaled(by: 0.5) }
  }

  /// The steps over a product with ½.
  private static func halves(_ workings: Workings) -> [Workings.Step] {
    workings.steps(through: ["multiply", "divide"]).filter { step in
      workings.others(step).contains { other in
        let value = workings.graph.constantValue(of: other)
        return step.operation == "multiply" ? value == 0.5 : step.slot == 0 && value == 2
      }
    }
  }

  private static let sign = Mistake(
    "sign", .scale, "the sign is wrong",
    advice: "Follow the minus signs from the loss down."
  ) { workings in workings.changing { $0.scaled(by: -1) } }

  private static let stepSign = Mistake(
    "step-sign", .scale, "a minus sign was lost",
    advice: "This step has a minus of its own."
  ) { workings in
    let steps = workings.steps(through: ["subtract", "negate", "divide", "cos", "cosd"])
    return steps.filter { step in
      (step.operation == "subtract" || step.operation == "divide" ? step.slot == 1 : true)
        && workings.graph.constantValue(of: step.input) == nil
    }.map { step in
      workings.rewriting(step) { graph, step in graph.negate(step.contribution) }
    }
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

extension Tensor {
  func scaled(by factor: Double) -> Tensor {
    Tensor(shape: shape, values: values.map { $0 * factor })
  }
}

extension Workings {
  /// What a step divides by because the loss is a mean: the entries of a mean, or a number of
  /// examples that is written out.
  func divisor(_ step: Step) -> Double? {
    if step.operation == "mean" {
      let count = shape(step.input).count / max(shape(step.consumer).count, 1)
      return count > 1 ? Double(count) : nil
    }
    guard step.slot == 0, let other = others(step).first,
      let number = graph.constantValue(of: other) ?? graph.leaf(of: other)?.value.scalar,
      number == Double(examples), number > 1
    else { return nil }
    return number
  }

  /// The lengths of the second axis of matrices with a row for each example.
  func widths(of rows: Int) -> [Int] {
    var widths: [Int] = []
    for step in steps {
      let shape = shape(step.input)
      if shape.rank == 2, shape[0] == rows, shape[1] > 1, !widths.contains(shape[1]) {
        widths.append(shape[1])
      }
    }
    return widths
  }
}
