import Glibc
import Synchronization

/// The terminal's input mode: as it was found, or raw for reading single keys.
enum TerminalMode {
  /// The mode the program was started with. Memory with a fixed address, because a signal handler
  /// reads it.
  nonisolated(unsafe) private static let original = UnsafeMutablePointer<termios>.allocate(
    capacity: 1)
  private static let isKnown = Atomic<Bool>(false)
  private static let isChanged = Atomic<Bool>(false)
  private static let hasBracketedPaste = Atomic<Bool>(false)

  /// Remembers the present mode, once.
  static func prepare() {
    hasBracketedPaste.store(false, ordering: .relaxed)
    guard !isKnown.load(ordering: .relaxed) else { return }
    original.initialize(to: termios())
    guard tcgetattr(STDIN_FILENO, original) == 0 else { return }
    isKnown.store(true, ordering: .relaxed)
    atexit { TerminalMode.restore() }
  }

  /// Tells that the line editor changes the mode by itself until `restore` is called.
  static func noteEditing(bracketedPaste: Bool) {
    hasBracketedPaste.store(bracketedPaste, ordering: .relaxed)
    isChanged.store(true, ordering: .relaxed)
  }

  /// Tells that the line editor has put the mode back.
  static func noteEdited() {
    isChanged.store(false, ordering: .relaxed)
    hasBracketedPaste.store(false, ordering: .relaxed)
  }

  /// Reads keys one by one, unechoed; Ctrl-C and Ctrl-Z still send signals.
  ///
  /// Returns whether standard input is a terminal that can do so.
  static func makeRaw() -> Bool {
    prepare()
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return false }
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    mode.c_iflag &= ~tcflag_t(IXON)
    withUnsafeMutableBytes(of: &mode.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    isChanged.store(true, ordering: .relaxed)
    // What was typed ahead stays.
    return tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0
  }

  /// Puts the mode back to what the program was started with.
  static func restore() {
    guard isChanged.exchange(false, ordering: .relaxed) else { return }
    if isKnown.load(ordering: .relaxed) { tcsetattr(STDIN_FILENO, TCSADRAIN, original) }
    if hasBracketedPaste.exchange(false, ordering: .relaxed) { endBracketedPaste() }
  }

  /// As `restore`, with nothing but what a signal handler may do.
  static func restoreFromSignalHandler() {
    guard isChanged.load(ordering: .relaxed) else { return }
    if isKnown.load(ordering: .relaxed) { tcsetattr(STDIN_FILENO, TCSANOW, original) }
    if hasBracketedPaste.load(ordering: .relaxed) { endBracketedPaste() }
  }

  private static func endBracketedPaste() {
    let sequence: StaticString = "\u{1B}[?2004l\r\n"
    _ = write(STDOUT_FILENO, sequence.utf8Start, sequence.utf8CodeUnitCount)
  }

  /// Stops the program as Ctrl-Z asks and returns when it is continued; the caller has restored the
  /// mode and changes it again.
  static func suspend() {
    SignalHandler.restoreDefault(SIGTSTP)
    kill(getpid(), SIGTSTP)
    catchSuspension()
  }

  /// Turns Ctrl-Z into a flag while the mode is changed.
  static func catchSuspension() {
    guard !SignalHandler.isIgnored(SIGTSTP) else { return }
    SignalHandler.install(SIGTSTP) { _ in SignalFlags.raise(SignalFlags.suspend) }
  }

  /// Lets Ctrl-Z stop the program directly again.
  static func releaseSuspension() {
    guard !SignalHandler.isIgnored(SIGTSTP) else { return }
    SignalHandler.restoreDefault(SIGTSTP)
  }
}
