/// Why the history could not be kept.
package struct HistoryProblem: Error, Sendable, Equatable {
  /// What was being done.
  package enum Action: Sendable, Equatable {
    case read, append, shorten
  }

  package let action: Action
  package let path: String

  /// The system's reason.
  package let reason: String

  /// One sentence for the person.
  package var message: String {
    switch action {
    case .read: "cannot read the history \(path): \(reason)"
    case .append: "cannot keep the history in \(path): \(reason)"
    case .shorten: "cannot shorten the history \(path): \(reason)"
    }
  }
}
