package import Diagnostics
package import Tensors

/// What came of a submission.
package struct Grade: Sendable {
  package let student: String
  package let status: Status
  /// In the order of the assignment; empty unless it is graded.
  package let questions: [QuestionGrade]
  /// The smallest sets of slips that explain all answers together; more than one if they cannot be
  /// told apart. Empty if all is right, or if each question has reasons of its own.
  package let explanations: [Explanation]
  /// Something to know that costs nothing: a name that is none of those asked for.
  package var notes: [Diagnostic] = []
  /// Where answers lead that are wrong and that nothing explains.
  package var directions: [WrongDirection] = []

  package enum Status: Sendable {
    case graded
    /// The submission cannot be read; the student can mend it.
    case ungradable(Diagnostic)
    /// The grader failed; the submission is not to blame.
    case fault(String)
  }

  package init(
    student: String, status: Status, questions: [QuestionGrade] = [],
    explanations: [Explanation] = []
  ) {
    self.student = student
    self.status = status
    self.questions = questions
    self.explanations = explanations
  }

  package var score: Double { questions.reduce(0) { $0 + $1.score } }
}

/// What came of one question.
package struct QuestionGrade: Sendable {
  package let name: String
  package let score: Double
  package let points: Double
  package let verdict: Verdict
  package let remarks: [Remark]

  package enum Verdict: Sendable {
    case correct
    /// Wrong, but right beside the student's own answers to these questions: one slip costs once.
    case follows(from: [String])
    case wrong(Finding)
    case blank
    case ungradable(UnreadableAnswer)
  }

  /// Something to know that costs nothing.
  package enum Remark: Sendable, Equatable {
    /// The same numbers in a row or column of their own: (1, K) for (K,).
    case shape(got: Shape, expected: Shape)
    /// Entries where the function bends, and another subgradient was given than the convention's.
    case kink(entries: Int)
  }

  package init(
    name: String, score: Double, points: Double, verdict: Verdict, remarks: [Remark] = []
  ) {
    self.name = name
    self.score = score
    self.points = points
    self.verdict = verdict
    self.remarks = remarks
  }
}

/// How an answer is wrong.
package struct Finding: Sendable {
  package let difference: Difference
  /// What explains it, the likeliest first; more than one if they cannot be told apart; none if
  /// nothing known does.
  package var explanations: [Explanation]

  package enum Difference: Sendable, Equatable {
    case shape(got: Shape, expected: Shape)
    /// How many entries are wrong, and where the largest relative error stands.
    case entries(wrong: Int, of: Int, worst: [Int])
    /// Typed numbers with fewer digits than are asked for.
    case digits(wrong: Int, needed: Int)
    /// A formula that is right at the given numbers only.
    case onlyHere
  }
}

/// Slips that together explain an answer: one, or a pair.
package struct Explanation: Sendable, Hashable {
  package let slips: [Slip]

  package init(_ slips: [Slip]) { self.slips = slips }
}

/// A mistake at a place; what reads the same is the same.
package struct Slip: Sendable, Hashable {
  /// The mistake's name in the catalogue: `sum-for-mean`; `foreseen` for one the instructor named.
  package let mistake: String
  /// What was done, in a few words: `summed over the batch instead of averaged`.
  package let title: String
  /// Where: `in s = h @ W2 + b2, on the way back to b2`; empty if it is everywhere or obvious.
  package let place: String
  /// What to look at, as a sentence to the student.
  package let advice: String
  /// The steps of the backward pass that went wrong; none where it is not about a step.
  package let steps: [SlipStep]

  package init(
    mistake: String, title: String, place: String, advice: String, steps: [SlipStep] = []
  ) {
    self.mistake = mistake
    self.title = title
    self.place = place
    self.advice = advice
    self.steps = steps
  }

  package static func == (a: Slip, b: Slip) -> Bool { a.words == b.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words) }

  private var words: [String] { [mistake, title, place, advice] }
}
