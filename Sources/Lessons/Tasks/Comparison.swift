import Tensors

/// Compares values as answers are compared.
struct Comparison {
  /// What an entry may differ by, as a part of the largest entry.
  let tolerance: Double
  /// The number as it was typed, if it was: its last place may be rounded.
  var isTyped: String?

  /// Values this small are rounding.
  private static let smallest = 1e-12

  func agree(_ got: Tensor, _ expected: Tensor) -> Bool {
    guard got.shape == expected.shape else { return false }
    let largest = expected.values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    let allowed = max(tolerance * largest, Self.smallest, lastPlace)
    return zip(got.values, expected.values).allSatisfy { one, other in
      one == other || one.isNaN && other.isNaN || (one - other).magnitude <= allowed
    }
  }

  /// Why a value is not the one expected; nil if it is.
  func difference(
    _ name: String, _ got: Tensor, _ expected: Tensor
  ) -> Verdict.Finding.Reason? {
    if got.shape != expected.shape {
      return .shape(of: name, got: got.shape, expected: expected.shape)
    }
    return agree(got, expected) ? nil : .value(of: name, got: got, expected: expected)
  }

  /// Half of the last place of a typed number that has two digits or more.
  private var lastPlace: Double {
    guard let isTyped else { return 0 }
    let tokens = LineReader.tokens(isTyped, isExpected: false, isExact: false)
    guard tokens.count == 1, case .number(let number) = tokens[0].kind,
      isTyped.drop(while: { "-0.".contains($0) }).count(where: \.isNumber) > 1
    else { return 0 }
    return 0.51 * number.lastPlace
  }
}
