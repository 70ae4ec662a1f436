import Language

extension BinaryOperator {
  /// The table's name of the operation.
  var operationName: String {
    switch self {
    case .arrow: "arrow"
    case .or: "or"
    case .and: "and"
    case .equal: "equal"
    case .notEqual: "not_equal"
    case .less: "less"
    case .lessOrEqual: "less_or_equal"
    case .greater: "greater"
    case .greaterOrEqual: "greater_or_equal"
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .matrixMultiply: "matmul"
    }
  }
}
