package import Tensors

/// An answer beside what it might be: the right one, or what a mistake makes of it.
package struct AnswerComparison: Sendable {
  package let answer: Tensor
  package let precision: Precision
  package let rules: Assignment.Rules

  package init(_ answer: Answer.Numbers, _ rules: Assignment.Rules) {
    self.answer = answer.tensor
    precision = answer.precision
    self.rules = rules
  }

  /// Whether every entry agrees as exactly as the answer's numbers are known.
  package func agrees(with expected: Tensor) -> Bool {
    difference(from: expected) == nil
  }

  /// How the answer differs; nil if it agrees.
  package func difference(from expected: Tensor) -> Finding.Difference? {
    guard answer.shape == expected.shape else {
      return .shape(got: answer.shape, expected: expected.shape)
    }
    let largest = expected.values.reduce(0) { max($0, $1.magnitude) }
    var wrong = 0
    for (got, want) in zip(answer.values, expected.values)
    where (got - want).magnitude > rules.tolerance * want.magnitude + 1e-8 * largest {
      wrong += 1
    }
    return wrong == 0 ? nil : .entries(wrong: wrong, of: answer.shape.count, worst: [])
  }
}
