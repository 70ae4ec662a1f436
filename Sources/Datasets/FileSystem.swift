import Glibc

/// The few questions this room asks about files and folders.
enum FileSystem {
  enum Kind {
    case file, folder, other
  }

  /// What a path leads to, links followed; nil if nothing is there.
  static func kind(of path: String) -> Kind? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return kind(info)
  }

  static func kind(_ info: stat) -> Kind {
    switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// The names of the visible files in a folder, sorted; none if it cannot be read.
  static func files(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while names.count < listingLimit, let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), kind(of: "\(folder)/\(name)") == .file { names.append(name) }
    }
    return names.sorted()
  }

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

  /// The folder a path lies in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A folder of downloads may hold anything; suggestions do not need all of it.
  private static let listingLimit = 1000
}
