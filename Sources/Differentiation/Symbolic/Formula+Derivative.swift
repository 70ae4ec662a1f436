package import Operations

/// One application of a rule on the way to a symbolic derivative.
package struct SymbolicStep: Sendable, Equatable {
  package let expression: Formula
  /// The operation whose rule was used.
  package let operation: String
  /// The rule's outer derivative and the inner derivative, for every input that depends on x.
  package let terms: [Term]
  /// Their sum of products, simplified.
  package let result: Formula

  package struct Term: Sendable, Equatable {
    package let outer: Formula
    package let inner: Formula
  }
}

/// Why there is no symbolic derivative.
package enum SymbolicError: Error, Sendable, Equatable {
  /// An operation that mixes entries.
  case notElementwise(operation: String)
  /// Expression swell beyond the limit.
  case tooLarge(operations: Int)
}

extension Formula {
  /// The largest formula the symbolic engine writes down.
  package static let largest = 5_000
  /// The deepest: formulas are followed by recursion.
  package static let deepest = 500

  /// d(self)/d(symbol): the chain rule, read straight off the operation table.
  /// - Returns: The simplified derivative and, inner expressions first, every rule that was used.
  package func derivative(by symbol: String) throws(SymbolicError) -> (Formula, [SymbolicStep]) {
    var differentiation = SymbolicDifferentiation(symbol: symbol)
    let result = try differentiation.derivative(of: self)
    return (result, differentiation.steps)
  }
}

/// Differentiates each distinct expression once.
private struct SymbolicDifferentiation {
  let symbol: String
  private(set) var steps: [SymbolicStep] = []
  private var known: [Formula: Formula] = [:]
  private var written = 0

  init(symbol: String) { self.symbol = symbol }

  mutating func derivative(of formula: Formula) throws(SymbolicError) -> Formula {
    switch formula {
    case .number: return 0
    case .symbol(let name): return name == symbol ? 1 : 0
    case .written(let shown, _): return try derivative(of: shown)
    case .apply(let name, let inputs):
      if let result = known[formula] { return result }
      guard let rule = Operation.named(name)?.elementwise else {
        throw .notElementwise(operation: name)
      }
      var bindings = Dictionary(uniqueKeysWithValues: zip(rule.inputs, inputs))
      bindings["y"] = formula
      var terms: [SymbolicStep.Term] = []
      for (partial, input) in zip(rule.partials, inputs) {
        let inner = try derivative(of: input)
        // What a reader is shown of a max gate leaves out the tie, which may last: max(x, |x|).
        let form = rule.isPiecewise ? partial.forComputing : partial.forReading
        let outer = form.replacing(bindings).simplified
        if inner != 0, outer != 0 { terms.append(SymbolicStep.Term(outer: outer, inner: inner)) }
      }
      let products = terms.map { $0.outer * $0.inner }
      let sum = products.dropFirst().reduce(products.first ?? 0) { $0 + $1 }
      let result = sum.simplified
      written += result.operationCount
      guard result.operationCount <= Formula.largest, written <= 20 * Formula.largest else {
        throw .tooLarge(operations: max(result.operationCount, written))
      }
      known[formula] = result
      if !terms.isEmpty {
        steps.append(
          SymbolicStep(expression: formula, operation: name, terms: terms, result: result))
      }
      return result
    }
  }
}
