/// How an operation is written in a formula.
package enum Notation: Sendable, Equatable {
  case infix(String, binding: Int)
  case prefix(String, binding: Int)
  case power
  case call

  /// How tightly the operation holds its operands; a call needs no brackets.
  package var binding: Int {
    switch self {
    case .infix(_, let binding), .prefix(_, let binding): binding
    case .power: 8
    case .call: 9
    }
  }
}

extension Formula: CustomStringConvertible {
  package var description: String { written() }

  /// The formula as on the board.
  /// - Parameter spacious: Puts blanks around a quotient's bar, as in a typed line.
  package func written(spacious: Bool = false) -> String {
    written(inside: 0, spacious: spacious)
  }

  private func written(inside outer: Int, spacious: Bool) -> String {
    switch self {
    case .number(let value):
      let text = Formula.text(of: value)
      return value < 0 && outer > 5 ? "(\(text))" : text
    case .symbol(let name): return name
    case .written(let shown, _): return shown.written(inside: outer, spacious: spacious)
    case .apply(let name, let inputs):
      let notation = Operation.named(name)?.notation ?? .call
      let text: String
      switch notation {
      case .infix(let sign, let binding) where inputs.count == 2:
        let left = inputs[0].written(inside: binding, spacious: spacious)
        let right = inputs[1].written(inside: binding + 1, spacious: spacious)
        let tight = sign == "·" || (sign == "/" && !spacious)
        text = tight ? left + sign + right : "\(left) \(sign) \(right)"
        // A statement that is 1 or 0 stands in Iverson brackets.
        if binding < 3 { return "[\(text)]" }
      case .prefix(let sign, let binding) where inputs.count == 1:
        text = sign + inputs[0].written(inside: binding, spacious: spacious)
      case .power where inputs.count == 2:
        text = Formula.power(inputs[0], inputs[1], spacious: spacious)
      default:
        let list = inputs.map { $0.written(inside: 0, spacious: spacious) }
        return "\(name)(\(list.joined(separator: ", ")))"
      }
      return notation.binding < outer ? "(\(text))" : text
    }
  }

  /// Whole exponents of one digit are raised, all others follow a caret.
  private static func power(_ base: Formula, _ exponent: Formula, spacious: Bool) -> String {
    let foot = base.written(inside: 9, spacious: spacious)
    if case .number(let value) = exponent, value == value.rounded(), (2...9).contains(value) {
      return foot + String(Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[Int(value)])
    }
    return "\(foot)^\(exponent.written(inside: 8, spacious: spacious))"
  }

  /// A number in a formula: whole numbers without a point, π by name.
  package static func text(of value: Double) -> String {
    if value == .pi { return "π" }
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
    return "\(value)"
  }
}
