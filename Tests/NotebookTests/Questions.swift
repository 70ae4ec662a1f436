import Synchronization

/// Counts how often an interruption is asked.
final class Questions: Sendable {
  private let asked = Atomic(0)

  var count: Int { asked.load(ordering: .relaxed) }

  /// Counts one question and returns which it was, from 1.
  func next() -> Int { asked.add(1, ordering: .relaxed).newValue }
}
