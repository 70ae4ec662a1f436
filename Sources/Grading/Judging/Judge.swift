package import Diagnostics
import Differentiation
import Language
package import Notebook
import Tensors

/// Judges answers one by one, without asking why they are wrong; several threads may share it.
package struct Judge: Sendable {
  private let assignment: Assignment
  private let context: SessionContext
  private let keys: [AnswerComparison.Candidate]
  private let setup: [Statement]
  private let limits: FormulaLimits
  private let points = FormulaPoints()
  private let kinks: [KinkEntries]

  package init(_ assignment: Assignment, context: SessionContext = SessionContext()) {
    self.assignment = assignment
    self.context = context
    keys = assignment.questions.map { AnswerComparison.Candidate($0.key) }
    setup = assignment.setupStatements
    limits = FormulaLimits(for: assignment)
    let budget = Budget(interruption: context.interruption)
    kinks = assignment.questions.map { KinkEntries($0, assignment.recording.graph, budget) }
  }

  /// What is known of each question's answer, in the assignment's order.
  /// - Parameter statements: The formulas of the submission, if it has any.
  package func judge(_ answers: [String: Answer], statements: SourceText? = nil) -> [Judged] {
    var formulas: FormulaJudge?
    return assignment.questions.indices.map { index in
      let question = assignment.questions[index]
      switch answers[question.name] {
      case .unreadable(let reason): return .ungradable(reason)
      case .numbers(let numbers): return judge(numbers, index)
      case .formula, .blank, nil:
        guard let statements else { return .blank }
        var judge =
          formulas
          ?? FormulaJudge(statements, assignment, setup: setup, points, limits, context)
        defer { formulas = judge }
        switch judge.value(of: question.name, isStated: answers[question.name] == .formula) {
        case .blank: return .blank
        case .failed(let reason): return .ungradable(reason)
        case .numbers(let numbers):
          let judged = self.judge(numbers, index)
          guard case .correct(let comparison, _) = judged, !judge.isRightElsewhere(index) else {
            return judged
          }
          return .wrong(comparison, .onlyHere)
        }
      }
    }
  }

  private func judge(_ numbers: Answer.Numbers, _ index: Int) -> Judged {
    let shape = assignment.questions[index].shape
    var numbers = numbers
    var remarks: [QuestionGrade.Remark] = []
    if numbers.tensor.shape != shape, numbers.tensor.shape.isLike(shape) {
      remarks.append(.shape(got: numbers.tensor.shape, expected: shape))
      // What is asked of it later finds it in the shape it should have.
      numbers = Answer.Numbers(
        Tensor(shape: shape, values: numbers.tensor.values), numbers.precision)
    }
    let comparison = AnswerComparison(numbers, assignment.rules)
    guard let difference = comparison.difference(from: keys[index]) else {
      return .correct(comparison, remarks: remarks)
    }
    // Any subgradient is right where the function bends; few digits are few even so.
    if case .entries = difference {
      let places = comparison.wrongPlaces(beside: keys[index])
      if kinks[index].excuses(places, of: comparison) {
        return .correct(comparison, remarks: remarks + [.kink(entries: places.count)])
      }
    }
    return .wrong(comparison, difference)
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
