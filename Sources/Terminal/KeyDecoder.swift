/// Puts together the bytes that a terminal sends for a key.
struct KeyDecoder {
  private var pending: [UInt8] = []

  /// Whether a key has begun that the next byte may change.
  var isInside: Bool { !pending.isEmpty }

  /// Takes one byte; returns the key that it completes, if any.
  mutating func take(_ byte: UInt8) -> Key? {
    pending.append(byte)
    guard let key = Self.key(for: pending) else { return nil }
    pending = []
    return key
  }

  /// The key that was begun, when nothing follows: a lone escape byte is the escape key.
  mutating func finish() -> Key? {
    defer { pending = [] }
    guard !pending.isEmpty else { return nil }
    return pending == [0x1B] ? .escape : .other
  }

  /// The key for these bytes, or nil if there must be more of them.
  private static func key(for bytes: [UInt8]) -> Key? {
    switch bytes[0] {
    case 0x03: .interrupt
    case 0x04: .endOfInput
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: escaped(bytes)
    case 0x00..<0x20: .other
    case 0x20..<0x7F: .character(Character(Unicode.Scalar(bytes[0])))
    default: character(bytes)
    }
  }

  private static func character(_ bytes: [UInt8]) -> Key? {
    let length =
      switch bytes[0] {
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 1
      }
    if bytes.count < length, bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) { return nil }
    guard let text = String(validating: bytes, as: UTF8.self), let first = text.first,
      text.count == 1
    else { return .other }
    return .character(first)
  }

  /// Keys that send `ESC [` or `ESC O`, parameters, and a final character.
  private static func escaped(_ bytes: [UInt8]) -> Key? {
    guard bytes.count > 1 else { return nil }
    guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else { return .other }
    guard bytes.count > 2 else { return nil }
    let final = bytes[bytes.count - 1]
    // A sequence has no control characters, and none is longer than this.
    guard (0x20..<0x7F).contains(final), bytes.count < 32 else { return .other }
    guard (0x40..<0x7F).contains(final) else { return nil }
    switch Character(Unicode.Scalar(final)) {
    case "A": return .up
    case "B": return .down
    case "C": return .right
    case "D": return .left
    case "H": return .home
    case "F": return .end
    case "~": return numbered(bytes[2..<bytes.count - 1])
    default: return .other
    }
  }

  /// Keys that are told by a number: `ESC [ 3 ~`.
  private static func numbered(_ parameters: ArraySlice<UInt8>) -> Key {
    let number = parameters.prefix { $0 != UInt8(ascii: ";") }
    return switch Int(String(decoding: number, as: UTF8.self)) {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    default: .other
    }
  }
}
