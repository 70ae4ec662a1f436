import Glibc

/// Reads lines from standard input when it is not a terminal.
package struct LineInput {
  /// What the next line turned out to be.
  package enum Line: Sendable, Equatable {
    /// A line without its newline; bytes that are not UTF-8 are replaced by U+FFFD.
    case line(String)
    /// A line longer than `limit` bytes, which was skipped.
    case tooLong(limit: Int)
    /// Ctrl-C was pressed while waiting for a line.
    case interrupted
    /// Reading failed, with the system's reason.
    case failed(String)
    case endOfInput
  }

  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0

  /// Lines of standard input, each of at most `limit` bytes.
  package init(limit: Int = 64 << 20) {
    self.init(descriptor: STDIN_FILENO, limit: limit)
  }

  init(descriptor: Int32, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// The next line.
  package mutating func next() -> Line {
    var searched = start
    var isTooLong = false
    while true {
      if let newline = firstNewline(from: searched) {
        defer { start = newline + 1 }
        guard !isTooLong, newline - start <= limit else { return .tooLong(limit: limit) }
        return .line(String(decoding: buffer[start..<newline], as: UTF8.self))
      }
      isTooLong = isTooLong || buffer.count - start > limit
      buffer.removeFirst(isTooLong ? buffer.count : start)
      start = 0
      searched = buffer.count
      switch fill() {
      case .some(.endOfInput):
        defer { buffer = [] }
        if isTooLong { return .tooLong(limit: limit) }
        return buffer.isEmpty ? .endOfInput : .line(String(decoding: buffer, as: UTF8.self))
      case .some(let problem): return problem
      case nil: continue
      }
    }
  }

  private func firstNewline(from index: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, index < bytes.count,
        let found = memchr(base + index, Int32(UInt8(ascii: "\n")), bytes.count - index)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Reads more bytes into the buffer; what it returns is why there are none.
  private mutating func fill() -> Line? {
    while true {
      if InputWait.next(on: descriptor) == .interrupt { return .interrupted }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        buffer.append(contentsOf: chunk[..<count])
        return nil
      }
      if count == 0 { return .endOfInput }
      guard errno == EINTR || errno == EAGAIN else {
        return .failed(String(cString: strerror(errno)))
      }
    }
  }
}
