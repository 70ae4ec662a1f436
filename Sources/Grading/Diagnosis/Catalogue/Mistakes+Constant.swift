import StyledText

extension Mistakes {
  /// The mistake that tells which part of a gradient comes from penalties.
  static let penaltyMissing = "penalty-missing"

  /// A factor that is found, not foreseen; told to one digit, so that nobody can divide by it.
  static func constantFactor(_ factor: Double) -> Slip {
    Slip(
      mistake: "factor-other",
      title: "multiplied by about \(NumberText.significant(factor, digits: 1))",
      place: "", advice: "All entries are off by the same factor: look for a constant.")
  }
}
