import Diagnostics

/// A line of a stream, with the file in it not yet read.
struct SubmissionRecord {
  /// Who it is from, as far as it says.
  private(set) var student: String?
  private(set) var collection: Collection
  private(set) var file: (name: SubmissionName, bytes: [UInt8])?

  /// What a record is called in messages. Which line it stands on is not said: what comes of a
  /// record depends on nothing but the record.
  private static let place = "the record"
  /// Who a record is from that does not say.
  static let nobody = "(no name)"

  init(_ collection: Collection) {
    self.collection = collection
  }

  /// Reads all of a line; where it cannot, the student may be known all the same.
  mutating func read(_ line: [UInt8]) throws(Diagnostic) {
    let place = SubmissionRecord.place
    var reader = Reader(collection: collection, place: place)
    defer { student = reader.student }
    try JSONScanner.read(line, place) { scanner in
      guard scanner.next() == UInt8(ascii: "{") else {
        try scanner.skip()
        throw SubmissionDiagnostics.noRecord(place)
      }
      var members = JSONScanner.Members()
      while let name = try scanner.name(&members) { try reader.read(name, &scanner) }
      try scanner.end()
    }
    guard reader.student != nil else { throw SubmissionDiagnostics.noStudent(place) }
    guard reader.hasContent || reader.file != nil || reader.base64 != nil else {
      throw SubmissionDiagnostics.noContent(place)
    }
    collection = reader.collection
    switch (reader.file, reader.base64) {
    case (nil, nil): break
    case (let name?, let text?):
      guard let bytes = Base64.bytes(text) else { throw SubmissionDiagnostics.base64(place) }
      file = (SubmissionName(ofPath: name), bytes)
    default: throw SubmissionDiagnostics.halfFile(place)
    }
  }

  private struct Reader {
    var collection: Collection
    let place: String
    var student: String?
    var file: String?
    var base64: [UInt8]?
    var hasContent = false

    /// Takes the member whose value comes next; others than these say nothing of the answers.
    mutating func read(_ name: String, _ scanner: inout JSONScanner) throws {
      switch name {
      case "student":
        let isText = scanner.next() == UInt8(ascii: "\"")
        let start = scanner.at
        let name: String
        if isText {
          name = SafeText.name(try scanner.text())
        } else if scanner.number() != nil {
          // Many schools number their students.
          name = SafeText.name(scanner.bytes(from: start))
        } else {
          throw SubmissionDiagnostics.noStudent(place)
        }
        if name.allSatisfy(\.isWhitespace) { throw SubmissionDiagnostics.noStudent(place) }
        student = name
      case "answers":
        hasContent = true
        guard scanner.next() == UInt8(ascii: "{") else {
          throw SubmissionDiagnostics.answersNoObject(place)
        }
        try collection.addAnswers(&scanner, from: place)
      case "statements":
        hasContent = true
        let text = try readText(name, &scanner, limit: collection.limits.statementBytes)
        if !text.isEmpty {
          let source = SourceText(
            name: "statements", text: try SubmissionText.text(text, of: "statements"))
          try collection.addCode(source, from: "statements")
        }
      case "file":
        let text = try readText(name, &scanner, limit: 4096)
        file = String(decoding: text, as: UTF8.self)
      case "base64": base64 = try readText(name, &scanner, limit: .max)
      default: try scanner.skip()
      }
    }

    private func readText(
      _ name: String, _ scanner: inout JSONScanner, limit: Int
    ) throws -> [UInt8] {
      guard scanner.next() == UInt8(ascii: "\"") else {
        throw SubmissionDiagnostics.noText(name, place)
      }
      return try scanner.textBytes(limit: limit)
    }
  }
}

/// Bytes written as text (RFC 4648), in either alphabet.
enum Base64 {
  /// The bytes that a text spells; nil if it spells none. Blanks and line ends do not count.
  static func bytes(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    var isOver = false
    for character in text {
      switch digits[Int(character)] {
      case blank: continue
      case padding: isOver = true
      case let digit where digit < 64 && !isOver:
        bits = bits << 6 | UInt32(digit)
        count += 1
        if count % 4 == 0 {
          bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
        }
      default: return nil
      }
    }
    switch count % 4 {
    case 0: break
    case 2: bytes.append(UInt8(bits >> 4 & 0xFF))
    case 3: bytes += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
    default: return nil
    }
    return bytes
  }

  private static let blank: UInt8 = 64
  private static let padding: UInt8 = 65
  private static let foreign: UInt8 = 66

  /// The value of each byte.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: foreign, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() { digits[Int(character)] = UInt8(value) }
    digits[Int(UInt8(ascii: "-"))] = 62
    digits[Int(UInt8(ascii: "_"))] = 63
    for byte in " \t\r\n".utf8 { digits[Int(byte)] = blank }
    digits[Int(UInt8(ascii: "="))] = padding
    return digits
  }()
}
