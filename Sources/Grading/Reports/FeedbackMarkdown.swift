import StyledText

/// What a student reads, as Markdown.
enum FeedbackMarkdown {
  static func text(_ grade: Grade, _ report: ClassReport) -> String? {
    if case .fault = grade.status { return nil }
    let assignment = report.assignment
    let feedback = Feedback(grade, report, sees: .studentLater)
    let score = GradeWords.score(grade.score, of: assignment.points)
    var parts = [
      "# \(escaped(SafeLine.of(assignment.title)))",
      "\(escaped(SafeLine.of(grade.student))): **\(score)**",
    ]
    parts += feedback.opening.map { escaped($0) }
    for note in feedback.notes {
      parts.append("## \(escaped(note.name))" + (note.score.isEmpty ? "" : "  \(note.score)"))
      parts.append(paragraphs(note))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Paragraphs with a blank line between them; of alternatives, a list.
  private static func paragraphs(_ note: Feedback.Note) -> String {
    var text = ""
    var isInList = false
    for paragraph in note.paragraphs {
      if !text.isEmpty { text += paragraph.isItem && isInList ? "\n" : "\n\n" }
      text += (paragraph.isItem ? "- " : "") + escaped(paragraph.text)
      isInList = paragraph.isItem
      guard !paragraph.steps.isEmpty else { continue }
      // Four blanks make it stand as it is, two more make it part of an item.
      let margin = paragraph.isItem ? "      " : "    "
      text += "\n\n" + paragraph.steps.map { margin + $0.plain }.joined(separator: "\n")
    }
    return text
  }

  /// Text that reads as itself: signs that Markdown or HTML would take for their own are marked.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if "\\`*_{}[]<>#|~&$".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    // What would begin a list or a line below a heading, were it first.
    guard let first = result.first, "+-=".contains(first) else { return result }
    return "\\" + result
  }
}
