package import StyledText

/// Tells the steps of slips in any question of an assignment; threads share it.
package struct PassWriters: Sendable {
  private let assignment: Assignment
  /// By question; nil for what is no gradient.
  private let writers: [PassWriter?]

  package init(_ assignment: Assignment) {
    self.assignment = assignment
    let gradients = assignment.questions.compactMap { question in
      if case .gradient(let loss, let node) = question.kind {
        (loss: loss, asked: (name: question.name, node: node))
      } else {
        nil
      }
    }
    let keys = assignment.questions.map(\.key)
    let losses = gradients.map(\.loss).unique.map { loss in
      (
        loss,
        PassWriter(
          assignment.recording, loss: loss,
          asked: gradients.filter { $0.loss == loss }.map(\.asked), hiding: keys)
      )
    }
    writers = assignment.questions.map { question in
      guard case .gradient(let loss, _) = question.kind else { return nil }
      return losses.first { $0.0 == loss }?.1
    }
  }

  package func lines(of slip: Slip, in question: String) -> [StyledText] {
    guard let place = assignment.questions.firstIndex(where: { $0.name == question }),
      case .gradient(_, let node) = assignment.questions[place].kind
    else { return [] }
    return writers[place]?.lines(of: slip, about: node) ?? []
  }
}
