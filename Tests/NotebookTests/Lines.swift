/// What was shown, in order; a session tells it from one thread.
final class Lines: @unchecked Sendable {
  private(set) var all: [String] = []

  func add(_ line: String) { all.append(line) }
}
