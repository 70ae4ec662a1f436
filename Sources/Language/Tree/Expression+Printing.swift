extension Expression: CustomStringConvertible {
  /// The expression as source text with no more brackets than it needs.
  ///
  /// Reading it again gives the same expression but for places and the spelling of numbers.
  package var description: String { printed(.arrow) }

  /// The expression where operators of at least this precedence may stand.
  func printed(_ minimum: Precedence) -> String {
    let text = bare
    return precedence < minimum ? "(\(text))" : text
  }

  private var precedence: Precedence {
    switch kind {
    case .number(let value, _): value < 0 ? .negation : .postfix
    case .prefix(let operation, _): operation.precedence
    case .chain(_, let links): links.first?.operation.precedence ?? .arrow
    case .power: .power
    default: .postfix
    }
  }

  private var bare: String {
    switch kind {
    case .number(let value, let spelling):
      return spelling.isEmpty ? Expression.spelled(value) : spelling
    case .string(let text):
      return Expression.quoted(text)
    case .name(let text):
      return text
    case .list(let entries):
      return "[\(Expression.separated(entries))]"
    case .matrix(let rows):
      return "[\(rows.map(Expression.separated).joined(separator: "; "))]"
    case .prefix(.negate, let operand):
      return "-" + operand.printed(.negation)
    case .prefix(.not, let operand):
      return "not " + operand.printed(.not)
    case .chain(let first, let links):
      return links.reduce(into: first.printed(precedence.tighter)) { text, link in
        text += " \(link.operation.rawValue) \(link.operand.printed(precedence.tighter))"
      }
    case .power(let base, let exponent):
      return base.printed(.postfix) + "^" + exponent.printed(.negation)
    case .transpose(let operand):
      return operand.printed(.postfix) + "'"
    case .call(let function, let arguments):
      let list = arguments.map { ($0.label.map { "\($0)=" } ?? "") + "\($0.value)" }
      return function.printedAsBase + "(\(list.joined(separator: ", ")))"
    case .index(let value, let subscripts):
      return value.printed(.postfix) + Subscript.list(subscripts)
    case .member(let value, let name):
      return value.printedAsBase + ".\(name)"
    }
  }

  /// The expression before a call or a member; a number there needs brackets, as in `(2).x`.
  private var printedAsBase: String {
    if case .number = kind { return "(\(bare))" }
    return printed(.postfix)
  }

  /// A number that was never typed; infinity and not-a-number read back as names.
  private static func spelled(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    return isWhole && value != 0 ? String(Int64(value)) : value == 0 ? "0" : "\(value)"
  }

  private static func separated(_ expressions: [Expression]) -> String {
    expressions.map(\.description).joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Subscript {
  static func list(_ subscripts: [Subscript]) -> String {
    subscripts.isEmpty
      ? "" : "[\(subscripts.map(\.description).joined(separator: ", "))]"
  }
}

extension Subscript: CustomStringConvertible {
  package var description: String {
    switch self {
    case .index(let expression): "\(expression)"
    case .range(let from, let to, _):
      (from.map(\.description) ?? "") + ":" + (to.map(\.description) ?? "")
    }
  }
}
