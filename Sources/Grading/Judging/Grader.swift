import Lessons
package import Notebook

/// Grades submissions to one assignment; several threads may share it.
package struct Grader: Sendable {
  package let assignment: Assignment
  private let judge: Judge
  private let diagnosis: Diagnosis

  package init(_ assignment: Assignment, context: SessionContext = SessionContext()) {
    self.assignment = assignment
    judge = Judge(assignment, context: context)
    diagnosis = Diagnosis(assignment)
  }

  package func grade(_ submission: Submission) -> Grade {
    switch submission.content {
    case .ungradable(let problem):
      return Grade(student: submission.student, status: .ungradable(problem))
    case .fault(let reason): return Grade(student: submission.student, status: .fault(reason))
    case .answers(let answers, let statements):
      let judged = judge.judge(answers, statements: statements)
      let findings = diagnosis.findings(judged)
      return Grade(
        student: submission.student, status: .graded,
        questions: assignment.questions.indices.map { grade($0, judged[$0], findings) },
        explanations: findings.explanations)
    }
  }

  private func grade(
    _ index: Int, _ judged: Judged, _ findings: Diagnosis.Findings
  ) -> QuestionGrade {
    let question = assignment.questions[index]
    let points = assignment.worth(question)
    func grade(
      _ verdict: QuestionGrade.Verdict, isRight: Bool = false,
      _ remarks: [QuestionGrade.Remark] = []
    ) -> QuestionGrade {
      QuestionGrade(
        name: question.name, score: isRight ? points : 0, points: points, verdict: verdict,
        remarks: remarks)
    }
    switch judged {
    case .correct(_, let remarks): return grade(.correct, isRight: true, remarks)
    case .blank: return grade(.blank)
    case .ungradable(let reason): return grade(.ungradable(reason))
    case .wrong(let comparison, let difference):
      if let above = findings.follows[index] {
        return grade(.follows(from: above.map { assignment.questions[$0].name }), isRight: true)
      }
      let foreseen = question.foreseen.filter { comparison.agrees(with: $0.value) }.map {
        Explanation([Slip(foreseen: $0)])
      }
      return grade(
        .wrong(
          Finding(
            difference: difference, explanations: foreseen + (findings.byQuestion[index] ?? []))))
    }
  }
}

extension Slip {
  /// A mistake that the instructor named.
  fileprivate init(foreseen: Question.Foreseen) {
    self.init(mistake: "foreseen", title: foreseen.reply.plain, place: "", advice: "")
  }
}
