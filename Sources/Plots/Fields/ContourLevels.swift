internal import Glibc

/// Which levels of a field are drawn: a few nice numbers, equal ratios apart where the numbers span
/// decades.
enum ContourLevels {
  private static let wanted = 7
  /// Ratios of the middle of the numbers to their least part from which decades count.
  private static let decades = 30.0

  static func levels(_ field: NumberField) -> [Double] {
    let numbers = field.values.filter(\.isFinite).sorted()
    guard let least = numbers.first, let greatest = numbers.last, least < greatest else {
      return []
    }
    // What a few places alone reach is no reason to leave the rest without lines.
    let low = numbers[numbers.count / 50]
    let levels =
      low > 0 && least >= 0 && numbers[numbers.count / 2] / low > decades
      ? logarithmic(max(low, least), greatest) : linear(low, greatest)
    return levels.filter { $0 > least && $0 < greatest }
  }

  private static func linear(_ low: Double, _ high: Double) -> [Double] {
    Ticks.on(Scale(.linear, low...high), count: wanted).map(\.number)
  }

  private static func logarithmic(_ low: Double, _ high: Double) -> [Double] {
    let marks = Ticks.on(Scale(.log, low...high), count: wanted).map(\.number)
    guard marks.count > wanted + 2 else { return marks }
    return marks.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
  }
}
