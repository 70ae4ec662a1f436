import Glibc

/// The size of the terminal window.
package enum TerminalSize {
  /// The window's columns and rows now, or nil when no standard stream is a terminal.
  package static func current() -> (columns: Int, rows: Int)? {
    for stream in [StandardStream.output, .error, .input] {
      var size = winsize()
      guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { continue }
      // A serial line may know its columns only.
      return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
    return nil
  }
}
