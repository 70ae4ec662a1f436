/// The text in a program's output, without escape sequences and carriage returns.
struct PlainText {
  private var bytes: [UInt8] = []

  /// For every byte, where it stood in the output.
  private var offsets: [Int] = []

  init(removingEscapesFrom output: ArraySlice<UInt8>) {
    var index = output.startIndex
    while index < output.endIndex {
      if output[index] == 0x1B {
        index = Self.endOfSequence(in: output, from: index)
        continue
      }
      if ![0x07, 0x0D].contains(output[index]) {
        bytes.append(output[index])
        offsets.append(index - output.startIndex)
      }
      index += 1
    }
  }

  /// The text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Where the first occurrence of `text` ends in the output.
  func end(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return offsets[start + wanted.count - 1] + 1
    }
    return nil
  }

  private static func endOfSequence(in output: ArraySlice<UInt8>, from escape: Int) -> Int {
    var index = escape + 1
    guard index < output.endIndex, output[index] == UInt8(ascii: "[") else { return index + 1 }
    index += 1
    while index < output.endIndex, !(0x40..<0x7F).contains(output[index]) { index += 1 }
    return index + 1
  }
}
