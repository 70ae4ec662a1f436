/// A key pressed while single keys are read.
package enum Key: Sendable, Hashable {
  case character(Character)
  case enter, tab, backspace, delete, escape
  case up, down, left, right, home, end, pageUp, pageDown
  /// Ctrl-C.
  case interrupt
  /// Ctrl-D, or the terminal went away.
  case endOfInput
  /// The window has another size now: what is shown should be drawn again.
  case resize
  /// A key that has no name here.
  case other
}
