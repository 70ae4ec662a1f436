internal import Synchronization

/// Counts how often an interruption was asked for.
package final class Questions: Sendable {
  private let asked = Atomic(0)

  package init() {}

  package var count: Int { asked.load(ordering: .relaxed) }

  /// Counts one question and returns which it was, from 1.
  package func next() -> Int {
    asked.add(1, ordering: .relaxed).newValue
  }
}
