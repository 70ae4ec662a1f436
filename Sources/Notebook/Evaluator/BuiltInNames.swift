package import Operations

/// The names that the language itself gives.
package enum BuiltInNames {
  package static let constants: [String: Double] = [
    "pi": .pi, "inf": .infinity, "nan": .nan, "true": 1, "false": 0,
  ]

  /// Every operation that is called by name, and the derivatives.
  package static let functions: [String] =
    callable.flatMap { [$0.name] + $0.aliases } + SpecialForm.all.map(\.name)

  package static let all: [String] = functions + constants.keys.sorted()

  /// The operations of the table that a person calls by name; arithmetic has its signs.
  package static let callable: [Operation] = Operation.all.filter { operation in
    if case .none = operation.meaning { return false }
    return operation.category != .arithmetic && operation.category != .comparison
  }

  private static let byName: [String: Operation] = Dictionary(
    callable.flatMap { operation in
      ([operation.name] + operation.aliases).map { ($0, operation) }
    }, uniquingKeysWith: { first, _ in first })

  package static func operation(_ name: String) -> Operation? { byName[name] }

  package static func isFunction(_ name: String) -> Bool {
    byName[name] != nil || SpecialForm.named(name) != nil
  }

  /// Whether a session may give the name a meaning of its own.
  package static func isReserved(_ name: String) -> Bool {
    isFunction(name) || constants[name] != nil || name == "ans"
  }
}
