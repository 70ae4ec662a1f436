import Tensors

/// A direction in few numbers, so that those of a large class can be kept and compared: entries,
/// and sums over all entries with signs that are drawn once and for all.
struct DirectionSketch: Sendable {
  /// The first sum, then the entries, then other sums.
  private let numbers: [Float]
  /// How many of them are entries.
  private let entries: Int
  /// How far the direction may be off through rounding of what was handed in.
  let blur: Double

  /// Where the sketch stands among others: like ones stand near each other.
  var coordinate: Double { Double(numbers[0]) }

  /// Directions of no more entries than this are kept whole.
  private static let whole = 32
  private static let probes = 16
  private static let sums = 16

  /// - Parameters:
  ///   - direction: A tensor's entries, of length 1.
  ///   - blur: How long a vector rounding may have added.
  init(_ direction: [Double], blur: Double) {
    self.blur = blur
    let count = direction.count
    let isWhole = count <= DirectionSketch.whole
    var sums = [Double](repeating: 0, count: isWhole ? 1 : DirectionSketch.sums)
    for (place, value) in direction.enumerated() {
      let bits = DirectionSketch.bits(of: place)
      for sum in sums.indices { sums[sum] += bits >> sum & 1 == 0 ? value : -value }
    }
    // One entry of each stretch, anywhere in it.
    let places =
      isWhole
      ? Array(direction.indices)
      : (0..<DirectionSketch.probes).map { probe in
        let (from, to) = (
          probe * count / DirectionSketch.probes, (probe + 1) * count / DirectionSketch.probes
        )
        return from + Int(DirectionSketch.bits(of: probe) % UInt64(to - from))
      }
    entries = places.count
    numbers =
      [Float(sums[0])] + places.map { Float(direction[$0]) } + sums.dropFirst().map { Float($0) }
  }

  /// Whether two directions are one, as far as they are known.
  func agrees(with other: DirectionSketch) -> Bool {
    guard numbers.count == other.numbers.count, entries == other.entries else { return false }
    let blur = Float(tolerance(beside: other))
    return numbers.indices.allSatisfy { index in
      let isEntry = (1...entries).contains(index)
      return (numbers[index] - other.numbers[index]).magnitude <= (isEntry ? 1 : 3) * blur
    }
  }

  /// How far the coordinates of one direction may lie apart, if the other is blurred so much.
  func reach(besideBlur other: Double) -> Double { 3 * tolerance(besideBlur: other) }

  private func tolerance(beside other: DirectionSketch) -> Double {
    tolerance(besideBlur: other.blur)
  }

  private func tolerance(besideBlur other: Double) -> Double { 2 * (blur + other) + 1e-5 }

  /// Sixty-four signs for a place, the same on every machine.
  private static func bits(of place: Int) -> UInt64 {
    var bits = UInt64(place) &+ 1
    bits = bits &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
