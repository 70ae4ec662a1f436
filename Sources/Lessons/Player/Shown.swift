package import Notebook
package import StyledText

/// What a lesson puts on the screen.
package enum Shown: Sendable {
  case text(StyledText)
  /// A line that is run in the learner's stead.
  case line(String)
  case outcome(Outcome)
}

/// What whoever holds the keyboard does after a line.
package enum LessonReply: Sendable, Equatable {
  case goesOn
  /// The lesson is left.
  case left
  /// The program is left.
  case quit
  /// Another lesson is wanted, or the list of them.
  case asksForLesson(String?)
}
