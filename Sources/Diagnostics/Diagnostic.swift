/// Something to tell about what was typed: what, where, what was expected, and what may help.
///
/// A diagnostic is data; ``styled(width:)`` gives it its looks.
package struct Diagnostic: Error, Sendable, Equatable {
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  private struct Content: Sendable, Equatable {
    var severity = Severity.error
    let code: String
    var message: String
    var range: SourceRange?
    var source: SourceText?
    var notes: [String]
    var help: String?
  }

  /// Behind a reference: what throws diagnostics by recursion keeps room for one at every call, and
  /// the stack is short.
  private final class Box: Sendable {
    let content: Content

    init(_ content: Content) { self.content = content }
  }

  private var box: Box

  package init(
    _ code: String, _ message: String, at range: SourceRange? = nil, notes: [String] = [],
    help: String? = nil
  ) {
    box = Box(Content(code: code, message: message, range: range, notes: notes, help: help))
  }

  package static func == (a: Diagnostic, b: Diagnostic) -> Bool { a.box.content == b.box.content }

  private mutating func change(_ body: (inout Content) -> Void) {
    var content = box.content
    body(&content)
    box = Box(content)
  }

  package var severity: Severity {
    get { box.content.severity }
    set { change { $0.severity = newValue } }
  }

  /// The kind in one word, which `help` explains: `name`, `shape`, `syntax`...
  package var code: String { box.content.code }

  /// One sentence without a full stop.
  package var message: String {
    get { box.content.message }
    set { change { $0.message = newValue } }
  }

  package var range: SourceRange? {
    get { box.content.range }
    set { change { $0.range = newValue } }
  }

  package var source: SourceText? {
    get { box.content.source }
    set { change { $0.source = newValue } }
  }

  /// What was expected or found, a line each.
  package var notes: [String] {
    get { box.content.notes }
    set { change { $0.notes = newValue } }
  }

  /// The one hint.
  package var help: String? {
    get { box.content.help }
    set { change { $0.help = newValue } }
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
