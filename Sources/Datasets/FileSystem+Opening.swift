import Glibc
import Resources

extension FileSystem {
  /// Opens a file for reading and makes sure that it is one.
  static func open(_ path: String) throws(DatasetError) -> Int32 {
    // Without waiting: a named pipe would otherwise wait for a writer.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw openingError(path, code: errno) }
    var info = stat()
    let kind = fstat(descriptor, &info) == 0 ? kind(info) : .other
    if kind == .file { return descriptor }
    close(descriptor)
    throw kind == .folder
      ? .isFolder(path: path, files: files(in: path)) : .notAFile(path: path)
  }

  private static func openingError(_ path: String, code: Int32) -> DatasetError {
    let folder = parent(of: path)
    switch code {
    case ENOENT, ENOTDIR:
      guard kind(of: folder) == .folder else { return .missingFolder(path: folder) }
      return .missingFile(path: path, neighbours: files(in: folder))
    case ENXIO: return .notAFile(path: path)
    default: return .cannotRead(path: path, code: code)
    }
  }
}
