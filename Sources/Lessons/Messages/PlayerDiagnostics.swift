package import Diagnostics
package import Notebook

/// What can go wrong with playing lessons, in words.
package enum PlayerDiagnostics {
  static func unknownLesson(_ name: String, among ids: [String]) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: ids)
    return Diagnostic(
      "lesson", "there is no lesson \(name)",
      help: near.map { "did you mean \($0)?" } ?? "lesson lists what there is")
  }

  static func noLesson(_ path: String) -> Diagnostic {
    Diagnostic(
      "lesson", "\(path) is no lesson: there is nothing to run and no task in it",
      help: "gradbook replay \(path) tells what is wrong with it")
  }

  /// - Parameter count: How many things are wrong with the lesson's file.
  static func faultyLesson(_ lesson: Lesson, count: Int) -> Diagnostic {
    Diagnostic(
      "lesson", "\(LessonStanding.count(count, "thing")) in this lesson cannot be understood",
      help: "gradbook replay \(lesson.file.source.name) tells where"
    ).with(severity: .warning)
  }

  package static func cannotKeep(_ path: String, _ error: FileError) -> Diagnostic {
    let reason = FileDiagnostics.diagnostic(error, Path(path))
    return Diagnostic(
      "lesson", "what you do in this lesson cannot be kept", notes: [reason.message] + reason.notes
    ).with(severity: .warning)
  }

  /// - Parameter kept: Where the text went that could not be understood.
  package static func unreadable(
    _ path: String, _ problem: LessonProgress.Problem?, kept: String?
  ) -> Diagnostic {
    let reason =
      switch problem {
      case .foreign: "it is no text of progress in this lesson"
      case .newer: "a newer gradbook wrote it"
      case nil: "parts of it cannot be understood"
      }
    return Diagnostic(
      "lesson", "what was kept of this lesson cannot be read", notes: ["\(path): \(reason)"],
      help: kept.map { "it is now in \($0)" }
    ).with(severity: .warning)
  }
}
