import Datasets

/// Reads JSON (RFC 8259) from the front, one value after the other, without building a tree.
///
/// Whatever the bytes, every step takes time for the bytes it passes and memory for what is asked
/// for; nothing recurses. Numbers may also be written as people write them: `.5`, `5.`, `+1`.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0
  /// The brackets that are open around the value that comes next.
  private(set) var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONProblem) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    // Of the first two characters, which are ASCII, one byte is zero.
    if isWide || bytes.count > 1 && (bytes[0] == 0) != (bytes[1] == 0) { throw problem(.utf16) }
    if next() == nil { throw problem(.empty) }
  }

  func problem(_ kind: JSONProblem.Kind, at offset: Int? = nil) -> JSONProblem {
    JSONProblem(kind: kind, offset: offset ?? at)
  }

  // MARK: - Steps

  /// The byte with which the next value or sign begins; nil at the end.
  @inline(__always)
  mutating func next() -> UInt8? {
    while at < bytes.count {
      let byte = bytes[at]
      // Blank, line feed, return, tab.
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        return byte
      }
      at += 1
    }
    return nil
  }

  @inline(__always)
  mutating func skips(_ sign: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: sign) else { return false }
    at += 1
    return true
  }

  mutating func end() throws(JSONProblem) {
    if next() != nil { throw problem(.surplus) }
  }

  @inline(__always)
  mutating func open() throws(JSONProblem) {
    guard depth < SubmissionLimits.brackets else {
      throw problem(.tooDeep(limit: SubmissionLimits.brackets))
    }
    depth += 1
    at += 1
  }

  @inline(__always)
  mutating func close() {
    depth -= 1
    at += 1
  }

  /// What was passed from a place on.
  func bytes(from start: Int) -> [UInt8] { Array(bytes[start..<at]) }

  // MARK: - Objects

  /// How far an object is read.
  struct Members {
    fileprivate var names: Set<String> = []
  }

  /// The name of the next member, its value being next; nil after the last, the object being read.
  mutating func name(_ members: inout Members) throws(JSONProblem) -> String? {
    let isFirst = members.names.isEmpty
    if isFirst { try open() }
    if next() == UInt8(ascii: "}") {
      close()
      return nil
    }
    guard isFirst || skips(",") else { throw problem(.expected("a comma or }")) }
    guard next() == UInt8(ascii: "\"") else {
      throw problem(.expected("a name in double quotes"))
    }
    let start = at
    let name = try text(limit: SubmissionLimits.nameBytes)
    guard members.names.insert(name).inserted else {
      throw problem(.duplicate(name), at: start)
    }
    guard members.names.count <= SubmissionLimits.members else {
      throw problem(.tooManyNames(limit: SubmissionLimits.members), at: start)
    }
    guard skips(":") else { throw problem(.expected("a colon")) }
    return name
  }

  // MARK: - Values

  /// The number that begins here, if one does.
  @inline(__always)
  mutating func number() -> DecimalNumber? {
    guard let number = DecimalNumber(prefixOf: UnsafeBufferPointer(rebasing: bytes[at...])) else {
      return nil
    }
    at += number.length
    return number
  }

  /// A word of letters, with a sign if one stands before it: `null`, `-Infinity`.
  mutating func word() throws(JSONProblem) -> String {
    let start = at
    var end = at
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") {
      end += 1
    }
    while end < bytes.count, end - start < 20, (0x61...0x7A).contains(bytes[end] | 0x20) {
      end += 1
    }
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    let isKnown = ["null", "true", "false"].contains(word) || CellProblem.isNonFinite(word)
    guard isKnown else { throw problem(.expected("a value")) }
    at = end
    return word
  }

  mutating func text(limit: Int = SubmissionLimits.textBytes) throws(JSONProblem) -> String {
    let start = at
    let units = try textBytes(limit: limit)
    guard let text = String(validating: units, as: UTF8.self) else {
      throw problem(.notUTF8, at: start)
    }
    return text
  }

  /// The bytes of a text, escapes resolved, which may be no UTF-8.
  mutating func textBytes(limit: Int) throws(JSONProblem) -> [UInt8] {
    let start = at
    at += 1
    var text: [UInt8] = []
    while true {
      let plain = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"),
        bytes[at] >= 0x20
      {
        at += 1
      }
      guard text.count + at - plain <= limit else {
        throw problem(.textTooLong(limit: limit), at: start)
      }
      text += bytes[plain..<at]
      guard at < bytes.count else { throw problem(.openText, at: start) }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return text
      case UInt8(ascii: "\\"): text += try escape()
      default: throw problem(.controlInText)
      }
    }
  }

  private mutating func escape() throws(JSONProblem) -> [UInt8] {
    let start = at
    guard at + 1 < bytes.count else { throw problem(.openText) }
    let sign = bytes[at + 1]
    at += 2
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [sign]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try unit(start)
      if 0xD800...0xDBFF ~= code, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      {
        at += 2
        let second = try unit(start)
        guard 0xDC00...0xDFFF ~= second else { throw problem(.loneSurrogate, at: start) }
        code = 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw problem(.loneSurrogate, at: start) }
      return Array(String(scalar).utf8)
    default: throw problem(.badEscape, at: start)
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit(_ start: Int) throws(JSONProblem) -> UInt32 {
    guard at + 4 <= bytes.count else { throw problem(.badEscape, at: start) }
    var code: UInt32 = 0
    for byte in bytes[at..<at + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw problem(.badEscape, at: start)
      }
      code = code << 4 | UInt32(digit)
    }
    at += 4
    return code
  }

  /// Passes a value of any kind and says what it is: `an object`, `null`.
  @discardableResult
  mutating func skip() throws(JSONProblem) -> String {
    guard let first = next() else { throw problem(.expected("a value")) }
    let kind: String
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      kind = first == UInt8(ascii: "{") ? "an object" : "a list"
      try skipNested()
    case UInt8(ascii: "\""):
      kind = "a text"
      _ = try textBytes(limit: .max)
    default:
      if number() != nil { return "a number" }
      kind = try word()
    }
    return kind
  }

  /// Passes a list or an object with all that is in it.
  private mutating func skipNested() throws(JSONProblem) {
    let outer = depth
    // Of each bracket that is open here, whether it is that of an object.
    var isObject: [Bool] = []
    repeat {
      // A value comes next.
      let first = next()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        try open()
        isObject.append(first == UInt8(ascii: "{"))
        if next() == UInt8(ascii: isObject[isObject.count - 1] ? "}" : "]") {
          close()
          isObject.removeLast()
        } else {
          if isObject[isObject.count - 1] { try skipName() }
          continue
        }
      } else {
        try skip()
      }
      // A value has ended.
      while let inner = isObject.last {
        if skips(",") {
          if inner { try skipName() }
          break
        }
        guard next() == UInt8(ascii: inner ? "}" : "]") else {
          throw problem(.expected(inner ? "a comma or }" : "a comma or ]"))
        }
        close()
        isObject.removeLast()
      }
    } while depth > outer
  }

  private mutating func skipName() throws(JSONProblem) {
    guard next() == UInt8(ascii: "\"") else { throw problem(.expected("a name in double quotes")) }
    _ = try textBytes(limit: .max)
    guard skips(":") else { throw problem(.expected("a colon")) }
  }
}
