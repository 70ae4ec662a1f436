import Lessons

/// What a student is told: of each question whether it is right and, if not, what to look at.
///
/// Nothing of the key is in it: names, verdicts, mistakes, places and counts alone.
struct Feedback {
  /// Who reads it, and when: what an assignment keeps back depends on that.
  enum Reader {
    /// Whoever set the assignment, or a system that keeps back what it is told to.
    case everything
    /// A student, as soon as it is graded.
    case student
    /// A student, once marks are given out.
    case studentLater

    func sees(_ visibility: Ask.Visibility) -> Bool {
      switch self {
      case .everything: true
      case .student: visibility == .visible
      case .studentLater: visibility != .hidden
      }
    }
  }

  struct Paragraph: Equatable {
    let text: String
    /// Whether it is one of several alternatives.
    var isItem = false
  }

  /// What is said of one question.
  struct Note {
    let name: String
    /// `2/3`; empty if it is kept back.
    let score: String
    let isRight: Bool
    let paragraphs: [Paragraph]
    /// What is taken to explain the answer, if that is certain.
    let slips: [Slip]
  }

  /// Paragraphs below each other.
  static func text(_ paragraphs: ArraySlice<Paragraph>) -> String {
    paragraphs.map { $0.isItem ? "- \($0.text)" : $0.text }.joined(separator: "\n")
  }

  /// What is said of the submission as a whole.
  let opening: [String]
  let notes: [Note]

  init(_ grade: Grade, _ assignment: Assignment, sees reader: Reader) {
    switch grade.status {
    case .ungradable(let problem):
      opening = FeedbackWords.unreadable(problem) + FeedbackWords.notes(grade.notes)
      notes = []
    case .fault:
      opening = [FeedbackWords.fault]
      notes = []
    case .graded:
      let visible = zip(grade.questions, assignment.questions).map { reader.sees($1.visibility) }
      let isAllSeen = visible.allSatisfy { $0 }
      opening =
        FeedbackWords.notes(grade.notes) + (isAllSeen ? FeedbackWords.inCommon(grade) : [])
      notes = zip(grade.questions, visible).map { $1 ? Note($0) : Note(keptBack: $0) }
    }
  }
}

extension Feedback.Note {
  fileprivate init(_ question: QuestionGrade) {
    name = SafeLine.of(question.name)
    score = GradeWords.score(question.score, of: question.points)
    if case .correct = question.verdict { isRight = true } else { isRight = false }
    paragraphs =
      FeedbackWords.verdict(question)
      + question.remarks.map { Feedback.Paragraph(text: FeedbackWords.remark($0)) }
    if case .wrong(let finding) = question.verdict, finding.explanations.count == 1 {
      slips = finding.explanations[0].slips
    } else {
      slips = []
    }
  }

  fileprivate init(keptBack question: QuestionGrade) {
    name = SafeLine.of(question.name)
    score = ""
    isRight = false
    paragraphs = [Feedback.Paragraph(text: FeedbackWords.keptBack)]
    slips = []
  }
}
