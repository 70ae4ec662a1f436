package import Diagnostics

/// What reading a source text gave.
package struct ParseResult: Sendable, Equatable {
  /// The statements that could be read, in order.
  package var statements: [Statement]
  /// What is wrong with the others, in order.
  package var diagnostics: [Diagnostic]

  package init(statements: [Statement], diagnostics: [Diagnostic]) {
    self.statements = statements
    self.diagnostics = diagnostics
  }
}
