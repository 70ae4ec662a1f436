internal import Glibc

/// Which levels of a field are drawn: a few nice numbers, equal ratios apart where the numbers span
/// decades.
enum ContourLevels {
  private static let wanted = 7
  private static let most = 8
  /// Ratios of the middle of the numbers to their least part from which decades count.
  private static let decades = 50.0

  static func levels(_ field: NumberField) -> [Double] {
    let numbers = field.values.filter(\.isFinite).sorted()
    guard let least = numbers.first, let greatest = numbers.last, least < greatest else {
      return []
    }
    // What a few places alone reach is no reason to leave the rest without lines.
    let few = numbers.count / 50
    let (low, high) = (numbers[few], numbers[numbers.count - 1 - few])
    let isSteep = least >= 0 && low > 0 && numbers[numbers.count / 2] / low > decades
    let levels =
      isSteep
      ? logarithmic(low, greatest)
      : linear(low < high ? low...high : least...greatest)
    return levels.filter { $0 > least && $0 < greatest }
  }

  private static func linear(_ range: ClosedRange<Double>) -> [Double] {
    Ticks.on(Scale(.linear, range), count: wanted).map(\.number)
  }

  /// One, two and five times the powers of ten, or fewer of them if those were too many.
  private static func logarithmic(_ low: Double, _ high: Double) -> [Double] {
    let (first, last) = (Int(log10(low).rounded(.down)), Int(log10(high).rounded(.down)))
    func levels(_ factors: [Double], every step: Int) -> [Double] {
      stride(from: first, through: last, by: step).flatMap { power in
        factors.map { $0 * pow(10, Double(power)) }
      }.filter { $0 >= low && $0 <= high }
    }
    for factors in [[1, 2, 5], [1, 3], [1.0]] {
      let found = levels(factors, every: 1)
      if found.count <= most { return found }
    }
    return levels([1], every: (last - first) / most + 1)
  }
}
