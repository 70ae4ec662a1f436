import Glibc
import Testing

/// The built program, run as a person runs it, in a home of its own.
struct Shell {
  static let prompt = "grad> "
  static let continuation = "....> "

  let terminal: PseudoTerminal

  /// Starts the program and waits for its prompt.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - home: the person's home directory; a fresh one unless several runs are to share it.
  ///   - environment: set in addition to, or instead of, a usual terminal's.
  init(
    _ arguments: [String] = [], home: TemporaryDirectory? = nil,
    environment: [String: String] = [:], columns: Int = 80
  ) throws {
    let home = try home ?? TemporaryDirectory()
    let usual = [
      "HOME": home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]
    self.home = home
    terminal = try PseudoTerminal(
      try Self.program(), arguments, environment: usual.merging(environment) { _, new in new },
      columns: columns)
    try #require(terminal.waitFor(Self.prompt), "the shell shows its prompt")
  }

  private let home: TemporaryDirectory

  /// Types a statement and waits for the next prompt; returns what was printed in between.
  func answer(to statement: String) throws -> String {
    terminal.enter(statement)
    return try answer()
  }

  /// Waits for the prompt after a statement; returns what was printed before it, without the line
  /// that was typed.
  func answer() throws -> String {
    let end = "\n\(Self.prompt)"
    let output = try #require(
      terminal.waitForOutput(endingIn: end), "no prompt again:\n\(terminal.screen.text)")
    let lines = output.dropLast(end.count).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().joined(separator: "\n")
  }

  /// Leaves with Ctrl-D and returns how the program ended.
  func leave() -> PseudoTerminal.Ending? {
    terminal.send(Keys.controlD)
    return terminal.waitForEnd()
  }

  /// The program `gradbook`, which is built beside the tests.
  static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer[..<max(0, length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    for place in [own] + CommandLine.arguments {
      guard let slash = place.lastIndex(of: "/") else { continue }
      let path = "\(place[..<slash])/gradbook"
      if access(path, X_OK) == 0 { return path }
    }
    throw Missing.program
  }

  enum Missing: Error {
    /// `swift build` makes it.
    case program
  }
}
