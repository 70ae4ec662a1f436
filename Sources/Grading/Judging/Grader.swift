package import Notebook

/// Grades submissions to one assignment; several threads may share it.
package struct Grader: Sendable {
  package let assignment: Assignment
  private let judge: Judge

  package init(_ assignment: Assignment, context: SessionContext = SessionContext()) {
    self.assignment = assignment
    judge = Judge(assignment, context: context)
  }

  package func grade(_ submission: Submission) -> Grade {
    switch submission.content {
    case .ungradable(let problem):
      return Grade(student: submission.student, status: .ungradable(problem))
    case .answers(let answers, let statements):
      let judged = judge.judge(answers, statements: statements)
      let questions = zip(assignment.questions, judged).map { question, judged in
        let points = assignment.worth(question)
        switch judged {
        case .correct(_, let remarks):
          return QuestionGrade(
            name: question.name, score: points, points: points, verdict: .correct,
            remarks: remarks)
        case .wrong(_, let difference):
          return QuestionGrade(
            name: question.name, score: 0, points: points,
            verdict: .wrong(Finding(difference: difference, explanations: [])))
        case .blank:
          return QuestionGrade(name: question.name, score: 0, points: points, verdict: .blank)
        case .ungradable(let reason):
          return QuestionGrade(
            name: question.name, score: 0, points: points, verdict: .ungradable(reason))
        }
      }
      return Grade(student: submission.student, status: .graded, questions: questions)
    }
  }
}
