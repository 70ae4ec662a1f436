import Glibc
import Synchronization

/// Ctrl-C and the other signals of a terminal, as flags that computations look at.
package enum Interrupts {
  /// Takes over SIGINT and SIGWINCH, and makes the signals that end the program restore the terminal
  /// first; a closed pipe ends the program quietly, even if whoever started it ignores SIGPIPE.
  ///
  /// May be called more than once.
  package static func install() {
    SignalFlags.prepare()
    TerminalMode.prepare()
    SignalHandler.install(SIGINT) { _ in SignalFlags.raise(SignalFlags.interrupt) }
    SignalHandler.install(SIGWINCH) { _ in SignalFlags.raise(SignalFlags.resize) }
    SignalHandler.restoreDefault(SIGPIPE)
    for ending in [SIGTERM, SIGHUP, SIGQUIT] where !SignalHandler.isIgnored(ending) {
      SignalHandler.install(ending) { number in
        TerminalMode.restoreFromSignalHandler()
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
    }
  }

  /// Whether Ctrl-C was pressed since the last `clear`; cheap enough to ask in a loop, from any thread.
  package static var isRequested: Bool { SignalFlags.interrupt.load(ordering: .relaxed) }

  /// Forgets a Ctrl-C that was answered, or that was meant for something already over.
  package static func clear() { SignalFlags.interrupt.store(false, ordering: .relaxed) }
}
