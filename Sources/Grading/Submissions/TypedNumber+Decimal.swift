import Datasets

extension TypedNumber {
  init(_ number: DecimalNumber) {
    let place = number.lastPlace - TypedNumber.smallest
    // Beyond what a double holds, a unit is 0 or the largest number.
    let unit =
      place < 0
      ? 0 : place < TypedNumber.units.count ? TypedNumber.units[place] : .greatestFiniteMagnitude
    self.init(unit: unit, digits: number.digits)
  }

  private static let smallest = -324
  /// The powers of ten from the smallest on, each the nearest double.
  private static let units: [Double] = (smallest...308).map { Double("1e\($0)") ?? 0 }
}
