import Glibc
import Synchronization

/// The built program, run as another program runs it: through pipes, in an empty home.
final class Program {
  struct Failure: Error { let reason: String }

  /// How a run ended and what it said.
  struct Ending {
    /// The exit status; 128 and the signal's number if a signal ended it.
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  private let process: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  /// What was read of the output and not asked for yet.
  private var unread: [UInt8] = []

  /// Starts the program.
  /// - Parameter closed: A descriptor that it finds closed.
  init(
    _ arguments: [String], environment: [String: String] = [:], closing closed: Int32? = nil
  ) throws {
    let usual = ["HOME": "/nonexistent", "TERM": "xterm-256color", "LANG": "C.UTF-8"]
    let settings = usual.merging(environment) { _, new in new }.map { "\($0)=\($1)" }
    (process, input, output, errors) = try Program.starting.withLock { _ in
      try Program.start([Program.path()] + arguments, settings, closing: closed)
    }
  }

  private static func start(
    _ words: [String], _ settings: [String], closing closed: Int32?
  ) throws -> (process: pid_t, input: Int32, output: Int32, errors: Int32) {
    let (inputEnd, inputPipe) = try pipe()
    let (outputPipe, outputEnd) = try pipe()
    let (errorPipe, errorEnd) = try pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, end) in [(0, inputEnd), (1, outputEnd), (2, errorEnd)] as [(Int32, Int32)]
    where descriptor != closed {
      posix_spawn_file_actions_adddup2(&actions, end, descriptor)
    }
    if let closed { posix_spawn_file_actions_addclose(&actions, closed) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // The threads that run tests take no signals.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var arguments = words.map { strdup($0) } + [nil]
    var environment = settings.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process = pid_t()
    let problem = posix_spawn(
      &process, words[0], &actions, &attributes, &arguments, &environment)
    for end in [inputEnd, outputEnd, errorEnd] { close(end) }
    guard problem == 0 else { throw Failure(reason: String(cString: strerror(problem))) }
    return (process, inputPipe, outputPipe, errorPipe)
  }

  deinit {
    for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Runs the program to its end with this on standard input.
  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    closing closed: Int32? = nil
  ) throws -> Ending {
    try Program(arguments, environment: environment, closing: closed).finish(sending: input)
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Sends a line and leaves the input open.
  func send(_ line: String) {
    _ = (line + "\n").withCString { write(input, $0, strlen($0)) }
  }

  /// Waits for a line of output.
  func receive() throws -> String {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeFirst(end + 1) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      var ready = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      guard poll(&ready, 1, Program.patience) > 0, Program.take(from: output, into: &unread) else {
        throw Failure(reason: "no further line")
      }
    }
  }

  /// Sends the rest of the input, ends it, and collects what the program has to say.
  func finish(sending text: String = "") throws -> Ending {
    var rest = Array(text.utf8)[...]
    var said = unread
    var complaints: [UInt8] = []
    var isOpen = [true, true]
    if rest.isEmpty { closeInput() }
    while isOpen.contains(true) {
      var ready = [
        pollfd(fd: isOpen[0] ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen[1] ? errors : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&ready, 3, Program.patience) > 0 else { throw Failure(reason: "it hangs") }
      if ready[0].revents != 0 { isOpen[0] = Program.take(from: output, into: &said) }
      if ready[1].revents != 0 { isOpen[1] = Program.take(from: errors, into: &complaints) }
      if ready[2].revents != 0 {
        let count = rest.prefix(4096).withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        rest = count > 0 ? rest.dropFirst(count) : []
        if rest.isEmpty { closeInput() }
      }
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    let signal = status & 0x7F
    return Ending(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      output: String(decoding: said, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }

  private static let patience: Int32 = 60_000

  /// A program started between the making of a pipe and its marking would keep the pipe open.
  private static let starting = Mutex(())

  private func closeInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  /// Reads what there is; returns false at the end.
  private static func take(from descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    return true
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    // A test must not die of a program that does not read.
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// The program is built beside the tests.
  static func path() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer[..<max(0, length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    for place in [own] + CommandLine.arguments {
      guard let slash = place.lastIndex(of: "/") else { continue }
      let path = "\(place[..<slash])/gradbook"
      if access(path, X_OK) == 0 { return path }
    }
    throw Failure(reason: "swift build makes gradbook")
  }
}
