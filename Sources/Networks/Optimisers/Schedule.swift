import Glibc

/// How the learning rate changes from step to step.
package struct Schedule: Sendable {
  /// A number in brackets: the `every` of `step(every, factor)`.
  package struct Parameter: Sendable {
    package let name: String
    /// What it is if the brackets are left out, by the number of steps.
    let value: @Sendable (_ steps: Int) -> Double
    /// What it may be, in words.
    package let values: String
    let isAllowed: @Sendable (Double) -> Bool

    package func allows(_ value: Double) -> Bool { isAllowed(value) }
  }

  package let name: String
  package let summary: String
  package let formula: String
  package let parameters: [Parameter]
  /// The share of the learning rate at step t, counted from 0.
  private let share: @Sendable (_ step: Double, _ numbers: [Double]) -> Double

  /// `step(every, factor)`
  package var call: String {
    parameters.isEmpty ? name : "\(name)(\(parameters.map(\.name).joined(separator: ", ")))"
  }

  /// The numbers in brackets, those that were left out filled in for training of some length.
  package func numbers(_ given: [Double], steps: Int) -> [Double] {
    parameters.enumerated().map { index, parameter in
      index < given.count ? given[index] : parameter.value(steps)
    }
  }

  /// What the learning rate is multiplied by at step t, counted from 0.
  package func factor(at step: Int, _ numbers: [Double]) -> Double {
    share(Double(step), numbers)
  }

  package static func named(_ name: String) -> Schedule? { all.first { $0.name == name } }

  private static func steps(_ name: String, _ share: Double) -> Parameter {
    Parameter(
      name: name, value: { (Double($0) * share).rounded(.up) }, values: "1 step or more",
      isAllowed: { $0 >= 1 && $0.isFinite })
  }

  private static func factor(_ value: Double) -> Parameter {
    Parameter(
      name: "factor", value: { _ in value }, values: "more than 0 and at most 1",
      isAllowed: { $0 > 0 && $0 <= 1 })
  }

  /// Every schedule; t counts steps from 0.
  package static let all: [Schedule] = [
    Schedule(
      name: "constant", summary: "The same learning rate throughout.", formula: "lr",
      parameters: []
    ) { _, _ in 1 },
    Schedule(
      name: "step", summary: "Smaller by a factor every so many steps.",
      formula: "lr·factor^⌊t/every⌋", parameters: [steps("every", 1.0 / 3), factor(0.1)]
    ) { t, numbers in pow(numbers[1], (t / numbers[0]).rounded(.down)) },
    Schedule(
      name: "exponential", summary: "Smaller by a factor each step.", formula: "lr·factor^t",
      parameters: [factor(0.99)]
    ) { t, numbers in pow(numbers[0], t) },
    Schedule(
      name: "inverse", summary: "Half after so many steps, a third after twice as many.",
      formula: "lr/(1 + t/half)", parameters: [steps("half", 0.1)]
    ) { t, numbers in 1 / (1 + t / numbers[0]) },
    Schedule(
      name: "linear", summary: "In a straight line to 0.", formula: "lr·(1 - t/steps)",
      parameters: [steps("steps", 1)]
    ) { t, numbers in max(1 - t / numbers[0], 0) },
    Schedule(
      name: "cosine", summary: "Along half a cosine to 0.", formula: "lr·(1 + cos(π t/steps))/2",
      parameters: [steps("steps", 1)]
    ) { t, numbers in (1 + cos(.pi * min(t / numbers[0], 1))) / 2 },
    Schedule(
      name: "warmup", summary: "In a straight line up to lr, then constant.",
      formula: "lr·min(1, (t + 1)/steps)", parameters: [steps("steps", 0.1)]
    ) { t, numbers in min((t + 1) / numbers[0], 1) },
  ]
}
