import Glibc

/// Completes the names of files.
package enum PathCompletion {
  /// The paths that begin with `path`, sorted; those of directories end with a slash.
  ///
  /// Hidden files are found only by their dot. `~/` stands for the home directory and stays as typed.
  package static func candidates(for path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let typed = slash.map { String(path[...$0]) } ?? ""
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let directory = typed.isEmpty ? "./" : expanded(typed)
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      // A name that is not text cannot be typed.
      guard let candidate = String(validating: bytes, as: UTF8.self) else { continue }
      guard candidate != ".", candidate != "..", candidate.hasPrefix(name) else { continue }
      if candidate.hasPrefix("."), name.isEmpty { continue }
      let isDirectory = isDirectory(directory + candidate)
      found.append(typed + candidate + (isDirectory ? "/" : ""))
    }
    return found.sorted()
  }

  private static func expanded(_ directory: String) -> String {
    guard directory.hasPrefix("~/"), let home = getenv("HOME") else { return directory }
    return String(cString: home) + directory.dropFirst()
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
