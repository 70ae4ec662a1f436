package import Differentiation

/// The stepper as a value: where it stands in a trace, and what it shows there.
package struct StepView: Sendable {
  package let trace: Trace
  package let settings: Settings
  package private(set) var position = 0

  package init(_ trace: Trace, settings: Settings) {
    self.trace = trace
    self.settings = settings
  }
}
