import Diagnostics

/// What a student is told, in sentences.
enum FeedbackWords {
  static let keptBack = "How this was answered is not shown."

  static let fault =
    "The grader could not grade this. That is no fault of yours; it will be graded again."

  static func unreadable(_ problem: Diagnostic) -> [String] {
    ["This cannot be read: \(ended(SafeLine.of(problem.message)))"]
      + problem.notes.map { sentence(SafeLine.of($0)) }
      + (problem.help.map { [sentence(SafeLine.of($0))] } ?? [])
  }

  /// What is worth knowing though it costs nothing.
  static func notes(_ notes: [Diagnostic]) -> [String] {
    notes.map { note in
      ([note.message] + (note.help.map { [$0] } ?? [])).map { sentence(SafeLine.of($0)) }
        .joined(separator: " ")
    }
  }

  /// That one thing explains several answers.
  static func inCommon(_ grade: Grade) -> [String] {
    let wrong = grade.questions.filter { if case .wrong = $0.verdict { true } else { false } }
    guard wrong.count > 1, grade.explanations.count == 1 else { return [] }
    let explanation = grade.explanations[0]
    let count = explanation.slips.count
    let names = GradeWords.list(wrong.map { SafeLine.of($0.name) })
    return [
      "\(count == 1 ? "One slip explains" : "\(count) slips explain") all of \(names): "
        + "\(told(explanation))."
    ]
  }

  // MARK: - Verdicts

  static func verdict(_ question: QuestionGrade) -> [Feedback.Paragraph] {
    switch question.verdict {
    case .correct: return [.init(text: "Right.")]
    case .blank: return [.init(text: "Nothing was handed in for this.")]
    case .follows(let names):
      let upstream = GradeWords.list(names.map { SafeLine.of($0) })
      return [
        .init(
          text: "It follows rightly from your own \(upstream), so it counts in full; "
            + "only \(upstream) \(names.count == 1 ? "needs" : "need") mending.")
      ]
    case .ungradable(let problem):
      return unreadable(SubmissionDiagnostics.diagnostic(problem, of: question.name)).map {
        .init(text: $0)
      }
    case .wrong(let finding): return wrong(finding)
    }
  }

  private static func wrong(_ finding: Finding) -> [Feedback.Paragraph] {
    let difference = difference(finding.difference)
    switch finding.explanations.count {
    case 0: return [.init(text: "Not right. \(difference)")]
    case 1:
      let explanation = finding.explanations[0]
      var paragraphs =
        [.init(text: "Not right: \(told(explanation)). \(difference)")]
        + advice(explanation).map { Feedback.Paragraph(text: $0) }
      paragraphs[paragraphs.count - 1].slips = explanation.slips
      return paragraphs
    default:
      return [.init(text: "Not right. \(difference) One of these explains it:")]
        + finding.explanations.map { explanation in
          let sentences = [sentence(told(explanation))] + advice(explanation)
          return .init(
            text: sentences.joined(separator: " "), isItem: true, slips: explanation.slips)
        }
    }
  }

  /// `transposed (in s = h @ W2), and halved`.
  private static func told(_ explanation: Explanation) -> String {
    explanation.slips.map { slip in
      let title = GradeWords.title(of: slip)
      return slip.place.isEmpty ? title : "\(title) (\(SafeLine.of(slip.place)))"
    }.joined(separator: ", and ")
  }

  private static func advice(_ explanation: Explanation) -> [String] {
    explanation.slips.map { sentence(SafeLine.of($0.advice)) }.filter { !$0.isEmpty }
  }

  /// How it differs, as a sentence.
  private static func difference(_ difference: Finding.Difference) -> String {
    switch difference {
    case .shape(let got, let expected):
      return "Its shape is \(GradeWords.shape(got)), asked for is \(GradeWords.shape(expected))."
    case .entries(_, of: 1, _): return "Its value differs."
    case .entries(let wrong, let count, let worst):
      let place = worst.isEmpty ? "" : ", the most at \(GradeWords.place(worst))"
      if wrong == count { return "All \(count) entries differ\(place)." }
      return "\(wrong) of \(count) entries \(wrong == 1 ? "differs" : "differ")"
        + (wrong == 1 ? place.replacing(", the most", with: ",") : place) + "."
    case .digits(let wrong, let needed):
      return "\(wrong) \(wrong == 1 ? "entry has" : "entries have") fewer than the "
        + "\(needed) digits that are needed to tell."
    case .onlyHere:
      return "The formula is right for the given numbers alone, not for others in their place."
    }
  }

  static func remark(_ remark: QuestionGrade.Remark) -> String {
    switch remark {
    case .shape(let got, let expected):
      "Its shape is \(GradeWords.shape(got)) where \(GradeWords.shape(expected)) was asked for; "
        + "that costs nothing."
    case .kink(let entries):
      "At \(entries) \(entries == 1 ? "entry" : "entries") the function has a kink, where another "
        + "subgradient is usual; that costs nothing."
    }
  }

  /// A text as a sentence.
  private static func sentence(_ text: String) -> String {
    let first = text.prefix { !" ,;:".contains($0) }
    // A name is written as it is.
    let isWord = first.utf8.count > 2 && first.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    return ended(isWord ? text.prefix(1).uppercased() + text.dropFirst() : text)
  }

  /// A text with a full stop, if it has no end of its own.
  private static func ended(_ text: String) -> String {
    guard let last = text.last, !".!?:".contains(last) else { return text }
    return text + "."
  }
}
