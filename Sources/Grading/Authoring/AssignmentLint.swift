package import StyledText

/// Whether an assignment can tell mistakes from right answers, and what to change if not.
package struct AssignmentLint: Sendable {
  /// One thing to know, and what to do about it.
  package struct Finding: Sendable, Equatable {
    /// A sentence.
    package let message: String
    /// A sentence.
    package let advice: String
  }

  package let findings: [Finding]
  private let summary: StyledText

  /// - Parameter confusions: What the catalogue of mistakes comes to for this assignment.
  package init(_ assignment: Assignment, confusions: Confusions = Confusions()) {
    let values = ValueLint(assignment)
    let certificate = CertificateLint(assignment, tellsKinks: !values.hasTies)
    findings =
      certificate.findings + QuestionLint(assignment).findings + SizeLint(assignment).findings
      + values.findings + PenaltyLint(assignment).findings + Handout(assignment).givenAway
      + confusions.findings
    summary = LintMessages.summary(
      assignment, agreeing: certificate.agreeing, of: certificate.checked)
  }

  package func text(width: Int) -> StyledText {
    let first = summary.wrapped(to: width, indent: 2).joined(separator: "\n")
    guard !findings.isEmpty else {
      return first + StyledText("\n") + LintMessages.nothing
    }
    return findings.reduce(first) { $0 + StyledText("\n") + $1.text(width: width) }
  }
}

extension AssignmentLint.Finding {
  /// The sentence, and below it what to do.
  package func text(width: Int) -> StyledText {
    let lines =
      StyledText("- " + message).wrapped(to: width, indent: 2)
      + StyledText(advice, .faint).wrapped(to: width - 2).map { StyledText("  ") + $0 }
    return lines.joined(separator: "\n")
  }
}

/// What mistakes of the catalogue come to in one assignment.
package struct Confusions: Sendable {
  /// Mistakes that give the right answers to these questions.
  package var coincideWithRight: [(title: String, questions: [String])] = []
  /// Mistakes that give the same answers to all questions.
  package var indistinguishable: [[String]] = []

  package init() {}

  fileprivate var findings: [AssignmentLint.Finding] {
    coincideWithRight.map { LintMessages.coincides($0.title, $0.questions) }
      + indistinguishable.map(LintMessages.indistinguishable)
  }
}
