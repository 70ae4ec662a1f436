import Differentiation
import Lessons
package import Notebook
import Operations
package import Tensors

/// Finds out for a learner at the shell what a grader would find out.
package enum GradientTutor {
  /// More arithmetic than this in the loss is not gone through some hundred times.
  private static let mostOperations = 2_000_000

  /// For `SessionContext.diagnosis`.
  @Sendable
  package static func findings(
    _ worked: WorkedGradient, _ interruption: Interruption
  ) -> WorkedGradientFindings {
    var findings = WorkedGradientFindings()
    let comparison = AnswerComparison(
      Answer.Numbers(worked.fitted, .float64), Assignment.Rules())
    let graph = worked.recording.graph
    if isSubgradient(worked, comparison, interruption) {
      findings.isSubgradient = true
      return findings
    }
    guard graph.cost(of: [worked.loss]).operations <= mostOperations else {
      findings.isTooLarge = true
      return findings
    }
    let others = worked.recording.variables(of: worked.loss).filter { $0 != worked.wrt }
    let asked = [worked.wrt] + others
    let workings = Workings(
      worked.recording, loss: worked.loss, asked: asked.enumerated().map { ($0, $1) },
      rates: worked.state.rates, interruption: interruption)
    let suspects = Suspects(workings, keys: [0: worked.expected])
    if interruption.isRequested { return findings }
    let evidence = Explainer.Evidence(
      question: 0, key: worked.expected, comparison: comparison, isWrong: true)
    let accounts = Explainer(suspects, PairAnswers(suspects), [evidence]).accounts()
    let writer = PassWriter(
      worked.recording, loss: worked.loss,
      asked: [(name: worked.name, node: worked.wrt)])
    findings.explanations = accounts.compactMap { $0.explanation(of: 0) }.unique.map { found in
      WorkedGradientFindings.Explanation(
        title: FeedbackWords.told(found), advice: FeedbackWords.advice(found),
        steps: found.slips.flatMap { writer.lines(of: $0, about: worked.wrt) })
    }
    return findings
  }

  private static func isSubgradient(
    _ worked: WorkedGradient, _ comparison: AnswerComparison, _ interruption: Interruption
  ) -> Bool {
    let key = AnswerComparison.Candidate(worked.expected)
    let places = comparison.wrongPlaces(beside: key)
    let question = Question(
      name: "", points: 0, key: worked.expected,
      kind: .gradient(of: worked.loss, wrt: worked.wrt), upstream: [], foreseen: [],
      visibility: .visible)
    return KinkEntries(question, worked.recording.graph, Budget(interruption: interruption))
      .excuses(places, of: comparison)
  }
}

extension WorkedGradient {
  /// The answer in the shape that it should have, where an axis of length 1 is all that differs.
  fileprivate var fitted: Tensor {
    answer.shape.isLike(expected.shape)
      ? Tensor(shape: expected.shape, values: answer.values) : answer
  }
}
