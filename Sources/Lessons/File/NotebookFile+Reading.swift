package import Diagnostics
import Notebook

extension NotebookFile {
  /// No notebook that a person writes is as large, in bytes.
  package static let limit = 4 << 20

  /// Reads a file; one that is no text is refused.
  package static func read(_ path: String) throws(Diagnostic) -> NotebookFile {
    let path = Path(path)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try TextFile.bytes(path, limit: limit)
    } catch .tooLarge(let limit) {
      throw LessonDiagnostics.tooLarge(path.text, limit: limit)
    } catch {
      throw FileDiagnostics.diagnostic(error, path)
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw LessonDiagnostics.binary(path.text, line: lineNumber(of: zero, in: bytes))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LessonDiagnostics.notText(path.text, line: firstLineOfNoText(bytes))
    }
    // The mark that some editors put first is no text.
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    let source = SourceText(name: path.text, text: hasMark ? String(text.dropFirst()) : text)
    return NotebookFile(source)
  }

  private static func lineNumber(of offset: Int, in bytes: [UInt8]) -> Int {
    bytes[..<offset].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }

  private static func firstLineOfNoText(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}
