/// The members of a zip file, from its directory, each checked against what stands before its data.
///
/// Only what `numpy.savez` needs: members stored or deflated, one disk, below 4 GiB. A file whose
/// members overlap, or whose directory and members contradict each other, is refused.
/// Source: PKWARE, APPNOTE.TXT, sections 4.3 and 4.4.
struct ZipDirectory {
  struct Member: Equatable {
    /// Without `.npy`.
    let arrayName: String
    let isPacked: Bool
    let checksum: UInt32
    let unpackedCount: Int
    /// From its local header to the end of its data.
    let range: Range<Int>
    let data: Range<Int>
  }

  let members: [Member]

  init(_ store: ByteStore, limits: ArrayLimits) throws {
    let ending = try ZipEnding(store, limits: limits)
    var fields = ZipFields(try store.bytes(ending.directory))
    var members: [Member] = []
    var names: Set<String> = []
    for _ in 0..<ending.count {
      let entry = try ZipEntry(&fields)
      let member = try Member(entry, store, before: ending.directory.lowerBound, limits: limits)
      guard names.insert(member.arrayName).inserted else {
        throw ArchiveProblem.duplicate(member.arrayName)
      }
      members.append(member)
    }
    guard fields.isAtEnd else { throw ArchiveProblem.damaged }
    let sorted = members.sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (one, next) in zip(sorted, sorted.dropFirst())
    where one.range.upperBound > next.range.lowerBound {
      throw ArchiveProblem.damaged
    }
    self.members = members
  }
}

extension ZipDirectory.Member {
  /// The member that an entry of the directory tells of.
  fileprivate init(
    _ entry: ZipEntry, _ store: ByteStore, before end: Int, limits: ArrayLimits
  ) throws {
    arrayName = try entry.arrayName()
    guard entry.flags & 0x2041 == 0 else { throw ArchiveProblem.encrypted(arrayName) }
    guard entry.method == 0 || entry.method == 8 else {
      throw ArchiveProblem.compression(arrayName)
    }
    isPacked = entry.method == 8
    checksum = entry.checksum
    unpackedCount = entry.unpackedCount
    guard isPacked || entry.packedCount == unpackedCount else { throw ArchiveProblem.damaged }
    // Every size is below 2^32, so that nothing here can overflow.
    guard unpackedCount <= max(entry.packedCount, 1) * limits.ratio else {
      throw ArchiveProblem.ratio(arrayName, limit: limits.ratio)
    }
    let header = entry.start..<entry.start + 30
    guard header.upperBound <= end else { throw ArchiveProblem.damaged }
    var fields = ZipFields(try store.bytes(header))
    let signature = try fields.long()
    _ = try fields.short()
    let (flags, method) = (try fields.short(), try fields.short())
    _ = try fields.long()
    let counts = (try fields.long(), try fields.long(), try fields.long())
    let (nameCount, extraCount) = (try fields.short(), try fields.short())
    let start = header.upperBound + nameCount + extraCount
    guard signature == 0x0403_4b50, flags & 0x2041 == 0, method == entry.method,
      nameCount == entry.name.count, start + entry.packedCount <= end,
      try store.bytes(header.upperBound..<header.upperBound + nameCount) == entry.name
    else { throw ArchiveProblem.damaged }
    // NumPy leaves the sizes to an extra field; a writer that streams puts them behind the data.
    let isStated = flags & 8 == 0
    guard
      !isStated
        || counts.0 == Int(entry.checksum)
          && (counts.1 == 0xffff_ffff || counts.1 == entry.packedCount)
          && (counts.2 == 0xffff_ffff || counts.2 == entry.unpackedCount)
    else { throw ArchiveProblem.damaged }
    data = start..<start + entry.packedCount
    range = entry.start..<data.upperBound
  }
}
