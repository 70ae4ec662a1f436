import StyledText

extension Mistakes {
  /// The mistake that tells which part of a gradient comes from penalties.
  static let penaltyMissing = "penalty-missing"

  /// A factor that is found, not foreseen.
  static func constantFactor(_ factor: Double) -> Slip {
    Slip(
      mistake: "factor-other",
      title: "multiplied by \(NumberText.significant(factor, digits: 4))",
      place: "", advice: "All entries are off by the same factor: look for a constant.")
  }
}
