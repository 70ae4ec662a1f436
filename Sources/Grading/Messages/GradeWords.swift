import Diagnostics
import StyledText
import Tensors

/// What is said of grades in a few words: in a cell of a table, in a column of a sheet.
enum GradeWords {
  /// Points with at most two decimals: `7`, `3.33`.
  static func points(_ points: Double) -> String {
    NumberText.significant((points * 100).rounded() / 100, digits: 9)
  }

  /// `7/10`.
  static func score(_ score: Double, of points: Double) -> String {
    "\(GradeWords.points(score))/\(GradeWords.points(points))"
  }

  /// What was done, without the full stop of an instructor's own sentence.
  static func title(of slip: Slip) -> String {
    let title = SafeLine.of(slip.title)
    return title.hasSuffix(".") ? String(title.dropLast()) : title
  }

  /// `transposed`, `transposed and halved`.
  static func title(of explanation: Explanation) -> String {
    explanation.slips.map { title(of: $0) }.joined(separator: " and ")
  }

  /// What explains an answer, or what might: `transposed`, `transposed, or halved`.
  static func title(of explanations: [Explanation]) -> String {
    var titles: [String] = []
    for title in explanations.map({ title(of: $0) }) where !titles.contains(title) {
      titles.append(title)
    }
    let shown = titles.prefix(mostAlternatives).joined(separator: ", or ")
    let rest = titles.count - mostAlternatives
    return rest > 0 ? "\(shown), or \(rest) more" : shown
  }

  /// Who must choose among more has been told nothing.
  private static let mostAlternatives = 3

  /// How an answer differs that nothing explains: `wrong: 3 of 6 entries`.
  private static func short(_ difference: Finding.Difference) -> String {
    switch difference {
    case .shape(let got, let expected): "shape \(shape(got)), not \(shape(expected))"
    case .entries(_, of: 1, _): "wrong"
    case .entries(let wrong, let count, _):
      wrong == count ? "wrong: all entries" : "wrong: \(wrong) of \(count) entries"
    case .digits: "too few digits"
    case .onlyHere: "right for these numbers only"
    }
  }

  /// `2×3`; of a number `()`.
  static func shape(_ shape: Shape) -> String { shape.rank == 0 ? "()" : "\(shape)" }

  /// `[2, 0]`, as the language writes an entry.
  static func place(_ place: [Int]) -> String {
    "[" + place.map(String.init).joined(separator: ", ") + "]"
  }

  /// Why an answer cannot be judged.
  static func reason(_ problem: UnreadableAnswer, of question: String) -> String {
    reason(SubmissionDiagnostics.diagnostic(problem, of: question))
  }

  /// Why a submission or a part of it cannot be read, with the place: `the text is never closed
  /// (ada.grad, line 2, character 6)`.
  static func reason(_ problem: Diagnostic) -> String {
    guard let location = problem.location, let file = problem.source?.name else {
      return SafeLine.of(problem.message)
    }
    let name = file.isEmpty || problem.message.contains(file) ? "" : "\(file), "
    return SafeLine.of(
      "\(problem.message) (\(name)line \(location.line), character \(location.column))")
  }

  /// The word for a verdict that files and programs read.
  static func name(of verdict: QuestionGrade.Verdict) -> String {
    switch verdict {
    case .correct: "correct"
    case .follows: "follows"
    case .wrong: "wrong"
    case .blank: "blank"
    case .ungradable: "unreadable"
    }
  }

  /// The word for what came of a submission that files and programs read.
  static func name(of status: Grade.Status) -> String {
    switch status {
    case .graded: "graded"
    case .ungradable: "unreadable"
    case .fault: "fault"
    }
  }

  /// What a cell of a table says.
  static func cell(_ question: QuestionGrade) -> StyledText {
    switch question.verdict {
    case .correct: return StyledText("correct", .success)
    case .follows(let names):
      return StyledText("follows from \(list(names))", .success)
    case .wrong(let finding):
      let isExplained = !finding.explanations.isEmpty
      return StyledText(
        isExplained ? title(of: finding.explanations) : short(finding.difference), .error)
    case .blank: return StyledText("blank", .faint)
    case .ungradable(let problem):
      return StyledText("unreadable: ", .warning) + StyledText(reason(problem, of: question.name))
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and \(last)"
  }
}
