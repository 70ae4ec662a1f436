/// The arithmetic a rule may use; a conformer decides what the rule means.
///
/// `Double` computes it, `Formula` writes it down. A rule written over an algebra is therefore
/// the kernel, the printed formula and the symbolic derivative at once.
package protocol Algebra: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self

  /// Calls the function of one argument that the table lists under `primitive`.
  static func call(_ primitive: UnaryPrimitive, _ x: Self) -> Self
  /// Calls the function of two arguments that the table lists under `primitive`.
  static func call(_ primitive: BinaryPrimitive, _ a: Self, _ b: Self) -> Self
  /// `then` where `test` is not zero, `otherwise` elsewhere.
  static func select(_ test: Self, _ then: Self, _ otherwise: Self) -> Self
  /// A formula for reading and an equal one that keeps its digits when computed.
  static func written(
    _ shown: @autoclosure () -> Self, computed: @autoclosure () -> Self
  ) -> Self
}

/// The functions of one argument that no rule can express by others.
package enum UnaryPrimitive: String, Sendable, CaseIterable {
  case exp, log, log1p, expm1, sqrt, sin, cos, tan, sind, cosd, tanh, erf, abs, sign
  case floor, round, not
}

/// The functions of two arguments that no rule can express by others.
package enum BinaryPrimitive: String, Sendable, CaseIterable {
  case power, maximum, minimum
  case equal, notEqual = "not_equal", less, lessOrEqual = "less_or_equal"
  case greater, greaterOrEqual = "greater_or_equal", and, or
}

extension Algebra {
  package static func exp(_ x: Self) -> Self { call(.exp, x) }
  package static func log(_ x: Self) -> Self { call(.log, x) }
  package static func log1p(_ x: Self) -> Self { call(.log1p, x) }
  package static func expm1(_ x: Self) -> Self { call(.expm1, x) }
  package static func sqrt(_ x: Self) -> Self { call(.sqrt, x) }
  package static func sin(_ x: Self) -> Self { call(.sin, x) }
  package static func cos(_ x: Self) -> Self { call(.cos, x) }
  package static func tan(_ x: Self) -> Self { call(.tan, x) }
  package static func sind(_ x: Self) -> Self { call(.sind, x) }
  package static func cosd(_ x: Self) -> Self { call(.cosd, x) }
  package static func tanh(_ x: Self) -> Self { call(.tanh, x) }
  package static func erf(_ x: Self) -> Self { call(.erf, x) }
  package static func abs(_ x: Self) -> Self { call(.abs, x) }
  package static func sign(_ x: Self) -> Self { call(.sign, x) }
  package static func floor(_ x: Self) -> Self { call(.floor, x) }
  package static func round(_ x: Self) -> Self { call(.round, x) }
  package static func power(_ a: Self, _ b: Self) -> Self { call(.power, a, b) }
  package static func maximum(_ a: Self, _ b: Self) -> Self { call(.maximum, a, b) }
  package static func minimum(_ a: Self, _ b: Self) -> Self { call(.minimum, a, b) }
  package static func equal(_ a: Self, _ b: Self) -> Self { call(.equal, a, b) }
  package static func greater(_ a: Self, _ b: Self) -> Self { call(.greater, a, b) }
  package static func lessOrEqual(_ a: Self, _ b: Self) -> Self { call(.lessOrEqual, a, b) }

  /// `then` where x is positive, `otherwise` elsewhere.
  package static func whenPositive(_ x: Self, _ then: Self, _ otherwise: Self) -> Self {
    select(.greater(x, 0), then, otherwise)
  }
}
