package import Diagnostics
package import Resources

/// What can be wrong with the folder of lessons and datasets, in words.
package enum ResourceDiagnostics {
  /// - Parameters:
  ///   - what: `lessons` or `datasets`.
  ///   - range: Where one of them is named, if it is named in a statement.
  package static func diagnostic(
    _ error: ResourceError, _ what: String, at range: SourceRange? = nil
  ) -> Diagnostic {
    switch error {
    case .wrongHome(let path):
      Diagnostic(
        "data", "GRADBOOK_HOME leads to \(path), which holds no \(what)", at: range,
        help: "set it to the folder that holds lessons and datasets, or unset it")
    case .noResources(let searched):
      Diagnostic(
        "data", "the \(what) that come with the program are not to be found", at: range,
        notes: searched.map { "not in \($0)" }, help: "set GRADBOOK_HOME to their folder")
    }
  }
}
