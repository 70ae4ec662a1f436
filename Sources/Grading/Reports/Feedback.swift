import Lessons
import StyledText

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
    /// The slips that it tells of.
    var slips: [Slip] = []
    /// The steps in which they were made, in lines of their own.
    var steps: [StyledText] = []
  }

  /// What is said of one question.
  struct Note {
    let name: String
    /// `2/3`; empty if it is kept back.
    let score: String
    let isRight: Bool
    var paragraphs: [Paragraph]
  }

  /// Paragraphs below each other.
  static func text(_ paragraphs: ArraySlice<Paragraph>) -> String {
    paragraphs.flatMap { paragraph in
      [paragraph.isItem ? "- \(paragraph.text)" : paragraph.text]
        + paragraph.steps.map { "    \($0.plain)" }
    }.joined(separator: "\n")
  }

  /// What is said of the submission as a whole.
  let opening: [String]
  let notes: [Note]

  /// - Parameter repeatsSteps: Whether a step is shown at every answer that shows the slip, and not
  ///   at the first alone.
  init(_ grade: Grade, _ report: ClassReport, sees reader: Reader, repeatsSteps: Bool = false) {
    let questions = report.assignment.questions
    switch grade.status {
    case .ungradable(let problem):
      opening = FeedbackWords.unreadable(problem) + FeedbackWords.notes(grade.notes)
      notes = []
    case .fault:
      opening = [FeedbackWords.fault]
      notes = []
    case .graded:
      let visible = zip(grade.questions, questions).map { reader.sees($1.visibility) }
      let isAllSeen = visible.allSatisfy { $0 }
      opening =
        FeedbackWords.notes(grade.notes) + (isAllSeen ? FeedbackWords.inCommon(grade) : [])
      var shown: Set<Slip> = []
      notes = zip(grade.questions, visible).map { question, isVisible in
        guard isVisible else { return Note(keptBack: question) }
        var note = Note(question)
        if repeatsSteps { shown = [] }
        note.showSteps(question.name, report.options.shownSteps, once: &shown)
        return note
      }
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
  }

  fileprivate mutating func showSteps(
    _ question: String, _ steps: ReportOptions.Steps, once shown: inout Set<Slip>
  ) {
    for index in paragraphs.indices {
      for slip in paragraphs[index].slips where shown.insert(slip).inserted {
        paragraphs[index].steps += steps(slip, question)
      }
    }
  }

  fileprivate init(keptBack question: QuestionGrade) {
    name = SafeLine.of(question.name)
    score = ""
    isRight = false
    paragraphs = [Feedback.Paragraph(text: FeedbackWords.keptBack)]
  }
}
