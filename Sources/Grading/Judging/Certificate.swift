package import Differentiation
import Notebook
import Operations
import Tensors

/// The right answers of an assignment beside difference quotients: two ways to the same numbers.
package struct Certificate: Sendable {
  /// In the order of the assignment.
  package let questions: [QuestionCertificate]

  /// The most entries of a question that are looked at; of more, a sample is drawn.
  package static let mostEntries = 2000
  /// What samples are drawn with.
  private static let seed: UInt32 = 11

  /// Whether no entry is known to be wrong.
  package var holds: Bool { questions.allSatisfy { ($0.check?.count(.disagree) ?? 0) == 0 } }

  package init(
    _ assignment: Assignment, mostEntries: Int = Certificate.mostEntries, budget: Budget = Budget()
  ) throws(EvaluationError) {
    let graph = assignment.recording.graph
    var questions: [QuestionCertificate] = []
    for question in assignment.questions {
      guard case .gradient(let f, let x) = question.kind else {
        questions.append(QuestionCertificate(question, check: nil))
        continue
      }
      let point = try Evaluation(graph, of: [x], budget: budget).tensor(x)
      questions.append(
        QuestionCertificate(
          question,
          check: try GradientCheck(
            graph, of: f, wrt: x, at: point, analytic: question.key,
            places: Certificate.sample(mostEntries, of: question.shape.count), budget: budget)))
    }
    self.questions = questions
  }

  /// Some places in order, if not all.
  private static func sample(_ most: Int, of count: Int) -> [Int]? {
    guard count > most else { return nil }
    var random = RandomState(seed: seed)
    // Each with the chance that is left to it: in one go, without repetition.
    var left = max(most, 0)
    var places: [Int] = []
    for place in 0..<count where random.uniform(0, 1) * Double(count - place) < Double(left) {
      places.append(place)
      left -= 1
    }
    return places
  }
}

/// What difference quotients say of one right answer.
package struct QuestionCertificate: Sendable {
  package let name: String
  /// How many entries the answer has.
  package let entries: Int
  /// The entries that were looked at; nil if the answer is no gradient.
  package let check: GradientCheck?

  init(_ question: Question, check: GradientCheck?) {
    name = question.name
    entries = question.shape.count
    self.check = check
  }

  /// How many entries were looked at.
  package var checked: Int { check?.entries.count ?? 0 }
  package var isSample: Bool { check != nil && checked < entries }

  /// How many of them have a verdict.
  package func count(_ verdict: Differentiation.Verdict) -> Int { check?.count(verdict) ?? 0 }

  /// The largest relative error, kinks aside.
  package var worstError: Double? { check?.worst?.relativeError }

  /// Where it stands.
  package var worstPlace: [Int]? {
    guard let check, let worst = check.worst else { return nil }
    return check.shape.index(of: worst.index)
  }
}
