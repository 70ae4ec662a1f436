/// The person asked to stop.
package struct Interrupted: Error, Sendable, Equatable {
  package init() {}
}

/// A question that long computations ask now and then: does the person want to stop?
package struct Interruption: Sendable {
  /// For computations that nobody can stop.
  package static let never = Interruption { false }

  private let request: @Sendable () -> Bool

  package init(_ isRequested: @escaping @Sendable () -> Bool) {
    request = isRequested
  }

  package var isRequested: Bool { request() }

  /// Throws when a stop was requested.
  package func check() throws(Interrupted) {
    if request() { throw Interrupted() }
  }
}
