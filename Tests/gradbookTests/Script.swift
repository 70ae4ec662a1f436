import Glibc

/// A file of statements that exists while it is used.
enum Script {
  static func with<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    var template = Array("/tmp/gradbook-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Program.Failure(reason: String(cString: strerror(errno))) }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(path) }
    let bytes = Array(bytes)
    let count = write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard count == bytes.count else { throw Program.Failure(reason: "cannot write \(path)") }
    return try body(path)
  }

  static func with<Result>(
    _ text: String, _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    try with(text.utf8, body)
  }
}
