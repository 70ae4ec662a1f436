/// Little-endian numbers one after the other.
struct ZipFields {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  /// The next bytes; throws `ArchiveProblem.damaged` if there are fewer.
  mutating func next(_ count: Int) throws(ArchiveProblem) -> ArraySlice<UInt8> {
    guard count <= bytes.count - at else { throw .damaged }
    defer { at += count }
    return bytes[at..<at + count]
  }

  mutating func short() throws(ArchiveProblem) -> Int { try number(2) }
  mutating func long() throws(ArchiveProblem) -> Int { try number(4) }

  private mutating func number(_ count: Int) throws(ArchiveProblem) -> Int {
    try next(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// The end of a zip file, which says where its directory is.
struct ZipEnding {
  let count: Int
  let directory: Range<Int>

  /// Bytes of a directory for which there is no honest use.
  private static let directoryLimit = 1 << 22

  init(_ store: ByteStore, limits: ArrayLimits) throws {
    // A comment of up to 65,535 bytes may follow the 22 of the ending.
    let tailStart = max(0, store.count - 22 - 0xffff)
    let tail = try store.bytes(tailStart..<store.count)
    guard let start = ZipEnding.start(in: tail) else { throw ArchiveProblem.notAnArchive }
    var fields = ZipFields(Array(tail[start...]))
    _ = try fields.long()
    let disks = (try fields.short(), try fields.short())
    let counts = (try fields.short(), try fields.short())
    let (size, offset) = (try fields.long(), try fields.long())
    // Larger numbers would stand elsewhere (zip64).
    guard counts.1 < 0xffff, size < 0xffff_ffff, offset < 0xffff_ffff else {
      throw ArchiveProblem.tooLarge
    }
    guard disks == (0, 0), counts.0 == counts.1, offset + size == tailStart + start else {
      throw ArchiveProblem.damaged
    }
    guard counts.1 <= limits.arrays, size <= ZipEnding.directoryLimit else {
      throw ArchiveProblem.tooManyArrays(limit: limits.arrays)
    }
    count = counts.1
    directory = offset..<offset + size
  }

  /// Where the ending begins: the last place from which its comment reaches the end of the file.
  private static func start(in tail: [UInt8]) -> Int? {
    guard tail.count >= 22 else { return nil }
    return (0...tail.count - 22).last { start in
      tail[start] == 0x50 && tail[start + 1] == 0x4b && tail[start + 2] == 5
        && tail[start + 3] == 6
        && Int(tail[start + 20]) | Int(tail[start + 21]) << 8 == tail.count - start - 22
    }
  }
}

/// What the directory of a zip file says of one member.
struct ZipEntry {
  let flags: Int
  let method: Int
  let checksum: UInt32
  let packedCount: Int
  let unpackedCount: Int
  let name: [UInt8]
  /// The kind of file in the way of Unix; 0 if it is not said.
  private let kind: Int
  let start: Int

  /// Reads the entry that comes next.
  init(_ fields: inout ZipFields) throws(ArchiveProblem) {
    guard try fields.long() == 0x0201_4b50 else { throw .damaged }
    _ = try fields.long()
    flags = try fields.short()
    method = try fields.short()
    _ = try fields.long()
    checksum = UInt32(try fields.long())
    packedCount = try fields.long()
    unpackedCount = try fields.long()
    let nameCount = try fields.short()
    let others = try fields.short() + fields.short()
    let disk = try fields.short()
    _ = try fields.short()
    kind = try fields.long() >> 28
    start = try fields.long()
    name = Array(try fields.next(nameCount))
    _ = try fields.next(others)
    guard disk == 0 else { throw .damaged }
    guard packedCount < 0xffff_ffff, unpackedCount < 0xffff_ffff, start < 0xffff_ffff else {
      throw .tooLarge
    }
  }

  /// The name without `.npy`, if it is one of a plain file that stays in its place.
  func arrayName() throws(ArchiveProblem) -> String {
    guard let text = String(validating: name, as: UTF8.self), name.count <= 255 else {
      throw .unsafeName(String(decoding: name.prefix(60), as: UTF8.self))
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isHarmless = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    guard isHarmless, !text.contains("\\"), !text.hasPrefix("/"), !parts.contains("..") else {
      throw .unsafeName(text)
    }
    // A file of its own: not a folder, a link or a device.
    guard text.hasSuffix(".npy"), kind == 0 || kind == 8 else { throw .notAnArray(text) }
    return String(text.dropLast(4))
  }
}
