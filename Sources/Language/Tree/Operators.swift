/// An operator between two operands; the raw value is its spelling.
package enum BinaryOperator: String, Sendable, CaseIterable {
  case arrow = "->"
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case matrixMultiply = "@"
}

/// An operator before its operand; the raw value is its spelling.
package enum PrefixOperator: String, Sendable, CaseIterable {
  case negate = "-"
  case not
}
