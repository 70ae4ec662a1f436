import Glibc

/// One of the three streams every program starts with.
package enum StandardStream: Int32, Sendable, CaseIterable {
  case input = 0
  case output = 1
  case error = 2

  /// Whether the stream is connected to a terminal.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether a line editor can work here: it draws on standard output what it reads from input.
  package static var areInteractive: Bool { input.isTerminal && output.isTerminal }
}
