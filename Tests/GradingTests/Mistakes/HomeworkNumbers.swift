import Foundation
import Tensors

/// How a student writes numbers down.
enum NumberStyle: Sendable, CaseIterable {
  /// As many digits as tell it from all other numbers.
  case exact
  /// The nearest float32, written out as a float64, as PyTorch's `tolist` does.
  case float32
  /// Four significant digits in every entry.
  case significant
  /// As many decimals in every entry as give the largest four digits.
  case decimals
  /// Four digits with an exponent.
  case exponents
  /// Two significant digits, which is not enough.
  case tooShort

  func text(_ value: Double, largest: Double) -> String {
    switch self {
    case .exact: "\(value)"
    case .float32: "\(Double(Float(value)))"
    case .significant: String(format: "%.4g", value)
    case .decimals:
      String(format: "%.\(max(0, 3 - Int(floor(log10(max(largest, 1e-300))))))f", value)
    case .exponents: String(format: "%.3e", value)
    case .tooShort: String(format: "%.2g", value)
    }
  }
}

extension Homework {
  /// A submission in JSON: `{"dW": [[0.1, -2], [3, 0.4]], "db": [1, 2]}`.
  func json(_ answers: [String: Tensor], _ style: NumberStyle) -> String {
    let members = asks.compactMap { ask in
      answers[ask.name].map { "\"\(ask.name)\": \(style.list($0))" }
    }
    return "{\(members.joined(separator: ", "))}"
  }
}

extension NumberStyle {
  /// Nested lists of a tensor's entries.
  func list(_ tensor: Tensor) -> String {
    let largest = tensor.values.reduce(0) { max($0, abs($1)) }
    var parts = tensor.values.map { text($0, largest: largest) }
    for length in tensor.shape.dimensions.reversed() {
      parts = stride(from: 0, to: parts.count, by: length).map {
        "[\(parts[$0..<$0 + length].joined(separator: ", "))]"
      }
    }
    return parts[0]
  }
}
