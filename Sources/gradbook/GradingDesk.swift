import Grading

/// What grades submissions, several at once.
struct GradingDesk: Sendable {
  let assignment: Assignment
  let grader: Grader
  let reader: SubmissionReader
  let jobs: Int

  init(_ assignment: Assignment, jobs: Int) {
    self.assignment = assignment
    grader = Grader(assignment)
    reader = SubmissionReader(
      questions: assignment.questions.map { (name: $0.name, shape: $0.shape) })
    self.jobs = jobs
  }

  /// What is told of the step in which a slip was made.
  var steps: ReportOptions.Steps {
    let writers = PassWriters(assignment)
    return { writers.lines(of: $0, in: $1) }
  }

  func grade(_ submission: Submission) -> Grade {
    var grade = grader.grade(submission)
    grade.notes = submission.notes
    return grade
  }
}
