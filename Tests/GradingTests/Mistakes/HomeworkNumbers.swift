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
  /// The same from Python's `round`: zeros at the end are left out, so 0.2 may be 0.2000.
  case rounded
  /// Four digits with an exponent.
  case exponents
  /// Two significant digits, which is not enough.
  case tooShort

  /// Whether it is exact enough to be right.
  var isEnough: Bool { self != .tooShort }

  func text(_ value: Double, largest: Double) -> String {
    switch self {
    case .exact: return "\(value)"
    case .float32: return "\(Double(Float(value)))"
    case .significant: return String(format: "%.4g", value)
    case .decimals: return String(format: "%.\(places(largest))f", value)
    case .rounded: return "\(Double(NumberStyle.decimals.text(value, largest: largest))!)"
    case .exponents: return String(format: "%.3e", value)
    case .tooShort: return String(format: "%.2g", value)
    }
  }

  /// How many decimals give a number four digits.
  private func places(_ largest: Double) -> Int {
    largest > 0 ? max(0, 3 - Int(floor(log10(largest)))) : 4
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
