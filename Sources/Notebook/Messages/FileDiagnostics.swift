package import Diagnostics
import Glibc

/// What can be wrong with a file, in words.
package enum FileDiagnostics {
  /// - Parameters:
  ///   - range: Where the file is named, if it is named in a statement.
  ///   - replacing: The statement that would replace it, if there is one.
  package static func diagnostic(
    _ error: FileError, _ path: Path, at range: SourceRange? = nil, replacing: String? = nil
  ) -> Diagnostic {
    switch error {
    case .missing(let neighbours): missing(path, neighbours, at: range)
    case .missingFolder(let folder): missingFolder(folder, at: range)
    case .isFolder(let files): isFolder(path, files, at: range)
    case .notAFile: notAFile(path, at: range)
    case .tooLarge(let limit):
      Diagnostic(
        "file", "\(path.text) is too large for a script", at: range,
        notes: ["a script has at most \(Memory.text(Double(limit)))"])
    case .exists:
      Diagnostic(
        "file", "there is a file \(path.text) already, which this session did not write",
        at: range, help: replacing.map { "\($0) replaces it" })
    case .cannotRead(let code): refused("read", path, code, at: range)
    case .cannotWrite(let code): refused("write", path, code, at: range)
    }
  }

  static func isFolder(_ path: Path, _ files: [String], at range: SourceRange?) -> Diagnostic {
    Diagnostic(
      "file", "\(path.text) is a folder", at: range,
      notes: files.isEmpty ? [] : ["it holds \(some(of: files))"],
      help: "name a file: \"\(path.text)\(path.text.hasSuffix("/") ? "" : "/")...\"")
  }

  static func missing(
    _ path: Path, _ neighbours: [String], at range: SourceRange?
  ) -> Diagnostic {
    let near = Suggestion.nearest(to: path.name, among: neighbours)
    return Diagnostic(
      "file", "there is no file \(path.text)", at: range,
      help: near.map { "did you mean \"\(path.replacingName(with: $0))\"?" })
  }

  static func missingFolder(_ folder: String, at range: SourceRange?) -> Diagnostic {
    Diagnostic("file", "there is no folder \(folder)", at: range)
  }

  static func notAFile(_ path: Path, at range: SourceRange?) -> Diagnostic {
    Diagnostic("file", "\(path.text) is not a regular file", at: range)
  }

  static func refused(
    _ verb: String, _ path: Path, _ code: Int32, at range: SourceRange?
  ) -> Diagnostic {
    Diagnostic(
      "file", "cannot \(verb) \(path.text)", at: range, notes: ["the system says: \(reason(code))"])
  }

  /// The system's words for an error number.
  static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The first few names and how many there are beside them.
  static func some(of names: [String], limit: Int = 6) -> String {
    let rest = names.count - limit
    guard rest > 1 else { return EvaluatorDiagnostics.list(names) }
    return names.prefix(limit).joined(separator: ", ") + " and \(rest) more"
  }
}
