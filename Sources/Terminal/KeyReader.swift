import Glibc

/// Reads single keys, unechoed, for views that are walked through key by key.
///
/// The terminal is in that mode for as long as the reader lives, and gets its own mode back however
/// the reader or the program ends.
package struct KeyReader: ~Copyable {
  /// Bytes of one key arrive together; longer than this, an escape byte was the key.
  private static let escapeDelayInMilliseconds: Int32 = 50

  private var decoder = KeyDecoder()

  /// A reader, or nil if standard input is not a terminal.
  package init?() {
    Interrupts.install()
    guard TerminalMode.makeRaw() else { return nil }
    TerminalMode.catchSuspension()
  }

  deinit {
    TerminalMode.releaseSuspension()
    TerminalMode.restore()
  }

  /// Waits for the next key.
  ///
  /// Ctrl-C while the program computes sets `Interrupts.isRequested`; while it waits here it is a key.
  package mutating func next() -> Key {
    while true {
      let timeout = decoder.isInside ? Self.escapeDelayInMilliseconds : -1
      switch InputWait.next(timeoutInMilliseconds: timeout) {
      case .readable:
        guard let byte = InputWait.byte() else { return .endOfInput }
        if let key = decoder.take(byte) { return key }
      case .timeout:
        if let key = decoder.finish() { return key }
      case .interrupt: return .interrupt
      case .resize: return .resize
      case .suspend:
        TerminalMode.restore()
        TerminalMode.suspend()
        _ = TerminalMode.makeRaw()
        return .resize
      }
    }
  }
}
