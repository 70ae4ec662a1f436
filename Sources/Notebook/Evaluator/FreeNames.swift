package import Language

extension Argument {
  /// The options whose value is a word, so that `layout=denominator` names no variable.
  private static let wordOptions: Set<String> = [
    "init", "layout", "order", "padding", "reduction",
  ]

  fileprivate var isWord: Bool {
    guard let label, Argument.wordOptions.contains(label) else { return false }
    switch value.kind {
    case .name: return true
    // init=normal(0.1)
    case .call: return label == "init"
    default: return false
    }
  }
}

extension Expression {
  /// The names the expression reads, in order of appearance, options' labels aside.
  func freeNames(except bound: Set<String> = []) -> [String] {
    var names: [String] = []
    var seen = bound
    visit { expression in
      if case .name(let name) = expression.kind, seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// Calls `body` with every part of the expression, outer parts first.
  package func visit(_ body: (Expression) -> Void) {
    body(self)
    switch kind {
    case .number, .string, .name: break
    case .list(let parts): parts.forEach { $0.visit(body) }
    case .matrix(let rows): rows.forEach { $0.forEach { $0.visit(body) } }
    case .prefix(_, let part), .transpose(let part), .member(let part, _): part.visit(body)
    case .power(let base, let exponent):
      base.visit(body)
      exponent.visit(body)
    case .chain(let first, let links):
      first.visit(body)
      links.forEach { $0.operand.visit(body) }
    case .call(let callee, let arguments):
      callee.visit(body)
      for argument in arguments where !argument.isWord { argument.value.visit(body) }
    case .index(let base, let subscripts):
      base.visit(body)
      for part in subscripts {
        switch part {
        case .index(let index): index.visit(body)
        case .range(let from, let to, _):
          from?.visit(body)
          to?.visit(body)
        }
      }
    }
  }
}
