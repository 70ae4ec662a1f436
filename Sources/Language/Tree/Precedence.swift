/// How tightly operators bind, loosest first: the one table the parser and the printer read.
enum Precedence: Int, Comparable, CaseIterable {
  case arrow
  case or
  case and
  /// `not x`
  case not
  /// Not associative: `a < b < c` is refused.
  case comparison
  case sum
  case product
  /// `-x`, so that `-x^2` is `-(x^2)` and `-a * b` is `(-a) * b`.
  case negation
  /// Right-associative; the exponent may start with `-`.
  case power
  /// `x'`, `f(x)`, `X[0]`, `net.W1`, and whatever needs no brackets.
  case postfix

  static func < (first: Precedence, second: Precedence) -> Bool {
    first.rawValue < second.rawValue
  }

  /// The next tighter level.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .postfix }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .arrow: .arrow
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .add, .subtract: .sum
    case .multiply, .divide, .matrixMultiply: .product
    }
  }
}

extension PrefixOperator {
  var precedence: Precedence {
    switch self {
    case .negate: .negation
    case .not: .not
    }
  }
}

extension TokenKind {
  /// The operator this token is between two operands.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .arrow: .arrow
    case .or: .or
    case .and: .and
    case .equalEqual: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .at: .matrixMultiply
    default: nil
    }
  }
}
