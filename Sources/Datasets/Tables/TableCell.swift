/// What one cell says: a number, nothing, or text.
struct TableCell {
  let bytes: [UInt8]
  let range: Range<Int>

  /// The number it spells; `true` and `false` are 1 and 0.
  var number: Double? {
    if let number = DecimalNumber.value(of: bytes, in: range) { return number }
    if isSpelled("true") { return 1 }
    return isSpelled("false") ? 0 : nil
  }

  /// Whether it is empty or a question mark.
  var isBlank: Bool {
    range.isEmpty || isSpelled("?")
  }

  /// Whether it is blank or a word that stands for a missing number.
  var isMissing: Bool {
    isBlank || ["na", "n/a", "#n/a", "nan", "null", "none"].contains(where: isSpelled)
  }

  var text: String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// As much of the text as a message has room for.
  var shortText: String {
    let limit = 40
    let text = String(decoding: bytes[range].prefix(4 * limit), as: UTF8.self)
    return text.count > limit || range.count > 4 * limit ? text.prefix(limit - 1) + "…" : text
  }

  /// Whether it is a word, given in small letters, in any case.
  private func isSpelled(_ word: String) -> Bool {
    let letters = word.utf8
    guard letters.count == range.count else { return false }
    return zip(letters, bytes[range]).allSatisfy { letter, byte in
      letter == ((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
    }
  }
}
