/// What a student hands in who makes mistakes: formulas worked out by hand.
struct WrongSubmission: Sendable, CustomStringConvertible {
  /// The homework's name.
  let homework: String
  /// What tells it from the others of its homework: `bias-averaged, db2 only`.
  let label: String
  /// The names of the mistakes, see `mistakeGroups`; two for a pair.
  let mistakes: [String]
  /// One statement a line.
  let statements: String
  /// The asked tensors that it leaves out.
  let blanks: Set<String>

  var description: String { "\(homework): \(label)" }
}

/// Formulas that are right, in other words than the key's.
struct RightSubmission: Sendable, CustomStringConvertible {
  let homework: String
  let label: String
  let statements: String

  var description: String { "\(homework): \(label)" }
}

/// A mistake as it is made in one homework: which steps of the right backward pass are other ones.
///
/// What is computed from a replaced step is wrong with it.
struct HandSlip: Sendable {
  let mistake: String
  /// The mistake's name, and what is special if it is made in more than one way.
  let label: String
  /// The formulas of these steps.
  let replacing: [String: String]
  /// What is handed in for these names, while everything else goes on with what was worked out.
  /// The names in the formulas stand for what was worked out.
  let reporting: [String: String]
  /// Answers that are left out.
  let omitting: Set<String>

  init(
    _ mistake: String, _ remark: String = "", replacing: [String: String] = [:],
    reporting: [String: String] = [:], omitting: Set<String> = []
  ) {
    self.mistake = mistake
    label = remark.isEmpty ? mistake : "\(mistake), \(remark)"
    self.replacing = replacing
    self.reporting = reporting
    self.omitting = omitting
  }
}
