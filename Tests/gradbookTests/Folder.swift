import Glibc

/// A folder of files that exists while it is used.
enum Folder {
  static func with<Result>(
    _ files: [String: String], _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    var template = Array("/tmp/gradbook-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Program.Failure(reason: String(cString: strerror(errno)))
    }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { remove(path) }
    for (name, text) in files {
      guard let file = fopen("\(path)/\(name)", "w") else {
        throw Program.Failure(reason: String(cString: strerror(errno)))
      }
      let bytes = Array(text.utf8)
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    return try body(path)
  }

  static func text(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else {
      throw Program.Failure(reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private static func remove(_ path: String) {
    guard let listing = opendir(path) else { return }
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      unlink("\(path)/\(name)")
    }
    closedir(listing)
    rmdir(path)
  }
}
