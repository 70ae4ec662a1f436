/// How one number of an array is stored.
struct ArrayElement: Equatable {
  enum Kind: Equatable {
    case float, signed, unsigned, boolean
  }

  let kind: Kind
  /// Bytes of a number.
  let size: Int
  let isBigEndian: Bool

  /// Reads NumPy's word for it, such as `<f8`, `>i4` or `|b1`.
  init(_ word: String) throws(ArrayProblem) {
    let order = word.first
    let hasOrder = order.map("<>=|".contains) ?? false
    let type = String(word.dropFirst(hasOrder ? 1 : 0))
    switch type {
    case "f2", "f4", "f8": kind = .float
    case "i1", "i2", "i4", "i8": kind = .signed
    case "u1", "u2", "u4", "u8": kind = .unsigned
    case "b1", "?": kind = .boolean
    default:
      if type.hasPrefix("O") { throw .objects }
      if type.hasPrefix("V") { throw .structured }
      throw .elementType(String(word.prefix(20)))
    }
    size = Int(type.suffix(1)) ?? 1
    isBigEndian = order == ">"
    // Without an order only single bytes have a meaning.
    guard size == 1 || hasOrder && order != "|" else {
      throw .elementType(String(word.prefix(20)))
    }
  }

  /// NumPy's long name: `float64`.
  var name: String {
    switch kind {
    case .float: "float\(8 * size)"
    case .signed: "int\(8 * size)"
    case .unsigned: "uint\(8 * size)"
    case .boolean: "bool"
    }
  }

  /// Appends the numbers that whole elements spell; integers beyond 2^53 are rounded.
  func append(_ bytes: [UInt8], to values: inout [Double]) {
    bytes.withUnsafeBytes { bytes in
      switch (kind, size) {
      case (.float, 2): append(bytes, as: UInt16.self, to: &values, ArrayElement.half)
      case (.float, 4):
        append(bytes, as: UInt32.self, to: &values) { Double(Float(bitPattern: $0)) }
      case (.float, _): append(bytes, as: UInt64.self, to: &values) { Double(bitPattern: $0) }
      case (.signed, 1): append(bytes, as: Int8.self, to: &values) { Double($0) }
      case (.signed, 2): append(bytes, as: Int16.self, to: &values) { Double($0) }
      case (.signed, 4): append(bytes, as: Int32.self, to: &values) { Double($0) }
      case (.signed, _): append(bytes, as: Int64.self, to: &values) { Double($0) }
      case (.unsigned, 1): append(bytes, as: UInt8.self, to: &values) { Double($0) }
      case (.unsigned, 2): append(bytes, as: UInt16.self, to: &values) { Double($0) }
      case (.unsigned, 4): append(bytes, as: UInt32.self, to: &values) { Double($0) }
      case (.unsigned, _): append(bytes, as: UInt64.self, to: &values) { Double($0) }
      case (.boolean, _): append(bytes, as: UInt8.self, to: &values) { $0 == 0 ? 0 : 1 }
      }
    }
  }

  private func append<Word: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, as type: Word.Type, to values: inout [Double],
    _ number: (Word) -> Double
  ) {
    for place in stride(from: 0, to: bytes.count - size + 1, by: size) {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: Word.self)
      values.append(number(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)))
    }
  }

  /// A number of IEEE 754's binary16: a sign, five bits of exponent, ten of fraction.
  private static func half(_ bits: UInt16) -> Double {
    let fraction = Double(bits & 0x3ff)
    let magnitude: Double =
      switch Int(bits >> 10 & 0x1f) {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      case let exponent:
        (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }
}
