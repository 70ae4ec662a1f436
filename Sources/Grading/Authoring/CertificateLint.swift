import Differentiation

/// What difference quotients say of the right answers.
struct CertificateLint {
  private(set) var findings: [AssignmentLint.Finding] = []
  /// How many entries were looked at, and found to agree.
  private(set) var checked = 0
  private(set) var agreeing = 0

  /// - Parameters:
  ///   - tellsKinks: Whether it is not known already where the loss bends.
  ///   - zero: The questions whose right answers are known to be zero.
  init(_ assignment: Assignment, tellsKinks: Bool, zero: Set<Int>) {
    guard let certificate = try? Certificate(assignment) else {
      findings.append(LintMessages.notCertified())
      return
    }
    for (index, question) in certificate.questions.enumerated() {
      checked += question.checked
      agreeing += question.count(.agree)
      for verdict in [Differentiation.Verdict.disagree, .kink, .unresolved] {
        let count = question.count(verdict)
        guard count > 0, tellsKinks || verdict != .kink,
          verdict != .unresolved || !zero.contains(index)
        else { continue }
        findings.append(
          LintMessages.certificate(
            question.name, verdict, entries: count, of: question.checked))
      }
    }
  }
}
