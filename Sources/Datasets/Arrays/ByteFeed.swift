import CZlib

/// The bytes of one array in order, as they stand in a store or unpacked from it.
struct ByteFeed {
  private static let pieceSize = 1 << 16

  private let store: ByteStore
  /// What of the store is still to be read.
  private var rest: Range<Int>
  private let inflater: Inflater?
  /// Packed bytes that are read but not yet unpacked.
  private var packed: ArraySlice<UInt8> = []

  /// CRC-32 of the bytes given out so far.
  private(set) var checksum = crc32(0, nil, 0)

  /// How many bytes are still to come, by what is known beforehand.
  private(set) var remaining: Int

  /// - Parameters:
  ///   - range: Where the bytes are; within the store.
  ///   - unpackedCount: How many bytes they unpack to; nil if they are not packed.
  init(_ store: ByteStore, _ range: Range<Int>, unpackedCount: Int? = nil) {
    self.store = store
    rest = range
    inflater = unpackedCount.map { _ in Inflater() }
    remaining = unpackedCount ?? range.count
  }

  /// The next bytes; throws `ArrayProblem.truncated` if there are fewer.
  mutating func next(_ count: Int) throws -> [UInt8] {
    guard count <= remaining else { throw ArrayProblem.truncated }
    let bytes = try inflater.map { try unpack(count, $0) } ?? take(count)
    remaining -= count
    // Without bytes zlib would begin anew.
    if !bytes.isEmpty {
      checksum = bytes.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
    }
    return bytes
  }

  /// Whether the packed bytes end where the unpacked ones do.
  mutating func isComplete() throws -> Bool {
    guard remaining == 0 else { return false }
    guard let inflater else { return rest.isEmpty }
    // The mark of the end may still be to come; another byte must not.
    if !inflater.isFinished, !(try unpack(1, inflater, isOptional: true)).isEmpty { return false }
    return inflater.isFinished && packed.isEmpty && rest.isEmpty
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    let range = rest.prefix(count)
    rest = range.upperBound..<rest.upperBound
    return try store.bytes(range)
  }

  /// Unpacks as many bytes; if they are optional, fewer at the end.
  private mutating func unpack(
    _ count: Int, _ inflater: Inflater, isOptional: Bool = false
  ) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      while written < count, !inflater.isFinished {
        if packed.isEmpty { packed = try take(min(ByteFeed.pieceSize, rest.count))[...] }
        let room = UnsafeMutableBufferPointer(rebasing: buffer[written..<count])
        guard let step = inflater.unpack(packed, into: room) else { throw ArchiveProblem.damaged }
        packed = packed.dropFirst(step.taken)
        written += step.written
        // No progress: the packed bytes break off.
        if step == (0, 0), !packed.isEmpty || rest.isEmpty { break }
      }
      guard isOptional || written == count else { throw ArrayProblem.truncated }
    }
  }
}
