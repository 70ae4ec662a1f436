/// Places as cells or dots in a row.
enum Cells {
  /// The cell at a share of the way, 0 the first of them and 1 the last.
  ///
  /// A place in the middle between two cells belongs to the later one, even where another
  /// processor's rounding puts it a hair before.
  static func index(at place: Double, of count: Int) -> Int {
    let exact = place * Double(count - 1)
    guard exact > 0 else { return 0 }
    return exact < Double(count - 1) ? Int((exact + 1e-7).rounded()) : count - 1
  }
}
