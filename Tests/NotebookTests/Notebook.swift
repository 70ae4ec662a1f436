import Diagnostics
import Language
import Notebook
import Tensors
import Testing

/// A session with what its statements did, for tests.
struct Notebook {
  var session = Session()
  private(set) var outcomes: [Outcome] = []

  init(memory: Int? = nil, interruption: Interruption = .never) {
    session = Session(context: SessionContext(interruption: interruption))
    if let memory { session.settings.memory = memory }
  }

  /// Runs one entry; what it did is also kept in `outcomes`.
  @discardableResult
  mutating func enter(_ text: String, keepGoing: Bool = false) -> [Outcome] {
    outcomes = []
    var found: [Outcome] = []
    session.execute(SourceText(name: "", text: text), keepGoing: keepGoing) { found.append($0) }
    outcomes = found
    return found
  }

  /// Runs an entry in which nothing may fail.
  mutating func run(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
    for outcome in enter(text) where outcome.kind == .error {
      let message = outcome.diagnostic?.message ?? ""
      try #require(Bool(false), "\(text): \(message)", sourceLocation: location)
    }
  }

  /// The value of an expression.
  mutating func value(
    _ text: String, at location: SourceLocation = #_sourceLocation
  ) throws -> Tensor {
    try run(text, at: location)
    return try #require(outcomes.last?.value, "\(text) gave no value", sourceLocation: location)
  }

  mutating func number(
    _ text: String, at location: SourceLocation = #_sourceLocation
  ) throws -> Double {
    try #require(
      try value(text, at: location).scalar, "\(text) is no number", sourceLocation: location)
  }

  /// The diagnostic of an entry that must fail.
  mutating func failure(
    _ text: String, at location: SourceLocation = #_sourceLocation
  ) throws -> Diagnostic {
    enter(text)
    return try #require(
      outcomes.last?.diagnostic, "\(text) did not fail", sourceLocation: location)
  }
}
