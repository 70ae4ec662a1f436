import Diagnostics
import Glibc
import Lessons
import Notebook

/// Files of statements.
enum SourceFile {
  /// No file of statements, nor a line of them, is longer; data is for `load`.
  static let limit = 16 << 20

  /// The text of a script, or the statements of a notebook.
  static func texts(of path: String) throws(Diagnostic) -> [SourceText] {
    guard Path(path).isNotebook else { return [try read(path)] }
    let notebook = try NotebookFile.read(path)
    if let problem = notebook.problems.first { throw problem }
    return notebook.statements
  }

  /// The text of a file; bytes that are not UTF-8 become U+FFFD.
  static func read(_ path: String) throws(Diagnostic) -> SourceText {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw problem(path, String(cString: strerror(errno))) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw problem(path, "it is longer than \(limit >> 20) MiB", help: "load reads data files")
      }
    }
    return SourceText(name: path, text: String(decoding: bytes, as: UTF8.self))
  }

  private static func problem(
    _ path: String, _ reason: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic("file", "cannot read \(path): \(reason)", help: help)
  }
}
