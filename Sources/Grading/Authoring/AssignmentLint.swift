package import StyledText

/// Whether an assignment can tell mistakes from right answers, and what to change if not.
package struct AssignmentLint: Sendable {
  /// One thing to know, and what to do about it.
  package struct Finding: Sendable, Equatable {
    /// Sentences.
    package var message: String
    /// A sentence.
    package let advice: String
    /// What may not be found out, or told apart, for this reason.
    var hides = Hiding.nothing

    /// What a finding may be the reason for.
    enum Hiding: Equatable {
      case nothing
      /// Mistakes that multiply by a size are taken for those that multiply by a number.
      case factors
      /// Mistakes of these kinds are not seen, as long as the numbers are what they are.
      case byNumbers(Set<Mistake.Group>)
      /// The same, whatever the numbers.
      case always(Set<Mistake.Group>)
    }
  }

  package let findings: [Finding]
  private let summary: StyledText

  package init(_ assignment: Assignment) {
    let values = ValueLint(assignment)
    let questions = QuestionLint(assignment)
    let certificate = CertificateLint(
      assignment, tellsKinks: !values.hasTies, zero: questions.zero)
    let confusions = Confusions(
      assignment,
      among: SizeLint(assignment).findings + values.findings
        + PenaltyLint(assignment).findings, zero: questions.zero)
    findings =
      certificate.findings + questions.findings + confusions.findings
      + Handout(assignment).givenAway
    summary = LintMessages.summary(
      assignment, agreeing: certificate.agreeing, of: certificate.checked, slips: confusions.tried)
  }

  package func text(width: Int) -> StyledText {
    let first = summary.wrapped(to: width, indent: 2).joined(separator: "\n")
    guard !findings.isEmpty else {
      return ([first] + LintMessages.nothing.wrapped(to: width)).joined(separator: "\n")
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
