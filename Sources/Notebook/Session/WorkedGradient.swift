package import Operations
package import StyledText
package import Tensors

/// How close a number has to be to the right one: what graders ask of float64.
///
/// ```
/// |s - g| <= part·|g| + share·max|g|
/// ```
package enum Agreement {
  /// Of the entry itself.
  package static let part = 1e-5
  /// Of the largest entry: what rounding leaves where larger numbers have cancelled.
  package static let share = 1e-8

  /// The entries that differ, of two tensors with as many of them; nan differs from everything.
  static func differing(_ answer: Tensor, _ expected: Tensor) -> [Int] {
    let largest = expected.values.reduce(0) { max($0, $1.magnitude) }
    return answer.values.indices.filter { place in
      let (got, want) = (answer.values[place], expected.values[place])
      return !((got - want).magnitude <= part * want.magnitude + share * largest)
    }
  }
}

/// A gradient that somebody worked out, and that is not what the backward pass gives.
package struct WorkedGradient: Sendable {
  /// What it is called; nil if it has no name.
  package let name: String?
  package let answer: Tensor
  package let expected: Tensor
  /// The loss and what leads to it.
  package let recording: Recording
  package let loss: Node
  package let wrt: Node
  /// What is known beside.
  package let state: SessionState
}

/// What was found out about such a gradient.
package struct WorkedGradientFindings: Sendable {
  /// Whether the entries that differ are derivatives all the same, since the function bends there.
  package var isSubgradient = false
  /// Whether there was too much to look through.
  package var isTooLarge = false
  /// What explains it, the likeliest first; more than one if they cannot be told apart.
  package var explanations: [Explanation] = []

  package struct Explanation: Sendable {
    /// What was done, in a few words.
    package let title: String
    /// What to look at, a sentence each.
    package let advice: [String]
    /// The steps of the backward pass that went wrong.
    package let steps: [StyledText]

    package init(title: String, advice: [String], steps: [StyledText]) {
      self.title = title
      self.advice = advice
      self.steps = steps
    }
  }

  package init() {}
}
