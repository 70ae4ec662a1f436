import Differentiation
import Operations
import StyledText
import Tensors

/// What is said of assignments that could tell more.
enum LintMessages {
  private typealias Finding = AssignmentLint.Finding

  /// What was looked at.
  static func summary(
    _ assignment: Assignment, agreeing: Int, of checked: Int, slips: Int
  ) -> StyledText {
    let count = assignment.questions.count
    let certificate =
      checked == 0 ? "" : "; difference quotients agree at \(agreeing) of \(checked) entries"
    return StyledText(assignment.title, .emphasis)
      + StyledText(
        ": \(count) question\(count == 1 ? "" : "s"), "
          + NumberText.significant(assignment.points)
          + (assignment.points == 1 ? " point" : " points") + certificate
          + (slips == 0 ? "" : "; \(slips) slips tried"))
  }

  static let nothing = StyledText(
    "Nothing to remark: neither numbers nor sizes hide a mistake.", .success)

  // MARK: - Questions

  static func noPoints(_ name: String) -> AssignmentLint.Finding {
    Finding(message: "\(name) is worth nothing.", advice: "Write ```ask points=1 above it.")
  }

  static func zeroKeys(_ names: [String]) -> AssignmentLint.Finding {
    let isOne = names.count == 1
    return Finding(
      message: "The right \(list(names)) \(isOne ? "is" : "are") zero, so whoever hands in zeros "
        + "is right.",
      advice: "Choose numbers at which \(isOne ? "it is" : "they are") not, or do not ask for "
        + "\(isOne ? "it" : "them").")
  }

  static func roundingKeys(_ names: [String]) -> AssignmentLint.Finding {
    Finding(
      message: "The right \(list(names)) \(names.count == 1 ? "is" : "are") zero but for rounding, "
        + "so nobody's answer agrees.",
      advice: "Choose a loss that depends on what it is differentiated by.")
  }

  static func missingUpstream(
    _ name: String, from upstream: [String]
  ) -> AssignmentLint.Finding {
    Finding(
      message: "\(name) is computed from \(list(upstream)), but one slip there costs twice.",
      advice: "Write from: \(upstream.joined(separator: ", ")) below it: what is right beside the "
        + "student's own answers then counts.")
  }

  static func statedBySetup(_ name: String) -> AssignmentLint.Finding {
    Finding(
      message: "The setup states \(name) itself, so students are given it.",
      advice: "Call it otherwise in the setup, or take it out.")
  }

  static func rightMistake(_ code: String, of name: String) -> AssignmentLint.Finding {
    Finding(
      message: "The mistake \(code) has the value of the right \(name).",
      advice: "Correct it, or choose numbers at which the two differ.")
  }

  static func misshapenMistake(
    _ code: String, _ shape: Shape, of name: String, _ expected: Shape
  ) -> AssignmentLint.Finding {
    Finding(
      message: "The mistake \(code) is \(shape), and \(name) is \(expected).",
      advice: "Leave it out: an answer of another shape is told so.")
  }

  static func sameMistakes(
    _ first: String, _ second: String, of name: String
  ) -> AssignmentLint.Finding {
    Finding(
      message: "The mistakes \(first) and \(second) of \(name) have the same value.",
      advice: "Only the first is ever named: join their replies, or choose numbers at which they "
        + "differ.")
  }

  static func givenAway(_ name: String, line: Int) -> AssignmentLint.Finding {
    Finding(
      message: "Line \(line) shows numbers of \(name), and students are given it.",
      advice: "Take it out, or write ```grad hide so that it stays with you.")
  }

  // MARK: - The certificate

  static func notCertified() -> AssignmentLint.Finding {
    Finding(
      message: "The right answers could not be compared with difference quotients.",
      advice: "The setup needs more memory than there is: take fewer numbers.")
  }

  static func certificate(
    _ name: String, _ verdict: Differentiation.Verdict, entries: Int, of all: Int
  ) -> AssignmentLint.Finding {
    let entries = "\(entries) of \(all) \(all == 1 ? "entry" : "entries") of \(name)"
    return switch verdict {
    case .disagree:
      Finding(
        message: "Difference quotients disagree with the right answer at \(entries).",
        advice: "Look for steps in the setup, such as round or a comparison, whose derivative is "
          + "taken to be zero.")
    case .kink:
      Finding(
        message: "The loss bends at \(entries), where more than one answer is right.",
        advice: "Choose other numbers if that is not what you ask about.")
    case .agree, .unresolved:
      Finding(
        message: "Difference quotients cannot tell whether \(entries) "
          + "\(all == 1 ? "is" : "are") right.",
        advice: "Choose numbers of about 1, so that J does not lose them in rounding.")
    }
  }

  // MARK: - Sizes

  static func oneLong(_ axis: String) -> AssignmentLint.Finding {
    Finding(
      message: "\(axis): a sum over it, a mean over it and neither are the same.",
      advice: "Take 2 or more.", hides: .always([.scale, .linear, .batch]))
  }

  static func equalSizes(_ axes: [String], free: Int) -> AssignmentLint.Finding {
    Finding(
      message: "\(list(axes)): what is turned or summed the wrong way still fits.",
      advice: "Take another number for \(axes.count == 2 ? "one" : "all but one") of them, such as "
        + "\(free).")
  }

  static func fewExamples(_ count: Int) -> AssignmentLint.Finding {
    Finding(
      message: "There are \(count) examples: a sum over them is \(count) times the mean, like a "
        + "factor of \(count) from elsewhere.",
      advice: "Take 3 or more, and another number than that of classes and units.",
      hides: .factors)
  }

  // MARK: - Values

  static func onePiece(_ operation: String) -> AssignmentLint.Finding {
    Finding(
      message: "All entries of \(operation) lie on the same side of its kink, so that its "
        + "derivative is the same everywhere.",
      advice: "Choose numbers with both signs there: another seed, or other biases.",
      hides: .byNumbers([.activation, .linear]))
  }

  static func atKink(_ operation: String, entries: Int) -> AssignmentLint.Finding {
    Finding(
      message: "\(entries == 1 ? "An entry" : "\(entries) entries") of \(operation) "
        + "\(entries == 1 ? "lies" : "lie") exactly at its kink, where more than one answer may "
        + "be right.",
      advice: "Choose other numbers: add a small bias, for example.")
  }

  static func zeroWeights(_ names: [String]) -> AssignmentLint.Finding {
    let isOne = names.count == 1
    return Finding(
      message:
        "\(list(names)) \(isOne ? "is" : "are") zero everywhere, which hides every term that "
        + "\(isOne ? "it is" : "they are") a factor of.",
      advice: "Draw \(isOne ? "it" : "them"): \(names[0]) := randn(...).",
      hides: .byNumbers(Set(Mistake.Group.allCases)))
  }

  static func oneClass(_ name: String) -> AssignmentLint.Finding {
    Finding(
      message: "All labels in \(name) are the same.", advice: "Let every class occur.",
      hides: .byNumbers([.output]))
  }

  static func invisiblePart(
    _ part: String, of names: [String], share: Double, digits: Int
  ) -> AssignmentLint.Finding {
    let changed =
      share == 0
      ? "changes nothing in \(list(names))"
      : "changes no entry of \(list(names)) by more than "
        + "\(NumberText.significant(share, digits: 1)) of the largest"
    return Finding(
      message: "\(part) \(changed), so to \(digits) digits it may as well be left out.",
      advice: share == 0
        ? "Choose numbers at which it does, or leave it out." : "Make its factor larger.",
      hides: .always([.regulariser, .scale]))
  }

  // MARK: - Mistakes

  static let otherNumbers = "Other numbers would part them."
  static let otherSizes = "Other sizes would part them: one of them multiplies by a size."

  /// The most mistakes that are written out.
  private static let mostTitles = 4

  /// `the penalty is missing (at W1, at W2)`.
  static func placed(_ title: String, _ places: [String]) -> String {
    guard !places.isEmpty else { return title }
    let shown = places.prefix(2).joined(separator: ", ")
    return "\(title) (\(shown)\(places.count > 2 ? ", ..." : ""))"
  }

  private static func several(_ titles: [String], most: Int = mostTitles) -> String {
    let shown = titles.prefix(most).joined(separator: "; ")
    let rest = titles.count - most
    return rest > 0 ? "\(shown); and \(rest) more" : shown
  }

  static func notFoundOut(_ titles: [String]) -> String {
    "Not found out: \(several(titles))."
  }

  /// `a, or b; c, or d`.
  static func notToldApart(_ sets: [[String]]) -> String {
    "Not told apart: \(several(sets.map { $0.joined(separator: ", or ") }, most: 3))."
  }

  static func hidden(_ titles: [String], digits: Int? = nil) -> AssignmentLint.Finding {
    let opening = digits.map { "Answers with \($0) digits are right in spite of" }
    return Finding(
      message: "\(opening ?? "Answers are right in spite of"): \(several(titles)).",
      advice: "Other numbers would show \(titles.count == 1 ? "this" : "these").")
  }

  static func alike(
    _ titles: [String], _ questions: [String], digits: Int?, advice: String
  ) -> AssignmentLint.Finding {
    let part = digits.map { "\($0) digits of " } ?? ""
    return Finding(
      message: "Not told apart by \(part)\(list(questions)): \(several(titles)).", advice: advice)
  }

  static func moreAlike(_ count: Int, advice: String) -> AssignmentLint.Finding {
    Finding(
      message: "\(count) more \(count == 1 ? "set" : "sets") of mistakes cannot be told apart.",
      advice: advice)
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
