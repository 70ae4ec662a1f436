import Glibc

/// Where the bytes of a table come from, in order and once.
enum ByteSource {
  case memory(ArraySlice<UInt8>)
  case file(descriptor: Int32, path: String)

  /// Copies the next bytes to `buffer[start...]` and returns how many; 0 at the end.
  mutating func read(into buffer: inout [UInt8], at start: Int) throws(DatasetError) -> Int {
    switch self {
    case .memory(let bytes):
      let next = bytes.prefix(buffer.count - start)
      buffer.replaceSubrange(start..<start + next.count, with: next)
      self = .memory(bytes.dropFirst(next.count))
      return next.count
    case .file(let descriptor, let path):
      while true {
        let count = buffer.withUnsafeMutableBytes { bytes in
          Glibc.read(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        }
        if count >= 0 { return count }
        let code = errno
        guard code == EINTR else { throw .cannotRead(path: path, code: code) }
      }
    }
  }
}
