import Glibc

/// A terminal window without a window: runs a program in it, types, and looks at the screen.
///
/// Every wait ends: with what was waited for, with the end of the program, or after a generous time.
/// Used by one task at a time.
final class PseudoTerminal {
  /// What went wrong with the terminal itself.
  enum Failure: Error {
    case cannotOpen(String)
    case cannotStart(String)
  }

  /// A signal that someone else sends.
  enum Signal {
    case hangUp, terminate, kill

    var number: Int32 {
      switch self {
      case .hangUp: SIGHUP
      case .terminate: SIGTERM
      case .kill: SIGKILL
      }
    }
  }

  /// How the program ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Everything the program has written, with escape sequences.
  private(set) var raw: [UInt8] = []

  /// What the screen shows, scrolled-off lines included.
  private(set) var screen: Screen

  private let control: Int32
  private let process: pid_t
  private var ending: Ending?

  /// Where the screen text that the person has not looked at yet begins, as a count of bytes written.
  private var seen = 0

  /// Starts `program` with `arguments` in a window.
  ///
  /// - Parameter environment: all that the program finds in its environment, `TERM` included.
  init(
    _ program: String, _ arguments: [String] = [], environment: [String: String],
    columns: Int = 80, rows: Int = 24
  ) throws {
    screen = Screen(columns: columns)
    let name: String
    (control, name) = try Self.open()
    Self.setSize(of: control, columns: columns, rows: rows)
    process = try Self.start(program, arguments, environment: environment, terminal: name)
  }

  deinit {
    close(control)
    guard ending == nil else { return }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  // MARK: - What the person does

  /// Types text.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(control, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      // The program's echo must be taken away, or both sides would wait for each other.
      _ = receive(forMilliseconds: 0)
    }
  }

  /// Types a line and the enter key.
  func enter(_ line: String) { send(line + Keys.enter) }

  /// Pastes text as a terminal with bracketed paste does.
  func paste(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    send("\u{1B}[200~\(lines.joined(separator: "\r"))\u{1B}[201~")
  }

  /// Makes the window another size.
  func resize(columns: Int, rows: Int) {
    screen.columns = columns
    Self.setSize(of: control, columns: columns, rows: rows)
  }

  /// Sends the program a signal.
  func signal(_ signal: Signal) { kill(process, signal.number) }

  // MARK: - What the person sees

  /// Whether the terminal itself shows what is typed, as it does while no editor or view is at work.
  var echoes: Bool {
    var mode = termios()
    return tcgetattr(control, &mode) == 0 && mode.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits until `text` appears after what earlier waits have found; returns whether it did.
  func waitFor(_ text: String, within limit: Duration = .seconds(15)) -> Bool {
    waitForOutput(endingIn: text, within: limit) != nil
  }

  /// As `waitFor`, and returns what was written up to `text`, without escape sequences.
  func waitForOutput(endingIn text: String, within limit: Duration = .seconds(15)) -> String? {
    var output: String?
    _ = wait(within: limit) { terminal in
      let unseen = terminal.raw[terminal.seen...]
      guard let end = PlainText(removingEscapesFrom: unseen).end(of: text) else { return false }
      output = PlainText(removingEscapesFrom: unseen.prefix(end)).text
      terminal.seen += end
      return true
    }
    return output
  }

  /// Waits until the screen satisfies `condition`; returns whether it did.
  func waitForScreen(
    within limit: Duration = .seconds(15), _ condition: (Screen) -> Bool
  ) -> Bool {
    wait(within: limit) { condition($0.screen) }
  }

  /// Waits until `condition` holds; returns whether it did.
  func waitUntil(
    within limit: Duration = .seconds(15), _ condition: (PseudoTerminal) -> Bool
  ) -> Bool {
    wait(within: limit, until: condition)
  }

  /// Waits until the program ends and returns how, or nil if it goes on.
  func waitForEnd(within limit: Duration = .seconds(15)) -> Ending? {
    _ = wait(within: limit) { $0.hasEnded }
    return ending
  }

  private func wait(
    within limit: Duration, until isDone: (PseudoTerminal) -> Bool
  ) -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while true {
      if isDone(self) { return true }
      if clock.now >= deadline { return false }
      let isOpen = receive(forMilliseconds: 50)
      if !isOpen, !hasEnded { usleep(10_000) }
      if !isOpen, hasEnded { return isDone(self) }
    }
  }

  private var hasEnded: Bool {
    if ending != nil { return true }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    let signal = status & 0x7F
    ending = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    _ = receive(forMilliseconds: 0)
    return true
  }

  /// Takes what the program has written; returns false once it can write no more.
  private func receive(forMilliseconds time: Int32) -> Bool {
    var ready = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    var time = time
    while poll(&ready, 1, time) > 0 {
      let count = read(control, &chunk, chunk.count)
      guard count > 0 else { return false }
      raw += chunk[..<count]
      screen.take(chunk[..<count])
      time = 0
    }
    return true
  }

  // MARK: - Starting

  /// Opens a terminal: the side of the window, and the name of the program's side.
  private static func open() throws -> (control: Int32, name: String) {
    // What `unlockpt` and `ptsname` do; Swift's Glibc does not offer them.
    let unlock: UInt = 0x4004_5431
    let getNumber: UInt = 0x8004_5430
    let control = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: Int32 = 0
    guard control >= 0, ioctl(control, unlock, &lock) == 0, ioctl(control, getNumber, &number) == 0
    else { throw Failure.cannotOpen(String(cString: strerror(errno))) }
    return (control, "/dev/pts/\(number)")
  }

  private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  private static func start(
    _ program: String, _ arguments: [String], environment: [String: String], terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a new session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, an extension
    let flags = newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let words: [String] = [program] + arguments
    let settings: [String] = environment.map { "\($0)=\($1)" }
    var argumentList = words.map { strdup($0) } + [nil]
    var environmentList = settings.map { strdup($0) } + [nil]
    defer { for pointer in argumentList + environmentList { free(pointer) } }
    var process = pid_t()
    let error = posix_spawn(
      &process, program, &actions, &attributes, &argumentList, &environmentList)
    guard error == 0 else { throw Failure.cannotStart(String(cString: strerror(error))) }
    return process
  }
}
