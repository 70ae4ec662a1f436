/// What the first bytes of a table tell about all of it.
struct TextOpening {
  /// Why the bytes cannot be a table.
  private(set) var problem: DatasetError?

  /// The length of the mark that some programs put before UTF-8 text.
  private(set) var markLength = 0

  private(set) var separator = UInt8(ascii: ",")

  init(_ bytes: ArraySlice<UInt8>) {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      problem = .utf16
      return
    }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { markLength = 3 }
    // A few control characters may be stray; many are no text.
    let text = bytes.dropFirst(markLength).prefix(1 << 14)
    let controls = text.count { $0 < 0x20 && !(0x09...0x0d).contains($0) }
    if controls * 50 > text.count || bytes.contains(0) {
      problem = .binary
    } else {
      separator = TextOpening.separator(of: text)
    }
  }

  /// The candidate that appears equally often on each of the first lines; if none does, the one that
  /// appears most on the first.
  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    var counts: [[Int]] = []
    var line = candidates.map { _ in 0 }
    var isQuoted = false
    var isBlank = true
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !isBlank { counts.append(line) }
        if counts.count == 10 { break }
        line = candidates.map { _ in 0 }
        isBlank = true
      } else {
        isBlank = false
        if let candidate = candidates.firstIndex(of: byte) { line[candidate] += 1 }
      }
    }
    guard let first = counts.first else {
      return candidates[mostFrequent(line)]
    }
    let regular = candidates.indices.map { candidate in
      counts.allSatisfy { $0[candidate] == first[candidate] } ? first[candidate] : 0
    }
    return candidates[mostFrequent(regular.contains { $0 > 0 } ? regular : first)]
  }

  /// The position of the largest count, the first of equals.
  private static func mostFrequent(_ counts: [Int]) -> Int {
    counts.firstIndex(of: counts.max() ?? 0) ?? 0
  }
}
