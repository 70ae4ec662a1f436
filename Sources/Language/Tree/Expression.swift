package import Diagnostics

/// An expression as it was written, with its place.
package struct Expression: Sendable, Equatable {
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange = SourceRange(0, 0)) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable, Equatable {
    case number(Double, spelling: String)
    case string(String)
    /// A variable, a function without its arguments, or one of `pi inf nan true false`.
    case name(String)
    /// `[a, b]`
    case list([Expression])
    /// `[a, b; c, d]`, row by row.
    case matrix([[Expression]])
    /// `-x`, `not x`
    case prefix(PrefixOperator, Expression)
    /// Left-associative operators of one level side by side: `a + b - c`.
    ///
    /// Kept flat so that a sum of a hundred thousand terms is not a hundred thousand levels deep.
    case chain(Expression, [Link])
    /// `base ^ exponent`
    case power(Expression, Expression)
    /// `x'`
    case transpose(Expression)
    /// `f(x, axis=0)`
    case call(Expression, [Argument])
    /// `X[0, 1:3]`
    case index(Expression, [Subscript])
    /// `net.W1`
    case member(Expression, String)
  }
}

extension Expression {
  /// The name, if it is nothing else.
  package var bareName: String? {
    if case .name(let name) = kind { name } else { nil }
  }

  /// `net.W1`: the part of a name.
  package var memberName: String? {
    if case .member(let base, let member) = kind, case .name(let name) = base.kind {
      "\(name).\(member)"
    } else {
      nil
    }
  }
}

/// One operator of a chain with what stands right of it.
package struct Link: Sendable, Equatable {
  package var operation: BinaryOperator
  package var operatorRange: SourceRange
  package var operand: Expression

  package init(
    _ operation: BinaryOperator, _ operand: Expression,
    at operatorRange: SourceRange = SourceRange(0, 0)
  ) {
    self.operation = operation
    self.operatorRange = operatorRange
    self.operand = operand
  }
}

/// An argument of a call, with its label if it has one.
package struct Argument: Sendable, Equatable {
  package var label: String?
  package var labelRange: SourceRange?
  package var value: Expression

  package init(label: String? = nil, labelRange: SourceRange? = nil, _ value: Expression) {
    self.label = label
    self.labelRange = labelRange
    self.value = value
  }
}

/// One entry between the brackets of an index: an index, or a half-open range `a:b`.
package enum Subscript: Sendable, Equatable {
  case index(Expression)
  case range(from: Expression?, to: Expression?, SourceRange)

  package var range: SourceRange {
    switch self {
    case .index(let expression): expression.range
    case .range(_, _, let range): range
    }
  }
}
