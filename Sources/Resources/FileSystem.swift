package import Glibc

/// The few questions asked about files and folders that come with the program or beside it.
package enum FileSystem {
  package enum Kind {
    case file, folder, other
  }

  /// What a path leads to, links followed; nil if nothing is there.
  package static func kind(of path: String) -> Kind? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return kind(info)
  }

  package static func kind(_ info: stat) -> Kind {
    switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// The names of the visible files in a folder, sorted; none if it cannot be read.
  package static func files(in folder: String) -> [String] {
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

  /// The folder a path lies in.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A folder of downloads may hold anything; suggestions do not need all of it.
  private static let listingLimit = 1000
}
