import Diagnostics
import Language
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
    // With a `;` at the end of a line it is not evaluated for printing.
    var quiet = ""
    for line in statements.split(separator: "\n") {
      quiet += line + (line.hasSuffix("\\") ? "\n" : ";\n")
    }
    try Homework.run(quiet, in: &session)
    let stated = asks.map(\.name).filter { session.state.definitions[$0] != nil }
    let source = SourceText(name: "", text: "[\(stated.joined(separator: ", "))]")
    let names = try stated.map { name in
      try Session.parser.parseExpression(SourceText(name: "", text: name))
    }
    let values = try session.evaluate(names, in: source, SourceRange(0, source.text.utf8.count))
    return Dictionary(uniqueKeysWithValues: zip(stated, values))
  }

  /// The number that the last of some statements comes to.
  func value(_ statements: String, in session: Session) throws -> Double {
    var session = session
    guard let number = try Homework.run(statements, in: &session)?.scalar else {
      throw Failure(description: "no number: \(statements)")
    }
    return number
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
