/// Something to tell about what was typed: what, where, what was expected, and what may help.
///
/// A diagnostic is data; ``styled(width:)`` gives it its looks.
package struct Diagnostic: Error, Sendable, Equatable {
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package var severity: Severity
  /// The kind in one word, which `help` explains: `name`, `shape`, `syntax`...
  package var code: String
  /// One sentence without a full stop.
  package var message: String
  package var range: SourceRange?
  package var source: SourceText?
  /// What was expected or found, a line each.
  package var notes: [String]
  /// The one hint.
  package var help: String?

  package init(
    _ code: String, _ message: String, at range: SourceRange? = nil, notes: [String] = [],
    help: String? = nil
  ) {
    self.severity = .error
    self.code = code
    self.message = message
    self.range = range
    self.source = nil
    self.notes = notes
    self.help = help
  }

  /// The diagnostic with the text its range refers to.
  package func located(in source: SourceText) -> Diagnostic {
    var located = self
    located.source = source
    return located
  }

  /// The diagnostic as a milder or stronger one.
  package func with(severity: Severity) -> Diagnostic {
    var changed = self
    changed.severity = severity
    return changed
  }

  /// Where the range starts, if it and the source are known.
  package var location: SourceText.Location? {
    guard let range, let source else { return nil }
    return source.location(of: range.lowerBound)
  }
}
