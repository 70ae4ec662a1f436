package import Notebook

/// Judges answers one by one, without asking why they are wrong.
package struct Judge: Sendable {
  private let assignment: Assignment

  package init(_ assignment: Assignment, context: SessionContext = SessionContext()) {
    self.assignment = assignment
  }

  /// What is known of each question's answer, in the assignment's order.
  package func judge(_ answers: [String: Answer]) -> [Judged] {
    assignment.questions.map { question in
      switch answers[question.name] {
      case nil, .blank: return .blank
      case .unreadable(let reason): return .ungradable(reason)
      case .formula: return .ungradable(.formula("not yet"))
      case .numbers(let numbers):
        let comparison = AnswerComparison(numbers, assignment.rules)
        guard let difference = comparison.difference(from: question.key) else {
          return .correct(comparison, remarks: [])
        }
        return .wrong(comparison, difference)
      }
    }
  }
}

/// What is known of one answer before anybody asks why.
package enum Judged: Sendable {
  case correct(AnswerComparison, remarks: [QuestionGrade.Remark])
  case wrong(AnswerComparison, Finding.Difference)
  case blank
  case ungradable(UnreadableAnswer)

  /// The answer's numbers, if it has any.
  package var comparison: AnswerComparison? {
    switch self {
    case .correct(let comparison, _), .wrong(let comparison, _): comparison
    case .blank, .ungradable: nil
    }
  }
}
