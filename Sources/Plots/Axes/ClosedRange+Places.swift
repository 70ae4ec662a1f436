/// Places along a range: 0 at its lower end, 1 at its upper.
extension ClosedRange<Double> {
  /// The number at a place; the ends themselves at 0 and 1, and nothing overflows on the way.
  func number(at place: Double) -> Double {
    lowerBound * (1 - place) + upperBound * place
  }

  /// The place of a finite number between ends that differ.
  func place(of number: Double) -> Double {
    let (offset, length) = (number - lowerBound, upperBound - lowerBound)
    if offset.isFinite, length.isFinite { return offset / length }
    // Halves of what is so large are exact and do not overflow; halves of the least number are 0.
    return (number / 2 - lowerBound / 2) / (upperBound / 2 - lowerBound / 2)
  }
}
