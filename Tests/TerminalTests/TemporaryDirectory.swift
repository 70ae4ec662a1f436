import Glibc

/// A directory that exists as long as the value does.
final class TemporaryDirectory {
  struct Failure: Error { let reason: String }

  let path: String

  init() throws {
    var template = Array("/tmp/gradbook-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(reason: String(cString: strerror(errno))) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// A path inside.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    guard let file = fopen(path(of: name), "w") else {
      throw Failure(reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    fputs(text, file)
    return path(of: name)
  }

  /// The text of a file, or nil if there is none.
  func text(of name: String) -> String? {
    guard let file = fopen(path(of: name), "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(directory)
    }
    Glibc.remove(path)
  }
}
