import Operations
import Tensors

/// Looks for numbers of right answers in a text that students are given.
struct KeySearch {
  private let questions: [(name: String, values: [Double])]

  /// - Parameter known: What students are given anyway.
  init(_ questions: [Question], known: [Tensor]) {
    let known = Set(known.flatMap(\.values).map(\.magnitude))
    self.questions = questions.map { question in
      let values = Set(question.key.values.map(\.magnitude)).subtracting(known)
      return (question.name, values.sorted())
    }
  }

  /// The questions of which a text shows at least two numbers (or the only one), and the first line
  /// that does, from 0. Numbers with fewer than four digits say too little.
  func found(in text: String) -> [(name: String, line: Int)] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let numbers = lines.map(Self.numbers)
    return questions.compactMap { question in
      var first: Int?
      var shown: Set<Int> = []
      for (line, numbers) in numbers.enumerated() {
        for number in numbers {
          guard let place = place(of: number, in: question.values) else { continue }
          first = first ?? line
          shown.insert(place)
        }
      }
      guard let first, shown.count >= min(2, question.values.count) else { return nil }
      return (question.name, first)
    }
  }

  /// The place of a value that a written number may stand for, among sorted ones.
  private func place(of number: (value: Double, unit: Double), in values: [Double]) -> Int? {
    let lower = number.value - 0.51 * number.unit
    var (start, end) = (0, values.count)
    while start < end {
      let middle = (start + end) / 2
      if values[middle] < lower { start = middle + 1 } else { end = middle }
    }
    guard start < values.count, values[start] <= number.value + 0.51 * number.unit else {
      return nil
    }
    return start
  }

  /// The numbers of a line that are written with four digits or more, without their signs.
  private static func numbers(_ line: Substring) -> [(value: Double, unit: Double)] {
    var found: [(value: Double, unit: Double)] = []
    var rest = line.utf8[...]
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    while let start = rest.firstIndex(where: isDigit) {
      var end = start
      var decimals = 0
      var digits: [UInt8] = []
      var hasPoint = false
      while end < rest.endIndex {
        let byte = rest[end]
        if isDigit(byte) {
          digits.append(byte)
          if hasPoint { decimals += 1 }
        } else if byte == UInt8(ascii: "."), !hasPoint {
          hasPoint = true
        } else {
          break
        }
        end = rest.index(after: end)
      }
      var exponent = 0
      if end < rest.endIndex, rest[end] | 0x20 == UInt8(ascii: "e") {
        let tail = rest[rest.index(after: end)...].prefix { isDigit($0) || $0 == UInt8(ascii: "-") }
        if let power = Int(String(decoding: tail, as: UTF8.self)) {
          exponent = min(max(power, -400), 400)
          end = tail.endIndex
        }
      }
      let significant = digits.drop { $0 == UInt8(ascii: "0") }.count
      let mantissa = Double(String(decoding: digits, as: UTF8.self)) ?? 0
      if significant >= 4, let unit = Double("1e\(exponent - decimals)") {
        found.append((mantissa * unit, unit))
      }
      rest = rest[end...]
    }
    return found
  }
}
