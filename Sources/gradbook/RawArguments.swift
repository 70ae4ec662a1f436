import Glibc

/// Words of the command line as the bytes they are: names of files need not be text, and what is no
/// text was repaired to be read.
enum RawArguments {
  /// The bytes of words that were read from the command line; of others their own.
  static func bytes(of words: [String]) -> [[UInt8]] {
    var given: [String: [[UInt8]]] = [:]
    for pointer in UnsafeBufferPointer(
      start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)
    ).dropFirst() {
      guard let pointer else { continue }
      let bytes = Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
      let text = String(decoding: bytes, as: UTF8.self)
      // Two names may be repaired to the same text.
      if !text.utf8.elementsEqual(bytes) { given[text, default: []].append(bytes) }
    }
    return words.map { word in
      guard let bytes = given[word]?.first else { return Array(word.utf8) }
      given[word]?.removeFirst()
      return bytes
    }
  }
}
