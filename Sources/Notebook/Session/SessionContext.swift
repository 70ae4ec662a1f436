package import Diagnostics
import Differentiation
import Operations
package import StyledText
package import Tensors

/// What a session needs of the world around it.
package struct SessionContext: Sendable {
  /// Asked by every long computation: Ctrl-C.
  package var interruption: Interruption
  /// The most nodes that a statement may record.
  package var nodes = Graph.largestCircuit
  /// Whether what is printed goes to a terminal.
  package var isTerminal: Bool
  /// Shows how far a long computation is, in the place of what it showed before, in as many lines
  /// as it takes; an empty text takes that away. Of what is too tall only the last line is shown.
  /// Nil where nothing can be taken away.
  package var progress: (@Sendable (StyledText) -> Void)?
  /// The names of the lessons there are, for completion.
  package var lessons: @Sendable () -> [String] = { [] }
  /// Takes the statements out of a notebook, one text for each input; nil where notebooks are not
  /// known.
  package var statements: (@Sendable (_ notebook: SourceText) throws(Diagnostic) -> [SourceText])?
  /// Finds out which mistakes a gradient that somebody worked out is made of; nil where no mistakes
  /// are known.
  package var diagnosis: (@Sendable (WorkedGradient, Interruption) -> WorkedGradientFindings)?
  /// The columns of the window as it is now; nil where there is none.
  package var columns: (@Sendable () -> Int?)?

  package init(
    interruption: Interruption = .never, isTerminal: Bool = false,
    progress: (@Sendable (StyledText) -> Void)? = nil
  ) {
    self.interruption = interruption
    self.isTerminal = isTerminal
    self.progress = progress
  }
}

extension SessionContext {
  /// The settings for a window that may have become narrower since they were made.
  func fitted(_ settings: Settings) -> Settings {
    var fitted = settings
    if let columns = columns?() { fitted.width = min(settings.width, columns) }
    return fitted
  }
}
