import Diagnostics
import StyledText

/// Grades as tables for other programs: a spreadsheet, Canvas, Moodle.
enum GradeSheets {
  // MARK: - Spreadsheets

  /// A row a student: what was reached, and of each question score, verdict and mistakes.
  static func csv(_ report: ClassReport) -> String {
    let names = report.assignment.questions.map { SafeLine.of($0.name) }
    let head =
      ["student", "status", "score", "points"]
      + names.flatMap { ["\($0) score", "\($0) verdict", "\($0) mistakes"] } + ["problem"]
    return CSVText.line(head)
      + report.grades.map { grade in
        CSVText.line(
          [
            SafeLine.of(grade.student), GradeWords.name(of: grade.status), score(grade) ?? "",
            GradeWords.points(report.assignment.points),
          ] + cells(grade, count: names.count) + [problem(grade)])
      }.joined()
  }

  /// Three cells a question; empty ones for a submission without answers.
  private static func cells(_ grade: Grade, count: Int) -> [String] {
    guard case .graded = grade.status else {
      return Array(repeating: "", count: 3 * count)
    }
    return grade.questions.flatMap { question -> [String] in
      let mistakes =
        if case .wrong(let finding) = question.verdict {
          GradeWords.title(of: finding.explanations)
        } else {
          ""
        }
      return [
        GradeWords.points(question.score), GradeWords.name(of: question.verdict), mistakes,
      ]
    }
  }

  private static func problem(_ grade: Grade) -> String {
    switch grade.status {
    case .graded:
      grade.questions.compactMap { question -> String? in
        guard case .ungradable(let problem) = question.verdict else { return nil }
        return GradeWords.reason(problem, of: question.name)
      }.joined(separator: "; ")
    case .ungradable(let problem): SafeLine.of(problem.message)
    case .fault(let reason): SafeLine.of(reason)
    }
  }

  /// What was reached; nil where the grader failed.
  private static func score(_ grade: Grade) -> String? {
    if case .fault = grade.status { nil } else { GradeWords.points(grade.score) }
  }

  // MARK: - Canvas

  private static let canvasColumns = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]

  /// The gradebook that Canvas imports. Who is not in the export it was matched with is left out;
  /// without one, students are taken to be called by their logins.
  static func canvas(_ report: ClassReport) -> String {
    let roster = report.options.roster
    let lines = report.grades.compactMap { grade -> [String]? in
      guard let score = score(grade) else { return nil }
      let student = SafeLine.of(grade.student)
      guard let roster else { return [student, "", "", student, "", score] }
      guard let row = roster.row(of: grade.student) else { return nil }
      return canvasColumns.map { SafeLine.of(roster.cell($0, of: row)) } + [score]
    }
    return
      ([
        canvasColumns + [canvasTitle(report)],
        ["    Points Possible", "", "", "", "", GradeWords.points(report.assignment.points)],
      ] + lines).map { CSVText.line($0) }.joined()
  }

  /// `Homework 3 (4711)` where Canvas knows the assignment already; else it will make one.
  private static func canvasTitle(_ report: ClassReport) -> String {
    let titles = [report.assignment.title, report.assignment.id]
    let known = report.options.roster?.columns.first { column in
      titles.contains { column == $0 || column.hasPrefix($0 + " (") && column.hasSuffix(")") }
    }
    return SafeLine.of(known ?? report.assignment.title)
  }

  // MARK: - Moodle

  /// The grading worksheet that Moodle reads; feedback stands only beside a grade, since Moodle
  /// takes a grade away where feedback comes alone.
  static func moodle(_ report: ClassReport) -> String {
    let roster = report.options.roster
    let rows = report.grades.compactMap { grade -> [String]? in
      guard let score = score(grade) else { return nil }
      var (identifier, modified) = (moodleIdentifier(grade.student), "-")
      if let roster {
        guard let row = roster.row(of: grade.student) else { return nil }
        identifier = roster.cell("Identifier", of: row)
        if identifier.isEmpty { identifier = grade.student }
        let known = roster.cell("Last modified (grade)", of: row)
        if !known.isEmpty { modified = known }
      }
      let feedback = Feedback(grade, report, sees: .studentLater)
      return [SafeLine.of(identifier), score, modified, FeedbackHTML.text(feedback)]
    }
    let head = ["Identifier", "Grade", "Last modified (grade)", "Feedback comments"]
    return ([head] + rows).map { CSVText.line($0) }.joined()
  }

  /// `Participant 12345` for the names that Moodle gives to what it hands out.
  private static func moodleIdentifier(_ student: String) -> String {
    guard student.contains("_assignsubmission_"), let number = Roster.number(in: student) else {
      return student
    }
    return "Participant \(number)"
  }
}

/// Feedback where HTML is read.
enum FeedbackHTML {
  static func text(_ feedback: Feedback) -> String {
    let opening = feedback.opening.map { "<p>\(escaped($0))</p>" }
    let notes = feedback.notes.map { note in
      let score = note.score.isEmpty ? "" : " \(escaped(note.score))"
      let items = note.paragraphs.filter(\.isItem).map { "<li>\(told($0))</li>" }
      let text = note.paragraphs.filter { !$0.isItem }.map { told($0) }
      let list = items.isEmpty ? "" : "<ul>\(items.joined())</ul>"
      return "<p><b>\(escaped(note.name))</b>\(score): \(text.joined(separator: " "))</p>\(list)"
    }
    return (opening + notes).joined()
  }

  private static func told(_ paragraph: Feedback.Paragraph) -> String {
    let steps = paragraph.steps.map { "<br><code>\(escaped($0.plain))</code>" }
    return escaped(paragraph.text) + steps.joined()
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
