import Glibc

/// Bytes that can be read from any place on: of an open file, or in memory.
enum ByteStore {
  case memory([UInt8])
  case file(descriptor: Int32, path: String, count: Int)

  var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(_, _, let count): count
    }
  }

  /// The bytes of a range within `0..<count`.
  ///
  /// Throws `DatasetError.cannotRead`, or `ArrayProblem.truncated` if the file has become shorter.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    switch self {
    case .memory(let bytes): return Array(bytes[range])
    case .file(let descriptor, let path, _):
      var bytes = [UInt8](repeating: 0, count: range.count)
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeMutableBytes { buffer in
          pread(
            descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done,
            range.lowerBound + done)
        }
        guard count > 0 else {
          if count == 0 { throw ArrayProblem.truncated }
          let code = errno
          if code == EINTR { continue }
          throw DatasetError.cannotRead(path: path, code: code)
        }
        done += count
      }
      return bytes
    }
  }
}
