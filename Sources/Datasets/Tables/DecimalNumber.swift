/// Reads decimal numbers from bytes, correctly rounded, without making text of them.
///
/// `[+-]digits[.digits][e[+-]digits]`, with digits before or after the point, or `inf`, `infinity`.
enum DecimalNumber {
  /// The number that all of `bytes[range]` spells, if it spells one.
  static func value(of bytes: [UInt8], in range: Range<Int>) -> Double? {
    var at = range.lowerBound
    let end = range.upperBound
    guard at < end else { return nil }
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }

    // The value is significand · 10^exponent as long as no digit had to be left out.
    var significand: UInt64 = 0
    var exponent = 0
    var significantDigits = 0
    var hasDigits = false
    var isComplete = true
    var isFraction = false
    digits: while at < end {
      let digit = bytes[at] &- UInt8(ascii: "0")
      if digit <= 9 {
        hasDigits = true
        if significantDigits < 19 {
          significand = significand &* 10 &+ UInt64(digit)
          if significand > 0 { significantDigits += 1 }
          if isFraction { exponent -= 1 }
        } else {
          isComplete = isComplete && digit == 0
          if !isFraction { exponent += 1 }
        }
      } else if bytes[at] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break digits
      }
      at += 1
    }
    guard hasDigits else {
      return isInfinity(bytes, at..<end) && !isFraction
        ? (isNegative ? -.infinity : .infinity) : nil
    }
    if at < end {
      guard let power = power(bytes, at..<end) else { return nil }
      exponent += power
    }
    let magnitude =
      (isComplete ? product(significand, exponent) : nil)
      ?? Double(String(decoding: bytes[range], as: UTF8.self))?.magnitude
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  /// The exponent written as `e-12`, limited to what makes any number 0 or infinite.
  private static func power(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    guard bytes[at] | 0x20 == UInt8(ascii: "e") else { return nil }
    at += 1
    guard at < range.upperBound else { return nil }
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }
    guard at < range.upperBound else { return nil }
    var power = 0
    while at < range.upperBound {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      power = min(power * 10 + Int(digit), 1_000_000)
      at += 1
    }
    return isNegative ? -power : power
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

  private static func isInfinity(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    ["inf", "infinity"].contains { word in
      word.utf8.count == range.count && zip(word.utf8, bytes[range]).allSatisfy { $0 == $1 | 0x20 }
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
