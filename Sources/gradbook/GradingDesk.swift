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

  func grade(_ submission: Submission) -> Grade {
    var grade = grader.grade(submission)
    grade.notes = submission.notes
    return grade
  }
}
