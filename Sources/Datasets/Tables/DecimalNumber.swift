/// A decimal number as it is written, read from bytes without making text of them.
///
/// `[+-]digits[.digits][e[+-]digits]`, with digits before or after the point.
package struct DecimalNumber: Sendable, Equatable {
  /// The nearest double; infinite beyond the largest.
  package let value: Double
  /// The power of ten of the last place written: -2 for `3.14`, 1 for `3e1`.
  package let lastPlace: Int
  /// How many digits are significant: 3 for `3.14`, `0.0314` and `3.10`; none for zero.
  package let digits: Int
  /// How many bytes it takes.
  package let length: Int

  /// Reads the number that bytes begin with, as far as it goes; nil if they begin with none.
  package init?(prefixOf bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    let end = bytes.count
    guard at < end else { return nil }
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }

    // The value is significand · 10^exponent as long as no digit had to be left out.
    var significand: UInt64 = 0
    var exponent = 0
    var digits = 0
    var hasDigits = false
    var isComplete = true
    // Where the fraction begins, if there is one.
    var fraction = -1
    while at < end {
      let digit = bytes[at] &- UInt8(ascii: "0")
      if digit <= 9 {
        hasDigits = true
        if digits < 19 {
          significand = significand &* 10 &+ UInt64(digit)
          if significand > 0 { digits += 1 }
        } else {
          digits += 1
          isComplete = isComplete && digit == 0
          exponent += 1
        }
      } else if bytes[at] == UInt8(ascii: "."), fraction < 0 {
        fraction = at + 1
      } else {
        break
      }
      at += 1
    }
    guard hasDigits else { return nil }
    var lastPlace = fraction < 0 ? 0 : fraction - at
    if at < end, let (power, length) = DecimalNumber.power(bytes, at) {
      lastPlace += power
      at += length
    }
    exponent += lastPlace
    let magnitude =
      (isComplete ? DecimalNumber.product(significand, exponent) : nil)
      ?? Double(String(decoding: bytes[..<at], as: UTF8.self))?.magnitude ?? 0
    value = isNegative ? -magnitude : magnitude
    self.lastPlace = lastPlace
    self.digits = digits
    length = at
  }

  /// The number that all of some bytes spell, `inf` and `infinity` among them, if they spell one.
  static func value(of bytes: [UInt8], in range: Range<Int>) -> Double? {
    bytes[range].withUnsafeBufferPointer { bytes in
      if let number = DecimalNumber(prefixOf: bytes) {
        return number.length == bytes.count ? number.value : nil
      }
      guard let sign = bytes.first else { return nil }
      let isNegative = sign == UInt8(ascii: "-")
      let word = bytes.dropFirst(isNegative || sign == UInt8(ascii: "+") ? 1 : 0)
      return isInfinity(word) ? (isNegative ? -.infinity : .infinity) : nil
    }
  }

  /// The exponent written as `e-12` from a place on, limited to what makes any number 0 or infinite.
  private static func power(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (power: Int, length: Int)? {
    var at = start
    guard bytes[at] | 0x20 == UInt8(ascii: "e") else { return nil }
    at += 1
    guard at < bytes.count else { return nil }
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }
    let first = at
    var power = 0
    while at < bytes.count {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      power = min(power * 10 + Int(digit), 1_000_000_000)
      at += 1
    }
    return at > first ? (isNegative ? -power : power, at - start) : nil
  }

  /// `significand · 10^exponent`, correctly rounded; nil where that takes more than 128 bits.
  private static func product(_ significand: UInt64, _ exponent: Int) -> Double? {
    if significand == 0 { return 0 }
    if significand <= 1 << 53, abs(exponent) < exactPowers.count {
      // Both are exact as doubles: there is a single rounding.
      let value = Double(significand)
      return exponent < 0 ? value / exactPowers[-exponent] : value * exactPowers[exponent]
    }
    // 10^e = 5^e · 2^e: a product or quotient with a power of five, then an exact shift.
    guard abs(exponent) < powersOfFive.count else { return nil }
    let power = powersOfFive[abs(exponent)]
    return exponent < 0
      ? quotient(significand, by: power, exponent) : product(significand, by: power, exponent)
  }

  /// `x · y · 2^exponent`.
  private static func product(_ x: UInt64, by y: UInt64, _ exponent: Int) -> Double {
    let (high, low) = x.multipliedFullWidth(by: y)
    if high == 0 { return Double(low) * powerOfTwo(exponent) }
    let shift = high.leadingZeroBitCount
    let head = high << UInt64(shift) | low >> UInt64(64 - shift)
    return rounded(head, isExact: low << UInt64(shift) == 0) * powerOfTwo(exponent + 64 - shift)
  }

  /// `x / y · 2^exponent`.
  private static func quotient(_ x: UInt64, by y: UInt64, _ exponent: Int) -> Double {
    // With both moved up to their highest bit the quotient of x·2^63 and y has 63 or 64 bits.
    let shift = (x: x.leadingZeroBitCount, y: y.leadingZeroBitCount)
    let dividend = x << UInt64(shift.x)
    let (quotient, remainder) = (y << UInt64(shift.y)).dividingFullWidth(
      (high: dividend >> 1, low: dividend << 63))
    return rounded(quotient, isExact: remainder == 0)
      * powerOfTwo(exponent + shift.y - shift.x - 63)
  }

  /// The nearest double. An integer of 63 bits or more that is not the whole value has its last bit
  /// set, which lies far below the rounding, so that it counts as above the middle.
  private static func rounded(_ integer: UInt64, isExact: Bool) -> Double {
    Double(isExact ? integer : integer | 1)
  }

  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(1023 + exponent) << 52)
  }

  private static func isInfinity(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    ["inf", "infinity"].contains { word in
      word.utf8.count == bytes.count && zip(word.utf8, bytes).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  /// 10^0 ... 10^22, the powers of ten that a double holds exactly.
  private static let exactPowers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 10 } ?? 1)
  }

  /// 5^0 ... 5^27, the powers of five below 2^63.
  private static let powersOfFive: [UInt64] = (0...27).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 5 } ?? 1)
  }
}
