import Diagnostics

/// What can be wrong with a file of students.
enum RosterDiagnostics {
  static func noColumns(_ name: String, wanted: [String]) -> Diagnostic {
    Diagnostic(
      "students", "\(name) has no column that names students",
      notes: ["one of these is needed: \(wanted.joined(separator: ", "))"],
      help: "export the gradebook of Canvas, or the grading worksheet of Moodle")
  }
}
