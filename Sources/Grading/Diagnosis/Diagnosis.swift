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
    let pairs = PairAnswers()
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
      return Loss(node: loss.node, suspects: Suspects(workings, keys: keys))
    }
  }

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
    findings.follows = follows(evidence)
    for loss in losses {
      let questions = Set(loss.suspects.predictor.workings.asked.map(\.question))
      let own = evidence.filter { questions.contains($0.question) }
      guard own.contains(where: \.isWrong) else { continue }
      let all = Explainer(loss.suspects, loss.pairs, own).accounts()
      findings.explanations += all.map(\.explanation)
      for one in own where one.isWrong && findings.follows[one.question] == nil {
        // Where nothing explains all, each answer for itself, as if the others were not there.
        let accounts =
          all.isEmpty ? Explainer(loss.suspects, loss.pairs, [one]).accounts() : all
        findings.byQuestion[one.question] =
          accounts.compactMap { $0.explanation(of: one.question) }.unique
      }
    }
    return findings
  }

  // MARK: - Following

  /// The wrong answers that are right beside the student's own answers above them.
  private func follows(_ evidence: [Explainer.Evidence]) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    for loss in losses {
      var requests: [Predictor.Request] = []
      var asked: [(evidence: Explainer.Evidence, upstream: [Int])] = []
      for own in evidence where own.isWrong {
        let question = assignment.questions[own.question]
        guard case .gradient(loss.node, _) = question.kind else { continue }
        let given = question.upstream.compactMap { above in
          evidence.first { $0.question == above && $0.isWrong }
        }.filter { $0.comparison.answer.shape == assignment.questions[$0.question].shape }
        guard !given.isEmpty else { continue }
        var request = Predictor.Request()
        for above in given {
          if case .gradient(_, let node) = assignment.questions[above.question].kind {
            request.given.append((node, above.comparison.answer))
          }
        }
        requests.append(request)
        asked.append((own, given.map(\.question)))
      }
      let answers = loss.suspects.predictor.answers(to: requests)
      for ((own, upstream), answers) in zip(asked, answers) {
        if let answer = answers?[own.question], own.comparison.agrees(with: answer) {
          result[own.question] = upstream
        }
      }
    }
    return result
  }
}

extension SessionState {
  private static let rateNames: Set<String> = ["eta", "η", "lr", "alpha", "learning_rate", "rate"]

  /// The learning rates that have a name.
  var rates: [Double] {
    SessionState.rateNames.sorted().compactMap { definitions[$0]?.tensor?.scalar }
  }
}
