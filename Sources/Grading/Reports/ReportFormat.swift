package import StyledText

/// A way to write grades down: everything that help, errors and the writer know about it.
package struct ReportFormat: Sendable {
  package let name: String
  package let summary: String
  package let output: Output
  /// Whether it has room for what is said of an answer that is not right.
  package var explains = true

  package enum Output: Sendable {
    /// Lines for a screen.
    case screen(@Sendable (ClassReport) -> StyledText)
    /// One text about the class.
    case document(@Sendable (ClassReport) -> String)
    /// A file a student, or one document of them all where a text may stand between them; a
    /// student of whom there is nothing to say, since the grader failed, has none.
    case files(Files)
  }

  package struct Files: Sendable {
    /// How the files' names end.
    package let ending: String
    /// What may stand between them in one document; nil where they cannot be joined.
    package let separator: String?
    package let text: @Sendable (Grade, ClassReport) -> String?
  }

  /// For a person at a screen.
  package static let table = ReportFormat(
    name: "table", summary: "for the screen: a row a student, a column a question",
    output: .screen { GradeTable($0).text() })

  package static let all: [ReportFormat] = [
    table,
    ReportFormat(
      name: "json", summary: "one document: assignment, submissions, summary",
      output: .document { ClassJSON.document($0) }),
    ReportFormat(
      name: "jsonl", summary: "a record a line, as --stream writes them",
      output: .document { ClassJSON.lines($0) }),
    ReportFormat(
      name: "csv", summary: "for a spreadsheet: a row a student",
      output: .document { GradeSheets.csv($0) }, explains: false),
    ReportFormat(
      name: "md", summary: "what each student reads: a file a student, or one document",
      output: .files(
        Files(ending: ".md", separator: "\n---\n\n") { FeedbackMarkdown.text($0, $1) })),
    ReportFormat(
      name: "gradescope", summary: "a file a student: results.json of an autograder",
      output: .files(
        Files(ending: ".json", separator: nil) { AutograderResults.gradescope($0, $1) })),
    ReportFormat(
      name: "prairielearn", summary: "a file a student: results.json of an external grader",
      output: .files(
        Files(ending: ".json", separator: nil) { AutograderResults.prairieLearn($0, $1) })),
    ReportFormat(
      name: "canvas", summary: "a gradebook to import; --students takes the exported one",
      output: .document { GradeSheets.canvas($0) }, explains: false),
    ReportFormat(
      name: "moodle", summary: "a grading worksheet; --students takes the downloaded one",
      output: .document { GradeSheets.moodle($0) }),
  ]

  package static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// The names, as a person reads them.
  package static var names: String { all.map(\.name).joined(separator: ", ") }
}
