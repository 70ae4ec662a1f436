import Tensors

/// Mistakes in answers that are no gradients: what may happen to any numbers on the way to paper.
struct ValueMistakes: Sendable {
  /// By question, what would be answered, and what is said of it.
  private let answers: [Int: [(explanation: Explanation, answer: AnswerComparison.Candidate)]]

  private struct Change: Sendable {
    /// The mistake's name in the catalogue, which has its title.
    let mistake: String
    let advice: String
    let changed: @Sendable (Tensor) -> [Tensor]
  }

  private static let changes = [
    Change(mistake: "sign-flipped", advice: "Look for a minus sign.") { [$0.scaled(by: -1)] },
    Change(mistake: "factor-two", advice: "Look for a 2 too many.") { [$0.scaled(by: 2)] },
    Change(mistake: "factor-half", advice: "Look for a 2 that is missing.") {
      [$0.scaled(by: 0.5)]
    },
    Change(
      mistake: "decimal-shift",
      advice: "Compare the size of the numbers with what they are made of."
    ) { tensor in
      [0.1, 10, 0.01, 100, 0.001, 1000].map { tensor.scaled(by: $0) }
    },
    Change(mistake: "transposed", advice: "Rows and columns have changed places.") {
      $0.shape.rank == 2 ? [$0.reversingAxes] : []
    },
  ]

  init(_ assignment: Assignment) {
    var answers: [Int: [(Explanation, AnswerComparison.Candidate)]] = [:]
    for (index, question) in assignment.questions.enumerated() {
      guard case .value = question.kind else { continue }
      for change in ValueMistakes.changes {
        guard let mistake = Mistakes.named(change.mistake) else { continue }
        let slip = Slip(
          mistake: mistake.id, title: mistake.title, place: "", advice: change.advice)
        for tensor in change.changed(question.key) where !tensor.isSame(as: question.key) {
          answers[index, default: []].append((Explanation([slip]), .init(tensor)))
        }
      }
    }
    self.answers = answers
  }

  /// What explains a wrong answer; none for gradients, whose mistakes lie in the backward pass.
  func explanations(of question: Int, _ comparison: AnswerComparison) -> [Explanation] {
    (answers[question] ?? []).filter { comparison.agrees(with: $0.answer) }.map(\.explanation)
      .unique
  }
}
