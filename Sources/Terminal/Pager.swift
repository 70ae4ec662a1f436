import Glibc
import StyledText

/// A program that shows long text a screen at a time.
package struct Pager: Sendable, Equatable {
  /// The shell command that is run.
  package let command: String

  /// The pager the environment names: `GRADBOOK_PAGER`, then `PAGER`, then `less -FRX`.
  ///
  /// Returns nil if the one that decides is empty or `cat`, which switches paging off.
  package init?(environment: [String: String]) {
    command = environment["GRADBOOK_PAGER"] ?? environment["PAGER"] ?? "less -FRX"
    if command.allSatisfy(\.isWhitespace) || command == "cat" { return nil }
  }

  /// Whether a text, which may contain colours, is taller than the screen with its prompt.
  package static func isNeeded(for text: String, size: (columns: Int, rows: Int)) -> Bool {
    let lines = EscapeSequence.removed(from: text).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let written = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    let rows = written.reduce(0) { rows, line in
      rows + max(1, (DisplayWidth.of(line) + size.columns - 1) / max(1, size.columns))
    }
    return rows >= size.rows
  }

  /// Shows the text and waits until the person has left the pager.
  ///
  /// Returns false if the pager could not be run; the text is then still to be written.
  package func show(_ text: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    // Leaving the pager early closes the pipe, and Ctrl-C there is for the pager alone.
    signal(SIGPIPE, SIG_IGN)
    defer {
      SignalHandler.restoreDefault(SIGPIPE)
      Interrupts.clear()
    }
    let process = start(reading: ends[0])
    close(ends[0])
    if process != nil { feed(text, to: ends[1]) }
    close(ends[1])
    guard let process else { return false }
    return status(of: process) != 127
  }

  private func start(reading descriptor: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, descriptor)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let words: [String] = ["sh", "-c", command]
    var arguments = words.map { strdup($0) } + [nil]
    var environment = Self.environment().map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process = pid_t()
    let error = posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, &environment)
    return error == 0 ? process : nil
  }

  /// This program's environment; someone's own `less` is told to show colours, and to leave at once
  /// if all fits, unless they have told it something else.
  private static func environment() -> [String] {
    var settings: [String] = []
    var next = environ
    while let setting = next.pointee {
      settings.append(String(cString: setting))
      next += 1
    }
    return settings.contains { $0.hasPrefix("LESS=") } ? settings : settings + ["LESS=FRX"]
  }

  private func feed(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  private func status(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (status >> 8) & 0xFF
  }
}
