import Diagnostics
import Notebook
import Terminal

/// Tells what statements did, when nobody sits at the terminal.
///
/// Results go to standard output and diagnostics to standard error; as JSON both go to standard
/// output, an object for every statement.
struct Report {
  private let isJSON: Bool
  /// Whether statements are shown before their results.
  private let echoes: Bool
  private var echo: Echo?
  private let output: Display
  private let errors: Display

  init(_ setup: Setup) {
    isJSON = setup.isJSON
    echoes = setup.echoes
    output = setup.display(on: .output)
    errors = setup.display(on: .error)
  }

  /// Why results were lost, if they were.
  var failure: String? { output.stream.failure }

  /// Tells that the statements of a text follow.
  mutating func begin(_ source: SourceText) {
    echo = echoes && !isJSON ? Echo(source) : nil
  }

  mutating func tell(_ outcome: Outcome) {
    if let text = echo?.text(before: outcome) { output.show(text) }
    if isJSON {
      var outcome = outcome
      outcome.text = output.shown(outcome.text)
      output.write(outcome.json.line + "\n")
    } else if outcome.kind == .error {
      errors.show(outcome.text)
    } else {
      output.show(outcome.text)
    }
  }

  /// Tells of something that is no statement's fault.
  func tell(_ problem: Diagnostic, width: Int) {
    errors.show(problem.styled(width: width))
  }
}
