package import Diagnostics
package import Plots
package import StyledText
package import Tensors

/// What one statement did: the shell prints its text, `--json` its fields.
package struct Outcome: Sendable {
  package enum Kind: String, Sendable { case value, fact, set, function, command, error }

  /// What the shell must do beside printing.
  package enum Action: Sendable {
    case quit
    /// Hand the keyboard to the step view; elsewhere its trace is printed, which is `text`.
    case step(StepView)
    /// Play a lesson, or list them all.
    case lesson(String?)
  }

  package var kind: Kind
  /// The number of the statement in its session, from 1.
  package var cell = 0
  /// The statement as typed.
  package var input = ""
  /// Where it stands in its entry; nil for what could not be read.
  package var range: SourceRange?
  /// Whether it ended in `;`, which asks for no answer.
  package var isQuiet = false
  package var name: String?
  package var value: Tensor?
  /// As the shell prints it; empty for quiet statements.
  package var text: StyledText
  /// What a notebook expects instead, where the text tells what the next run may not.
  package var expectation: StyledText?
  /// A trace for machines.
  package var steps: JSON?
  /// The picture that its text shows.
  package var plot: (any Plot)?
  package var diagnostic: Diagnostic?
  package var action: Action?

  package init(
    _ kind: Kind, name: String? = nil, value: Tensor? = nil, text: StyledText = StyledText(),
    steps: JSON? = nil, action: Action? = nil
  ) {
    self.kind = kind
    self.name = name
    self.value = value
    self.text = text
    self.steps = steps
    self.action = action
  }

  package init(_ diagnostic: Diagnostic, width: Int) {
    self.init(.error, text: diagnostic.styled(width: width))
    self.diagnostic = diagnostic
  }

  /// Whether it asks to leave; what follows it is not run.
  package var asksToQuit: Bool {
    if case .quit = action { true } else { false }
  }
}
