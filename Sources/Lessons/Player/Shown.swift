package import Notebook
package import StyledText

/// What a lesson puts on the screen.
package enum Shown: Sendable {
  case text(StyledText)
  /// A line that is run in the learner's stead.
  case line(String)
  case outcome(Outcome)
}
