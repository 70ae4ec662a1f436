import Diagnostics

/// Statements as the bytes of a file.
enum SubmissionText {
  /// The text that bytes spell in UTF-8, without a mark before it.
  static func text(_ bytes: [UInt8], of name: String) throws(Diagnostic) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw SubmissionDiagnostics.utf16(name)
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if text.contains(0) { throw SubmissionDiagnostics.noText(name) }
    guard let text = String(validating: text, as: UTF8.self) else {
      throw SubmissionDiagnostics.noUTF8(name)
    }
    return text
  }
}
