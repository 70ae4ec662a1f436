import CZlib

/// Unpacks deflated bytes piece by piece (RFC 1951), by zlib.
final class Inflater {
  // zlib keeps the address.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// Whether the packed bytes said that they are complete.
  private(set) var isFinished = false

  init() {
    stream.initialize(to: z_stream())
    let result = inflateInit2_(
      stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib has no memory")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Unpacks what it can.
  /// - Returns: How many bytes were taken and how many were written; nil if they are no packed ones.
  func unpack(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> (taken: Int, written: Int)? {
    input.withUnsafeBufferPointer { input in
      // zlib only reads the input, but its interface does not say so.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let result = inflate(stream, Z_NO_FLUSH)
      isFinished = result == Z_STREAM_END
      // Without room or input there is no progress, which is no error.
      guard isFinished || result == Z_OK || result == Z_BUF_ERROR else { return nil }
      return (
        input.count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out)
      )
    }
  }
}
