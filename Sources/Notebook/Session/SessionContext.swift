package import Tensors

/// What a session needs of the world around it.
package struct SessionContext: Sendable {
  /// Asked by every long computation: Ctrl-C.
  package var interruption: Interruption
  /// Whether what is printed goes to a terminal.
  package var isTerminal: Bool

  package init(interruption: Interruption = .never, isTerminal: Bool = false) {
    self.interruption = interruption
    self.isTerminal = isTerminal
  }
}
