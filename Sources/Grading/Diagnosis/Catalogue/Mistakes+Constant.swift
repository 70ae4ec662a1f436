import StyledText

extension Mistakes {
  /// A factor that is found, not foreseen.
  static func constantFactor(_ factor: Double) -> Slip {
    Slip(
      mistake: "constant-factor",
      title: "multiplied by \(NumberText.significant(factor, digits: 4))",
      place: "", advice: "All entries are off by the same factor: look for a constant.")
  }
}
