import Diagnostics
import Language
import Lessons
import Notebook

extension Collection {
  /// Adds the statements of a program or a notebook.
  mutating func addCode(
    _ bytes: [UInt8], _ file: SubmissionName, isNotebook: Bool
  ) throws(Diagnostic) {
    let limit = isNotebook ? NotebookFile.limit : limits.statementBytes
    guard bytes.count <= limit else {
      throw SubmissionDiagnostics.file(.tooLarge(bytes: bytes.count, limit: limit), file.shown)
    }
    var source = SourceText(
      name: file.shown, text: try SubmissionText.text(bytes, of: file.shown))
    if isNotebook { source = try Collection.code(of: source) }
    try addCode(source, from: file.shown)
  }

  /// The statements with which a notebook answers, on the lines where they stand in it.
  ///
  /// They are its blocks of answers; without those, what its cells define outside the setup.
  private static func code(of source: SourceText) throws(Diagnostic) -> SourceText {
    let notebook = NotebookFile(source)
    if let problem = notebook.problems.first { throw problem.located(in: source) }
    var pieces = notebook.answers.map { ($0.text, source.line(of: $0.range.lowerBound)) }
    if pieces.isEmpty {
      pieces = notebook.cells.filter { !$0.attributes.isSetup && $0.attributes.isRun }
        .flatMap(\.entries).filter { isDefinition($0.input) }
        .map { ($0.input, $0.inputLines.lowerBound) }
    }
    var text = ""
    var line = 1
    for (piece, start) in pieces {
      text += String(repeating: "\n", count: max(start - line, 0)) + piece + "\n"
      line = max(start, line) + piece.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    }
    return SourceText(name: source.name, text: text)
  }

  /// Whether an input does nothing but define: others show something and are no answers.
  private static func isDefinition(_ input: String) -> Bool {
    let parsed = Session.parser.parse(SourceText(name: "", text: input))
    return !parsed.diagnostics.isEmpty
      || parsed.statements.allSatisfy { statement in
        switch statement.kind {
        case .fact, .set, .function: true
        case .expression, .command, .repetition: false
        }
      }
  }
}
