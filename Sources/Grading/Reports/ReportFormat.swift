package import StyledText

/// A way to write grades down: everything that help, errors and the writer know about it.
package struct ReportFormat: Sendable {
  package let name: String
  package let summary: String
  package let output: Output

  package enum Output: Sendable {
    /// Lines for a screen.
    case screen(@Sendable (ClassReport) -> StyledText)
    /// One text about the class.
    case document(@Sendable (ClassReport) -> String)
    /// A file a student, with this ending; nil where there is nothing to say, since the grader
    /// failed.
    case files(ending: String, @Sendable (Grade, ClassReport) -> String?)
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
  ]

  package static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// The names, as a person reads them.
  package static var names: String { all.map(\.name).joined(separator: ", ") }
}
