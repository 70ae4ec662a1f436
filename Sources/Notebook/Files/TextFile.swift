import Glibc

/// Text files read and written whole.
package enum TextFile {
  /// No script that a person writes is as large, in bytes.
  static let readLimit = 64 << 20

  /// The text of a file; what is no UTF-8 in it is repaired.
  static func read(_ path: Path) throws(FileError) -> String {
    String(decoding: try bytes(path, limit: readLimit), as: UTF8.self)
  }

  /// The bytes of a file of at most so many.
  package static func bytes(_ path: Path, limit: Int) throws(FileError) -> [UInt8] {
    // Without waiting: a named pipe would otherwise wait for a writer.
    let descriptor = open(path.expanded, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw openingError(path, code: errno) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .cannotRead(code: errno) }
    switch info.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isFolder(files: Folder(path.expanded).files)
    default: throw .notAFile
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .cannotRead(code: errno) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw .tooLarge(limit: limit) }
    }
    return bytes
  }

  /// Writes a file so that whoever looks sees the old text or the new one, never a part.
  /// - Parameter mayReplace: Whether a file that is there already may be replaced.
  package static func write(
    _ text: String, to path: Path, mayReplace: Bool
  ) throws(FileError) {
    var info = stat()
    let exists = stat(path.expanded, &info) == 0
    if exists {
      switch info.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw .isFolder(files: Folder(path.expanded).files)
      default: throw .notAFile
      }
      if !mayReplace { throw .exists }
      if access(path.expanded, W_OK) != 0 { throw .cannotWrite(code: errno) }
    } else if path.name.isEmpty {
      throw .missingFolder(path.folder)
    }
    // The place behind a link, so that the link stays.
    let target = path.resolved ?? path.expanded
    let temporary = "\(target).\(getpid()).new"
    // One of this name was left by a program of the same number that was killed.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missingFolder(path.folder) : .cannotWrite(code: errno)
    }
    do throws(FileError) {
      defer { close(descriptor) }
      if exists { _ = fchmod(descriptor, info.st_mode & 0o7777) }
      try put(text, into: descriptor)
      if fsync(descriptor) != 0 { throw .cannotWrite(code: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let code = errno
      unlink(temporary)
      throw .cannotWrite(code: code)
    }
  }

  private static func put(_ text: String, into descriptor: Int32) throws(FileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .cannotWrite(code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  private static func openingError(_ path: Path, code: Int32) -> FileError {
    switch code {
    case ENOENT, ENOTDIR:
      var info = stat()
      let isFolder = stat(path.folder, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
      return isFolder
        ? .missing(neighbours: Folder(path.folder).files) : .missingFolder(path.folder)
    case ENXIO: return .notAFile
    default: return .cannotRead(code: code)
    }
  }
}
