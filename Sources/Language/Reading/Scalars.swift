/// Which characters names are made of and which are blanks.
enum Scalars {
  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isAsciiLetter(UInt8(scalar.value)) }
    // The raised T is the transpose.
    return scalar.value != 0x1D40 && scalar.properties.isXIDStart
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return isAsciiLetter(UInt8(scalar.value)) || isDigit(UInt8(scalar.value))
    }
    switch scalar.value {
    case 0xB7, 0x387, 0x1D40: return false  // The middle dot is a product.
    case 0x2080...0x2089: return true  // θ₀
    default: return scalar.properties.isXIDContinue
    }
  }

  static func isAsciiLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Blanks beyond ASCII, among them the byte order mark wherever it stands.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  static func isRaisedDigit(_ scalar: Unicode.Scalar) -> Bool {
    raisedDigits[scalar] != nil
  }

  static let raisedDigits: [Unicode.Scalar: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-",
  ]
}
