import Diagnostics
import StyledText
import Tensors

/// Examples of help and the reference: they are run, so that what stands below them is true.
enum Example {
  struct Entry: Sendable {
    let input: String
    let outputs: [StyledText]
    let diagnostics: [Diagnostic]
  }

  /// Runs entries one after the other in a new session.
  static func run(_ entries: [String], settings: Settings) -> [Entry] {
    var session = Session()
    session.settings = settings
    return entries.map { input in
      var outputs: [StyledText] = []
      var diagnostics: [Diagnostic] = []
      session.execute(SourceText(name: "", text: input)) { outcome in
        if !outcome.text.isEmpty { outputs.append(outcome.text) }
        if let diagnostic = outcome.diagnostic { diagnostics.append(diagnostic) }
      }
      return Entry(input: input, outputs: outputs, diagnostics: diagnostics)
    }
  }
}
