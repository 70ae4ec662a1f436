import Glibc

/// What lies in a folder.
package struct Folder {
  package struct Entry: Equatable {
    package let name: String
    package let isFolder: Bool
  }

  /// The entries, sorted by name; none if the folder cannot be read.
  package let entries: [Entry]

  /// A folder of downloads may hold anything; suggestions do not need all of it.
  private static let limit = 2000

  /// - Parameters:
  ///   - prefix: How the names begin.
  ///   - showsHidden: Whether names that start with a point are among them.
  package init(_ path: String, beginningWith prefix: String = "", showsHidden: Bool = false) {
    guard let listing = opendir(path) else {
      entries = []
      return
    }
    defer { closedir(listing) }
    var found: [Entry] = []
    while found.count < Folder.limit, let entry = readdir(listing) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      // A name that is not text cannot be typed.
      guard let name = String(validating: bytes, as: UTF8.self) else { continue }
      if name == "." || name == ".." || name.hasPrefix(".") && !showsHidden { continue }
      guard name.hasPrefix(prefix) else { continue }
      var info = stat()
      guard stat("\(path)/\(name)", &info) == 0 else { continue }
      found.append(Entry(name: name, isFolder: info.st_mode & S_IFMT == S_IFDIR))
    }
    entries = found.sorted { $0.name < $1.name }
  }

  /// Whether a path, as a person types it, is that of a folder.
  package static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(Path(path).expanded, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it, for nobody else to read, unless it is there.
  package static func make(_ path: String) throws(FileError) {
    var info = stat()
    if stat(path, &info) == 0 { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]))
    }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .cannotWrite(code: errno) }
  }

  package var files: [String] { entries.filter { !$0.isFolder }.map(\.name) }
}
