import Glibc
import Resources
package import Tensors

/// Reads arrays that NumPy saved: one in a `.npy` file, several in a `.npz` archive.
///
/// Whatever the bytes are, the outcome is arrays or an error: nothing in them is evaluated, and no
/// memory is taken for numbers that are not there. All functions throw `DatasetError`, or
/// `Interrupted` on request.
package enum ArrayFile {
  /// Asked for each array before its numbers are read: false leaves it out, an error refuses all.
  ///
  /// A file of one array has the name "".
  package typealias Choice = (_ name: String, _ shape: Shape) throws -> Bool

  /// Told of each array of an archive that cannot be read: an error refuses the whole archive.
  package typealias Failure = (_ name: String, _ problem: ArrayProblem) throws -> Void

  /// One array that cannot be read spoils the archive.
  package static func refuse(_ name: String, _ problem: ArrayProblem) throws {
    throw DatasetError.array(problem, name: name)
  }

  /// Reads a file of either kind, told apart by their first bytes.
  /// - Returns: The arrays in the order of the file.
  package static func load(
    _ path: String, limits: ArrayLimits = ArrayLimits(), interruption: Interruption = .never,
    choosing isWanted: Choice = { _, _ in true }
  ) throws -> [NamedArray] {
    let descriptor = try FileSystem.open(path)
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else {
      throw DatasetError.cannotRead(path: path, code: errno)
    }
    let store = ByteStore.file(descriptor: descriptor, path: path, count: Int(info.st_size))
    return try load(store, limits, interruption, isWanted, refuse)
  }

  /// The same of bytes in memory.
  package static func load(
    bytes: [UInt8], limits: ArrayLimits = ArrayLimits(), interruption: Interruption = .never,
    choosing isWanted: Choice = { _, _ in true }, failing: Failure = refuse
  ) throws -> [NamedArray] {
    try load(.memory(bytes), limits, interruption, isWanted, failing)
  }

  private static func load(
    _ store: ByteStore, _ limits: ArrayLimits, _ interruption: Interruption,
    _ isWanted: Choice, _ failing: Failure
  ) throws -> [NamedArray] {
    guard store.count > 0 else { throw DatasetError.empty }
    do {
      var reader = ArrayReader(limits: limits, interruption: interruption)
      let isArchive = try store.bytes(0..<min(2, store.count)) == Array("PK".utf8)
      guard isArchive else {
        var feed = ByteFeed(store, 0..<store.count)
        return try reader.array("", from: &feed, isWanted).map { [$0] } ?? []
      }
      return try archive(store, &reader, isWanted, failing)
    } catch let problem as ArrayProblem {
      throw DatasetError.array(problem, name: nil)
    } catch let problem as ArchiveProblem {
      throw DatasetError.archive(problem)
    }
  }

  private static func archive(
    _ store: ByteStore, _ reader: inout ArrayReader, _ isWanted: Choice, _ failing: Failure
  ) throws -> [NamedArray] {
    var arrays: [NamedArray] = []
    for member in try ZipDirectory(store, limits: reader.limits).members {
      do {
        var feed = ByteFeed(
          store, member.data, unpackedCount: member.isPacked ? member.unpackedCount : nil)
        guard let array = try reader.array(member.arrayName, from: &feed, isWanted) else {
          continue
        }
        guard try feed.isComplete() else { throw ArchiveProblem.damaged }
        guard feed.checksum == UInt(member.checksum) else {
          throw ArchiveProblem.checksum(member.arrayName)
        }
        arrays.append(array)
      } catch let problem as ArrayProblem {
        try failing(member.arrayName, problem)
      }
    }
    return arrays
  }
}

/// An array of a file with what the file calls it.
package struct NamedArray: Sendable, Equatable {
  /// Empty for an array that has a file of its own.
  package let name: String
  package let tensor: Tensor
  /// NumPy's name for the type of its entries: `float32`.
  package let elementName: String
}

/// How much a file of arrays may ask for.
package struct ArrayLimits: Sendable, Equatable {
  /// The most bytes of memory for the numbers of all arrays together.
  package var bytes: Int
  /// The most arrays of an archive.
  package var arrays: Int
  /// How many times its size an array may unpack to; deflate itself ends at 1032.
  package var ratio: Int

  package init(bytes: Int = 1 << 31, arrays: Int = 1000, ratio: Int = 1100) {
    self.bytes = bytes
    self.arrays = arrays
    self.ratio = ratio
  }
}
