import Diagnostics
import Lessons
package import Notebook

/// Grades submissions to one assignment; several threads may share it.
package struct Grader: Sendable {
  package let assignment: Assignment
  private let judge: Judge
  private let diagnosis: Diagnosis
  private let values: ValueMistakes

  package init(_ assignment: Assignment, context: SessionContext = SessionContext()) {
    self.assignment = assignment
    judge = Judge(assignment, context: context)
    diagnosis = Diagnosis(assignment)
    values = ValueMistakes(assignment)
  }

  package func grade(_ submission: Submission) -> Grade {
    switch submission.content {
    case .ungradable(let problem):
      return Grade(student: submission.student, status: .ungradable(problem))
    case .fault(let reason): return Grade(student: submission.student, status: .fault(reason))
    case .answers(let answers, let statements):
      let judged = judge.judge(answers, statements: statements)
      let findings = diagnosis.findings(judged)
      let questions = assignment.questions.indices.map { self.grade($0, judged[$0], findings) }
      // Beside what the instructor says of an answer, nothing else is said of all.
      let isForeseen = questions.contains { $0.isForeseen }
      var grade = Grade(
        student: submission.student, status: .graded, questions: questions,
        explanations: isForeseen ? [] : findings.explanations)
      grade.directions = directions(grade, judged, statements)
      return grade
    }
  }

  /// Where the answers lead that nothing explains.
  private func directions(
    _ grade: Grade, _ judged: [Judged], _ statements: SourceText?
  ) -> [WrongDirection] {
    var formulas: FormulaInline?
    return assignment.questions.indices.compactMap { index in
      guard case .wrong(let finding) = grade.questions[index].verdict,
        finding.explanations.isEmpty, let comparison = judged[index].comparison
      else { return nil }
      switch finding.difference {
      case .digits, .onlyHere: return nil
      case .entries, .shape: break
      }
      let question = assignment.questions[index]
      if formulas == nil, let statements {
        formulas = FormulaInline(
          statements, setup: assignment.state, limits: FormulaLimits(for: assignment))
      }
      return WrongDirection(
        comparison, key: question.key, question: question.name,
        formula: formulas?.formula(of: question.name))
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
      let known =
        findings.byQuestion[index] ?? values.explanations(of: index, comparison)
      return grade(
        .wrong(
          Finding(difference: difference, explanations: foreseen.isEmpty ? known : foreseen)))
    }
  }
}

extension QuestionGrade {
  /// Whether the instructor has named the mistake in it.
  fileprivate var isForeseen: Bool {
    guard case .wrong(let finding) = verdict else { return false }
    return finding.explanations.contains { $0.slips.contains { $0.mistake == Slip.foreseen } }
  }
}

extension Slip {
  fileprivate static let foreseen = "foreseen"

  /// A mistake that the instructor named.
  fileprivate init(foreseen: Question.Foreseen) {
    self.init(mistake: Slip.foreseen, title: foreseen.reply.plain, place: "", advice: "")
  }
}
