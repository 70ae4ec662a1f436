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
