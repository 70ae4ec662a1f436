/// A rule written down: what help, the stepper and the symbolic engine show.
package indirect enum Formula: Hashable, Sendable {
  case number(Double)
  case symbol(String)
  case apply(String, [Formula])
  /// A formula for reading beside an equal one for computing.
  case written(shown: Formula, computed: Formula)
}

extension Formula: Algebra {
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(floatLiteral value: Double) { self = .number(value) }

  package static func + (a: Formula, b: Formula) -> Formula { .apply("add", [a, b]) }
  package static func - (a: Formula, b: Formula) -> Formula { .apply("subtract", [a, b]) }
  package static func * (a: Formula, b: Formula) -> Formula { .apply("multiply", [a, b]) }
  package static func / (a: Formula, b: Formula) -> Formula { .apply("divide", [a, b]) }
  package static prefix func - (a: Formula) -> Formula {
    if case .number(let value) = a { return .number(-value) }
    return .apply("negate", [a])
  }
  package static func call(_ primitive: UnaryPrimitive, _ x: Formula) -> Formula {
    .apply(primitive.rawValue, [x])
  }
  package static func call(_ primitive: BinaryPrimitive, _ a: Formula, _ b: Formula) -> Formula {
    .apply(primitive.rawValue, [a, b])
  }
  package static func select(_ test: Formula, _ then: Formula, _ otherwise: Formula) -> Formula {
    .apply("where", [test, then, otherwise])
  }
  package static func written(
    _ shown: @autoclosure () -> Formula, computed: @autoclosure () -> Formula
  ) -> Formula { .written(shown: shown(), computed: computed()) }
}

extension Formula {
  /// The formula with every alternative form replaced by the one a reader sees.
  package var forReading: Formula { choosing { shown, _ in shown } }
  /// The formula with every alternative form replaced by the one that is computed.
  package var forComputing: Formula { choosing { _, computed in computed } }

  private func choosing(_ pick: (Formula, Formula) -> Formula) -> Formula {
    switch self {
    case .number, .symbol: self
    case .apply(let name, let inputs): .apply(name, inputs.map { $0.choosing(pick) })
    case .written(let shown, let computed): pick(shown, computed).choosing(pick)
    }
  }

  /// The formula with symbols replaced.
  package func replacing(_ bindings: [String: Formula]) -> Formula {
    switch self {
    case .number: self
    case .symbol(let name): bindings[name] ?? self
    case .apply(let name, let inputs): .apply(name, inputs.map { $0.replacing(bindings) })
    case .written(let shown, let computed):
      .written(shown: shown.replacing(bindings), computed: computed.replacing(bindings))
    }
  }

  /// How many operations the formula holds: the measure of expression swell.
  package var operationCount: Int {
    switch self {
    case .number, .symbol: 0
    case .apply(_, let inputs): 1 + inputs.reduce(0) { $0 + $1.operationCount }
    case .written(let shown, _): shown.operationCount
    }
  }

  /// The symbols the formula reads.
  package var symbols: Set<String> {
    switch self {
    case .number: []
    case .symbol(let name): [name]
    case .apply(_, let inputs): inputs.reduce(into: []) { $0.formUnion($1.symbols) }
    case .written(let shown, _): shown.symbols
    }
  }
}
