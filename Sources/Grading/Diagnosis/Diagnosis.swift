import Differentiation
import Notebook
import Operations
import Tensors

/// What is known of the mistakes in an assignment before a submission is seen; threads share it.
struct Diagnosis: Sendable {
  private let assignment: Assignment
  /// For each loss that questions ask about.
  private let losses: [Loss]

  private struct Loss: Sendable {
    let node: Node
    let suspects: Suspects
    let pairs: PairAnswers

    init(_ node: Node, _ suspects: Suspects) {
      self.node = node
      self.suspects = suspects
      pairs = PairAnswers(suspects)
    }
  }

  /// What was found out about a submission.
  struct Findings {
    /// What explains all wrong answers together.
    var explanations: [Explanation] = []
    /// By question, what explains its answer.
    var byQuestion: [Int: [Explanation]] = [:]
    /// By question, the questions beside whose answers its own is right.
    var follows: [Int: [Int]] = [:]
  }

  init(_ assignment: Assignment) {
    self.assignment = assignment
    var byLoss: [(node: Node, asked: [(question: Int, node: Node)])] = []
    for (index, question) in assignment.questions.enumerated() {
      guard case .gradient(let loss, let node) = question.kind else { continue }
      if let place = byLoss.firstIndex(where: { $0.node == loss }) {
        byLoss[place].asked.append((index, node))
      } else {
        byLoss.append((loss, [(index, node)]))
      }
    }
    losses = byLoss.map { loss in
      let keys = Dictionary(
        uniqueKeysWithValues: loss.asked.map {
          ($0.question, assignment.questions[$0.question].key)
        })
      let workings = Workings(
        assignment.recording, loss: loss.node, asked: loss.asked, rates: assignment.state.rates,
        elsewhere: assignment.questions.compactMap { question in
          guard case .gradient(let other, let node) = question.kind, other != loss.node else {
            return nil
          }
          return (node, question.key)
        })
      return Loss(loss.node, Suspects(workings, keys: keys))
    }
  }

  /// The mistakes that each loss allows.
  var suspects: [Suspects] { losses.map(\.suspects) }

  /// Why answers are wrong.
  func findings(_ judged: [Judged]) -> Findings {
    var findings = Findings()
    let evidence = judged.enumerated().compactMap { index, judged -> Explainer.Evidence? in
      guard let comparison = judged.comparison else { return nil }
      let isWrong = if case .wrong = judged { true } else { false }
      return Explainer.Evidence(
        question: index, key: assignment.questions[index].key, comparison: comparison,
        isWrong: isWrong)
    }
    guard evidence.contains(where: \.isWrong) else { return findings }
    // What is right but for digits follows from nothing: it is short of digits beside any answer.
    findings.follows = follows(
      evidence,
      leavingOut: Set(
        judged.indices.filter {
          if case .wrong(_, .digits) = judged[$0] { true } else { false }
        }))
    for loss in losses {
      let questions = Set(loss.suspects.predictor.workings.asked.map(\.question))
      let own = evidence.filter { questions.contains($0.question) }
      guard own.contains(where: \.isWrong) else { continue }
      let explainer = Explainer(loss.suspects, loss.pairs, own)
      let all = explainer.accounts()
      findings.explanations += all.map(\.explanation)
      for (place, one) in own.enumerated()
      where one.isWrong && findings.follows[one.question] == nil {
        // What explains it beside the student's own answers above it; or else what explains all;
        // or else what explains it as if the others were not there.
        var accounts = accounts(of: one, beside: above(one, evidence), in: loss)
        if accounts.isEmpty {
          accounts = all.isEmpty && own.count > 1 ? explainer.alone(place).accounts() : all
        }
        findings.byQuestion[one.question] =
          accounts.compactMap { $0.explanation(of: one.question) }.unique
      }
    }
    return findings
  }

  // MARK: - Following

  /// A wrong answer from which others may have been worked out.
  private struct Upstream {
    let question: Int
    let node: Node
    let value: Tensor
  }

  /// The student's own wrong answers that an answer was worked out from.
  private func above(_ own: Explainer.Evidence, _ evidence: [Explainer.Evidence]) -> [Upstream] {
    assignment.questions[own.question].upstream.compactMap { question in
      guard case .gradient(_, let node) = assignment.questions[question].kind,
        let above = evidence.first(where: { $0.question == question && $0.isWrong }),
        above.comparison.answer.shape == assignment.questions[question].shape
      else { return nil }
      return Upstream(question: question, node: node, value: above.comparison.answer)
    }
  }

  /// The wrong answers that are right beside the student's own answers above them.
  private func follows(
    _ evidence: [Explainer.Evidence], leavingOut short: Set<Int>
  ) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    for loss in losses {
      let asked = evidence.compactMap { own -> (own: Explainer.Evidence, above: [Upstream])? in
        guard own.isWrong, !short.contains(own.question),
          case .gradient(loss.node, _) = assignment.questions[own.question].kind
        else { return nil }
        let above = above(own, evidence)
        return above.isEmpty ? nil : (own, above)
      }
      let answers = loss.suspects.predictor.answers(to: asked.map { request(beside: $0.above) })
      for ((own, above), answers) in zip(asked, answers) {
        if let answer = answers?[own.question], own.comparison.agrees(with: answer) {
          result[own.question] = above.map(\.question)
        }
      }
    }
    return result
  }

  private func request(
    beside above: [Upstream], _ edits: [Deviation.Edit] = []
  ) -> Predictor.Request {
    Predictor.Request(edits: edits, given: above.map { ($0.node, $0.value) })
  }

  /// The mistakes each of which explains an answer beside the student's own answers above it.
  private func accounts(
    of one: Explainer.Evidence, beside above: [Upstream], in loss: Loss
  ) -> [Account] {
    guard let first = above.map(\.node).max() else { return [] }
    let suspects = loss.suspects.all.filter { suspect in
      suspect.answers[one.question] != nil
        && suspect.deviation.edits.allSatisfy { $0.isBelow(first) }
    }
    // What follows without a mistake stands before the passes with one.
    var answers = loss.suspects.predictor.answers(
      to: [request(beside: above)]
        + suspects.filter { $0.deviation.question == nil }.map {
          request(beside: above, $0.deviation.edits)
        })[...]
    guard let right = answers.removeFirst()?[one.question] else { return [] }
    let key = assignment.questions[one.question].key
    return suspects.filter { suspect in
      let answer =
        switch suspect.deviation.kind {
        case .backward: answers.removeFirst()?[one.question]
        case .changed(_, let change): change(right)
        case .reported, .fixed: Tensor?.none
        }
      return answer.map {
        one.comparison.agrees(with: AnswerComparison.Candidate($0, beside: key))
      } ?? false
    }.map { Account([$0]) }
  }
}

extension Deviation.Edit {
  /// Whether what it changes comes after the gradient with respect to a node.
  fileprivate func isBelow(_ node: Node) -> Bool {
    switch self {
    case .step(let place, _): place.consumer <= node
    case .update(let step, _, _): step.consumer <= node
    case .sum(let other, _): other < node
    }
  }
}

extension SessionState {
  private static let rateNames: Set<String> = ["eta", "η", "lr", "alpha", "learning_rate", "rate"]

  /// The learning rates that have a name.
  var rates: [Double] {
    SessionState.rateNames.sorted().compactMap { definitions[$0]?.tensor?.scalar }
  }
}
