package import StyledText

/// What there is to report: an assignment, the grades of those who handed it in, and how it is
/// to look.
package struct ClassReport: Sendable {
  package let assignment: Assignment
  /// In the order in which they were handed over.
  package let grades: [Grade]
  package var options: ReportOptions

  package init(
    _ assignment: Assignment, _ grades: [Grade], options: ReportOptions = ReportOptions()
  ) {
    self.assignment = assignment
    self.grades = grades
    self.options = options
  }

  /// The class as a whole.
  package var summary: ClassSummary { ClassSummary(grades) }

  /// Those who are not among the students of the course; none where these are not known.
  package var strangers: [String] {
    guard let roster = options.roster else { return [] }
    return grades.map(\.student).filter { roster.row(of: $0) == nil }
  }
}

/// How a report is to look, and what goes into it.
package struct ReportOptions: Sendable {
  /// Columns of the screen.
  package var width = 80
  /// In words rather than in columns and pictures.
  package var isPlain = false
  package var isASCII = false
  package var colors = ColorDepth.none
  /// Whether every answer that is not right is gone into.
  package var explains = false
  /// Whether the scores are drawn; of a class that is larger than a glance they are.
  package var drawsScores = false
  /// Who takes the course, in the words of the system that keeps the marks.
  package var roster: Roster?
  /// How long it took to grade a student, for systems that want to know.
  package var seconds: [String: Double] = [:]
  /// Answers that nothing explains and that agree with each other, largest group first.
  package var groups: [AgreeingAnswers] = []
  /// The line of the backward pass in which a slip of a question was made.
  package var steps: Steps = { _, _ in [] }

  package typealias Steps = @Sendable (_ slip: Slip, _ question: String) -> [StyledText]

  /// What is told of the steps, if anything is.
  var shownSteps: Steps {
    if explains { return steps }
    return { _, _ in [] }
  }

  package init() {}
}

/// Students who answered a question alike and wrong, in a way that nothing explains.
package struct AgreeingAnswers: Sendable, Equatable {
  package let question: String
  package let students: [String]
  /// What is notable about their answers.
  package let notes: [String]
  /// One of their formulas, in the names of the setup alone.
  package let formula: String?

  package init(
    question: String, students: [String], notes: [String] = [], formula: String? = nil
  ) {
    self.question = question
    self.students = students
    self.notes = notes
    self.formula = formula
  }
}
