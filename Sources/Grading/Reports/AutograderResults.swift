import Lessons
import Notebook

/// A student's grade as autograders of teaching systems hand it over.
///
/// Where the grader failed there is no result: both systems take a missing one for what it is.
enum AutograderResults {
  // MARK: - Gradescope

  /// `results.json` of Gradescope; what an assignment keeps back, Gradescope does.
  static func gradescope(_ grade: Grade, _ report: ClassReport) -> String? {
    if case .fault = grade.status { return nil }
    let assignment = report.assignment
    let feedback = Feedback(grade, report, sees: .everything, repeatsSteps: true)
    // What is said of all questions together may not tell of those that are kept back.
    let opening = Feedback(grade, report, sees: .student).opening
    var members: [(String, JSON)] = [("score", GradeRecord.number(grade.score))]
    if let seconds = report.options.seconds[grade.student] {
      members.append(("execution_time", GradeRecord.number(seconds)))
    }
    members += [
      ("output", .text(opening.joined(separator: "\n"))), ("output_format", .text("text")),
      ("visibility", .text(Ask.Visibility.visible.rawValue)),
      ("stdout_visibility", .text(Ask.Visibility.hidden.rawValue)),
      (
        "tests",
        .list(
          zip(feedback.notes, zip(grade.questions, assignment.questions)).enumerated().map {
            test(number: $0 + 1, $1.0, $1.1.0, $1.1.1)
          })
      ),
    ]
    return JSON.object(members).line + "\n"
  }

  private static func test(
    number: Int, _ note: Feedback.Note, _ question: QuestionGrade, _ asked: Question
  ) -> JSON {
    .object([
      ("name", .text(note.name)), ("number", .text("\(number)")),
      ("score", GradeRecord.number(question.score)),
      ("max_score", GradeRecord.number(question.points)),
      ("status", .text(question.score >= question.points ? "passed" : "failed")),
      ("output", .text(Feedback.text(note.paragraphs[...]))), ("output_format", .text("text")),
      ("visibility", .text(asked.visibility.rawValue)),
      ("tags", .list(tags(question).map { .text($0) })),
    ])
  }

  /// The verdict, and the names of the mistakes that explain it.
  private static func tags(_ question: QuestionGrade) -> [String] {
    var tags = [GradeWords.name(of: question.verdict)]
    if case .wrong(let finding) = question.verdict {
      for slip in finding.explanations.flatMap(\.slips) where !tags.contains(slip.mistake) {
        tags.append(slip.mistake)
      }
    }
    return tags
  }

  // MARK: - PrairieLearn

  /// `results.json` of an external grader of PrairieLearn, which shows all of it at once.
  static func prairieLearn(_ grade: Grade, _ report: ClassReport) -> String? {
    let assignment = report.assignment
    let feedback = Feedback(grade, report, sees: .student)
    switch grade.status {
    case .fault: return nil
    case .ungradable:
      return JSON.object([
        ("gradable", .boolean(false)), ("format_errors", .list(feedback.opening.map { .text($0) })),
      ]).line + "\n"
    case .graded: break
    }
    let share = assignment.points > 0 ? grade.score / assignment.points : 0
    let score = GradeWords.score(grade.score, of: assignment.points)
    return JSON.object([
      ("gradable", .boolean(true)), ("score", GradeRecord.number(min(max(share, 0), 1))),
      ("message", .text("\(score) points")),
      ("output", .text(feedback.opening.joined(separator: "\n"))),
      (
        "tests",
        .list(
          zip(feedback.notes, zip(grade.questions, assignment.questions)).compactMap {
            // A test has points or does not stand there: what is kept back has no test.
            let (note, (question, asked)) = ($0, $1)
            guard Feedback.Reader.student.sees(asked.visibility) else { return nil }
            return test(note, question)
          })
      ),
    ]).line + "\n"
  }

  private static func test(_ note: Feedback.Note, _ question: QuestionGrade) -> JSON {
    .object([
      ("name", .text(note.name)), ("description", .text("The value of \(note.name)")),
      ("points", GradeRecord.number(question.score)),
      ("max_points", GradeRecord.number(question.points)),
      ("message", .text(note.paragraphs.first?.text ?? "")),
      ("output", .text(Feedback.text(note.paragraphs.dropFirst()))),
    ])
  }
}
