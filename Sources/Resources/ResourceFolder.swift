import Glibc

/// The folder that holds `lessons/` and `datasets/`, wherever the program was installed.
package struct ResourceFolder: Sendable, Equatable {
  package let path: String

  /// For what needs no files.
  package static let none = ResourceFolder(path: "")

  package var lessons: String { "\(path)/lessons" }
  package var datasets: String { "\(path)/datasets" }

  /// The folder for the program that is running.
  ///
  /// `$GRADBOOK_HOME` if set; else `../share/gradbook` beside the program's folder, as installed;
  /// else the nearest folder above the program, then above its source, with a `Package.swift`.
  package static func find() throws(ResourceError) -> ResourceFolder {
    try find(
      home: getenv("GRADBOOK_HOME").map { String(cString: $0) },
      executable: executablePath(), sourceFile: #filePath)
  }

  /// The same for any environment, program and source file.
  package static func find(
    home: String?, executable: String?, sourceFile: String
  ) throws(ResourceError) -> ResourceFolder {
    if let home, !home.isEmpty {
      guard holdsResources(home) else { throw .wrongHome(path: home) }
      return ResourceFolder(path: home)
    }
    var searched: [String] = []
    if let executable {
      let binaries = FileSystem.parent(of: executable)
      searched.append("\(FileSystem.parent(of: binaries))/share/gradbook")
      if let checkout = checkout(above: executable) { searched.append(checkout) }
    }
    if let checkout = checkout(above: sourceFile) { searched.append(checkout) }
    guard let path = searched.first(where: holdsResources) else {
      throw .noResources(searched: searched)
    }
    return ResourceFolder(path: path)
  }

  private static func holdsResources(_ path: String) -> Bool {
    ["lessons", "datasets"].contains { FileSystem.kind(of: "\(path)/\($0)") == .folder }
  }

  /// The nearest folder above a file with a `Package.swift`.
  private static func checkout(above file: String) -> String? {
    var folder = FileSystem.parent(of: file)
    while FileSystem.kind(of: "\(folder)/Package.swift") != .file {
      let above = FileSystem.parent(of: folder)
      guard above != folder else { return nil }
      folder = above
    }
    return folder
  }

  private static func executablePath() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
