import Diagnostics
package import Notebook
import StyledText
import Tensors

/// A grade as JSON: one record, the same in a document, in a file of lines and in a stream.
package enum GradeRecord {
  /// - Parameter options: Which steps are told.
  package static func json(
    _ grade: Grade, _ assignment: Assignment, _ options: ReportOptions = ReportOptions()
  ) -> JSON {
    var members: [(String, JSON)] = [
      ("assignment", .text(assignment.id)), ("student", .text(SafeLine.of(grade.student))),
      ("status", .text(GradeWords.name(of: grade.status))),
    ]
    switch grade.status {
    case .graded:
      members += [
        ("score", number(grade.score)), ("points", number(assignment.points)),
        ("questions", .list(grade.questions.map { question($0, options.shownSteps) })),
      ]
      if !grade.explanations.isEmpty {
        members.append(("explanations", explanations(grade.explanations)))
      }
    case .ungradable(let problem):
      members += [
        ("score", .number(0)), ("points", number(assignment.points)),
        ("reason", .text(SafeLine.of(problem.message))),
      ]
      if let help = problem.help { members.append(("help", .text(SafeLine.of(help)))) }
    case .fault(let reason): members.append(("reason", .text(SafeLine.of(reason))))
    }
    if !grade.notes.isEmpty { members.append(("notes", texts(FeedbackWords.notes(grade.notes)))) }
    return .object(members)
  }

  /// A number without the dust of adding up thirds.
  static func number(_ value: Double) -> JSON { .number((value * 1e6).rounded() / 1e6) }

  private static func question(
    _ question: QuestionGrade, _ steps: ReportOptions.Steps
  ) -> JSON {
    var members: [(String, JSON)] = [
      ("name", .text(SafeLine.of(question.name))), ("score", number(question.score)),
      ("points", number(question.points)),
      ("verdict", .text(GradeWords.name(of: question.verdict))),
    ]
    switch question.verdict {
    case .correct, .blank: break
    case .follows(let names): members.append(("from", texts(names)))
    case .wrong(let finding):
      members += [
        ("difference", difference(finding.difference)),
        ("explanations", explanations(finding.explanations) { steps($0, question.name) }),
      ]
    case .ungradable(let problem):
      members.append(("reason", .text(GradeWords.reason(problem, of: question.name))))
    }
    if !question.remarks.isEmpty {
      members.append(("remarks", texts(question.remarks.map { FeedbackWords.remark($0) })))
    }
    return .object(members)
  }

  private static func difference(_ difference: Finding.Difference) -> JSON {
    switch difference {
    case .shape(let got, let expected):
      .object([
        ("kind", .text("shape")), ("got", whole(got.dimensions)),
        ("expected", whole(expected.dimensions)),
      ])
    case .entries(let wrong, let count, let worst):
      .object(
        [
          ("kind", .text("entries")), ("wrong", .number(Double(wrong))),
          ("of", .number(Double(count))),
        ] + (worst.isEmpty ? [] : [("worst", whole(worst))]))
    case .digits(let wrong, let needed):
      .object([
        ("kind", .text("digits")), ("wrong", .number(Double(wrong))),
        ("needed", .number(Double(needed))),
      ])
    case .onlyHere: .object([("kind", .text("only here"))])
    }
  }

  /// Alternatives, each a list of slips that together explain an answer.
  private static func explanations(
    _ explanations: [Explanation], steps: (Slip) -> [StyledText] = { _ in [] }
  ) -> JSON {
    .list(
      explanations.map { explanation in
        .list(
          explanation.slips.map { slip in
            let lines = steps(slip).map(\.plain)
            return .object(
              [
                ("mistake", .text(slip.mistake)), ("title", .text(SafeLine.of(slip.title))),
                ("place", .text(SafeLine.of(slip.place))),
                ("advice", .text(SafeLine.of(slip.advice))),
              ] + (lines.isEmpty ? [] : [("steps", texts(lines))]))
          })
      })
  }

  private static func whole(_ numbers: [Int]) -> JSON { .list(numbers.map { .number(Double($0)) }) }

  private static func texts(_ texts: [String]) -> JSON {
    .list(texts.map { .text(SafeLine.of($0)) })
  }
}
