import Diagnostics
import Notebook
import Tensors

/// What homework and submissions come to.
extension Homework {
  /// Why statements written for the tests do not run.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A session in which the setup was run.
  func session(seed: Int) throws -> Session {
    var session = Session()
    try Homework.run("seed \(seed)\n\(setup)", in: &session)
    return session
  }

  /// The right answers, by reverse mode.
  func key(in session: Session) throws -> [String: Tensor] {
    var session = session
    return try asks.reduce(into: [:]) { key, ask in
      key[ask.name] = try Homework.run(ask.key, in: &session)
    }
  }

  /// What statements come to under the asked names; a name they do not state is missing.
  func answers(_ statements: String, in session: Session) throws -> [String: Tensor] {
    var session = session
    try Homework.run(statements, in: &session)
    return asks.reduce(into: [:]) { answers, ask in
      answers[ask.name] = try? Homework.run(ask.name, in: &session)
    }
  }

  /// Runs statements, and gives the value of the last.
  @discardableResult
  private static func run(_ text: String, in session: inout Session) throws -> Tensor? {
    var value: Tensor?
    var failure: Failure?
    session.execute(SourceText(name: "", text: text)) { outcome in
      value = outcome.value
      if let diagnostic = outcome.diagnostic {
        failure = Failure(description: "\(outcome.input): \(diagnostic.message)")
      }
    }
    if let failure { throw failure }
    return value
  }
}

extension Tensor {
  /// Whether another tensor has the same shape, and entries no farther off than a part of the
  /// largest entry.
  func isClose(to other: Tensor, within tolerance: Double) -> Bool {
    let scale = other.values.reduce(0) { max($0, abs($1)) }
    return shape == other.shape
      && zip(values, other.values).allSatisfy { abs($0 - $1) <= tolerance * scale }
  }
}
