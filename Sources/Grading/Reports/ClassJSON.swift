import Lessons
import Notebook

/// A class as JSON: one document, or a record a line.
enum ClassJSON {
  /// The document; every submission stands on a line of its own, so that two can be compared.
  static func document(_ report: ClassReport) -> String {
    let records = report.grades.map { GradeRecord.json($0, report.assignment, report.options).line }
    let list = records.isEmpty ? "[]" : "[\n" + records.joined(separator: ",\n") + "\n]"
    return "{\"assignment\": \(assignment(report.assignment).line),\n"
      + "\"submissions\": \(list),\n\"summary\": \(summary(report).line)}\n"
  }

  static func lines(_ report: ClassReport) -> String {
    report.grades.map { GradeRecord.json($0, report.assignment, report.options).line + "\n" }
      .joined()
  }

  private static func assignment(_ assignment: Assignment) -> JSON {
    .object([
      ("id", .text(assignment.id)), ("title", .text(SafeLine.of(assignment.title))),
      ("points", GradeRecord.number(assignment.points)),
      (
        "questions",
        .list(
          assignment.questions.map { question in
            .object([
              ("name", .text(question.name)),
              ("points", GradeRecord.number(assignment.worth(question))),
              ("visibility", .text(question.visibility.rawValue)),
            ])
          })
      ),
    ])
  }

  private static func summary(_ report: ClassReport) -> JSON {
    let summary = report.summary
    func number(_ value: Double?) -> JSON { value.map { GradeRecord.number($0) } ?? .null }
    func notes(_ notes: [ClassSummary.Note]) -> JSON {
      .list(
        notes.map {
          .object([
            ("student", .text(SafeLine.of($0.student))), ("reason", .text(SafeLine.of($0.text))),
          ])
        })
    }
    return .object([
      ("count", .number(Double(summary.count))), ("mean", number(summary.mean)),
      ("median", number(summary.median)), ("lowest", number(summary.scores.first)),
      ("highest", number(summary.scores.last)),
      (
        "mistakes",
        .list(
          summary.mistakes.map {
            .object([
              ("title", .text(SafeLine.of($0.title))), ("students", .number(Double($0.students))),
            ])
          })
      ),
      (
        "agreeing",
        .list(
          report.options.groups.map { group in
            .object([
              ("question", .text(group.question)),
              ("students", .list(group.students.map { .text(SafeLine.of($0)) })),
              ("notes", .list(group.notes.map { .text($0) })),
              (
                "wrong",
                group.formula.map { .text(DirectionWords.wrong(SafeLine.of($0))) } ?? .null
              ),
            ])
          })
      ),
      ("unreadable", notes(summary.unreadable)), ("faults", notes(summary.faults)),
    ])
  }
}
