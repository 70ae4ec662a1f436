/// What an array in NumPy's format says of itself before its numbers.
///
/// `\x93NUMPY`, two bytes of version, the length of the text, and the text of a Python dictionary:
///
///     {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }
///
/// The text is read character by character and never evaluated. Source: numpy.lib.format.
struct ArrayHeader: Equatable {
  /// The most bytes of text; NumPy's own limit.
  static let textLimit = 10_000

  static let mark: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let element: ArrayElement
  /// Whether the first axis runs fastest.
  let isFortranOrder: Bool
  let dimensions: [Int]

  /// Reads the header at the beginning of an array and leaves the feed before its numbers.
  init(_ feed: inout ByteFeed) throws {
    let opening = try feed.next(8)
    guard opening.starts(with: ArrayHeader.mark) else { throw ArrayProblem.notAnArray }
    let (major, minor) = (Int(opening[6]), Int(opening[7]))
    guard (1...3).contains(major), minor == 0 else { throw ArrayProblem.version(major, minor) }
    let length = try feed.next(major == 1 ? 2 : 4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= ArrayHeader.textLimit else {
      throw ArrayProblem.headerTooLong(limit: ArrayHeader.textLimit)
    }
    try self.init(text: feed.next(length))
  }

  init(text: [UInt8]) throws(ArrayProblem) {
    var reader = LiteralReader(text)
    var element: ArrayElement?
    var isFortranOrder: Bool?
    var dimensions: [Int]?
    try reader.expect("{")
    while !reader.skips("}") {
      let key = try reader.string()
      try reader.expect(":")
      switch key {
      case "descr" where element == nil:
        if reader.sees("[") { throw .structured }
        element = try ArrayElement(reader.string())
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try reader.boolean()
      case "shape" where dimensions == nil: dimensions = try reader.tuple()
      default: throw .header
      }
      guard reader.skips(",") || reader.sees("}") else { throw .header }
    }
    guard reader.isAtEnd, let element, let isFortranOrder, let dimensions else { throw .header }
    self.element = element
    self.isFortranOrder = isFortranOrder
    self.dimensions = dimensions
  }
}

/// Reads the few Python literals of a header; anything else is refused.
private struct LiteralReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: [UInt8]) { self.text = text }

  /// Whether only blanks and a line end are left.
  var isAtEnd: Bool {
    text[at...].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
  }

  mutating func sees(_ character: Unicode.Scalar) -> Bool {
    while at < text.count, text[at] == UInt8(ascii: " ") { at += 1 }
    return at < text.count && text[at] == UInt8(ascii: character)
  }

  mutating func skips(_ character: Unicode.Scalar) -> Bool {
    guard sees(character) else { return false }
    at += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(ArrayProblem) {
    guard skips(character) else { throw .header }
  }

  /// Text of ASCII between quotes of either kind, without escapes.
  mutating func string() throws(ArrayProblem) -> String {
    guard sees("'") || sees("\"") else { throw .header }
    let quote = text[at]
    at += 1
    guard let end = text[at...].firstIndex(of: quote) else { throw .header }
    let bytes = text[at..<end]
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }) else {
      throw .header
    }
    at = end + 1
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func boolean() throws(ArrayProblem) -> Bool {
    for (word, value) in [("True", true), ("False", false)]
    where sees(word.unicodeScalars.first ?? " ") && text[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw .header
  }

  /// `()`, `(3,)`, `(2, 3)`.
  mutating func tuple() throws(ArrayProblem) -> [Int] {
    try expect("(")
    var sizes: [Int] = []
    while !skips(")") {
      sizes.append(try size())
      guard sizes.count <= 64 else { throw .tooManyAxes(sizes) }
      if sees(")"), sizes.count > 1 { continue }
      try expect(",")
    }
    return sizes
  }

  private mutating func size() throws(ArrayProblem) -> Int {
    _ = sees(" ")
    var size = 0
    let start = at
    while at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) {
      let (tens, overflows) = size.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.addingReportingOverflow(Int(text[at] - UInt8(ascii: "0")))
      guard !overflows, !overflowsToo else { throw .header }
      size = sum
      at += 1
    }
    guard at > start else { throw .header }
    return size
  }
}
