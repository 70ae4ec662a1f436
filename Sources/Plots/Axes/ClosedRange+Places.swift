/// Places along a range: 0 at its lower end, 1 at its upper.
extension ClosedRange<Double> {
  /// The number at a place; the ends themselves at 0 and 1, and nothing overflows on the way.
  func number(at place: Double) -> Double {
    lowerBound * (1 - place) + upperBound * place
  }
}
