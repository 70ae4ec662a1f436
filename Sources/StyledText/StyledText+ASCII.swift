extension StyledText {
  /// The text in ASCII alone: `×` as `*`, `x²` as `x^2`, Greek letters by name.
  package var asciiFallback: StyledText {
    var result = StyledText()
    for run in runs {
      result.append(AsciiFallback.text(run.text), run.role)
    }
    return result
  }
}
