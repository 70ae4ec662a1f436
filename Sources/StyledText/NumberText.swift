internal import Glibc

/// Numbers as text.
package enum NumberText {
  /// The number rounded to so many significant digits, as C's `%g` writes it, with three changes.
  ///
  /// Integers below 1e15 print whole; an exponent has neither plus sign nor leading zero (`1e-9`);
  /// zero has no sign. Not a number is `nan`, the infinities `inf` and `-inf`.
  package static func significant(_ value: Double, digits: Int = 6) -> String {
    if let name = name(ofSpecial: value) { return name }
    if value.magnitude < 1e15, value == value.rounded() { return String(Int64(value)) }
    let (figures, exponent) = decimal(value.magnitude, digits: min(max(digits, 1), 17))
    let text =
      exponent < -4 || exponent >= max(digits, 1)
      ? scientific(figures, exponent) : fixed(figures, exponent)
    return value < 0 ? "-" + text : text
  }

  /// The shortest text that reads back as exactly this number.
  package static func exact(_ value: Double) -> String {
    if let name = name(ofSpecial: value) { return name }
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    guard parts.count == 2, let exponent = Int(parts[1]) else { return String(mantissa) }
    return "\(mantissa)e\(exponent)"
  }

  /// The texts padded at the front so that their decimal points stand below each other.
  package static func alignedAtPoint(_ texts: [String]) -> [String] {
    let wholes = texts.map { text in
      DisplayWidth.of(text.prefix { $0 != "." && $0 != "e" })
    }
    let widest = wholes.max() ?? 0
    return zip(texts, wholes).map { text, whole in
      String(repeating: " ", count: widest - whole) + text
    }
  }

  private static func name(ofSpecial value: Double) -> String? {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return nil
  }

  /// The digits without trailing zeros and the power of ten of the first.
  private static func decimal(_ value: Double, digits: Int) -> (figures: [UInt8], exponent: Int) {
    var buffer = [CChar](repeating: 0, count: 48)
    let count = withVaList([Int32(digits - 1), value]) {
      vsnprintf(&buffer, buffer.count, "%.*e", $0)
    }
    let bytes = buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }
    let parts = bytes.split(separator: UInt8(ascii: "e"))
    // Whatever sign the locale puts between the digits is dropped here.
    var figures = parts[0].filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    while figures.count > 1, figures.last == UInt8(ascii: "0") { figures.removeLast() }
    return (figures, Int(String(decoding: parts[1], as: UTF8.self)) ?? 0)
  }

  private static func scientific(_ figures: [UInt8], _ exponent: Int) -> String {
    let first = String(decoding: figures.prefix(1), as: UTF8.self)
    let rest = String(decoding: figures.dropFirst(), as: UTF8.self)
    return first + (rest.isEmpty ? "" : "." + rest) + "e\(exponent)"
  }

  private static func fixed(_ figures: [UInt8], _ exponent: Int) -> String {
    let text = String(decoding: figures, as: UTF8.self)
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    let whole = exponent + 1
    if figures.count <= whole {
      return text + String(repeating: "0", count: whole - figures.count)
    }
    return text.prefix(whole) + "." + text.dropFirst(whole)
  }
}
