import Operations

/// A product of powers with a coefficient: n/d · base₁^e₁ · base₂^e₂ ···
///
/// The normal form in which the symbolic engine collects, cancels and writes products.
struct Product {
  var numerator = 1.0
  var denominator = 1.0
  private(set) var factors: [Factor] = []

  /// A base and its exponent; unequal bases are mostly told apart by their hashes.
  struct Factor {
    let base: Formula
    var exponent: Double
    private let hash: Int

    init(_ base: Formula, _ exponent: Double) {
      self.base = base
      self.exponent = exponent
      hash = base.hashValue
    }

    func hasBase(of other: Factor) -> Bool { hash == other.hash && base == other.base }
  }

  init(_ formula: Formula) { multiply(formula, to: 1) }

  /// Multiplies by `formula` raised to `exponent`.
  private mutating func multiply(_ formula: Formula, to exponent: Double) {
    let isWhole = exponent == exponent.rounded()
    switch formula {
    case .number(let value) where isWhole && exponent.magnitude <= 8:
      for _ in 0..<Int(exponent.magnitude) {
        if exponent > 0 { numerator *= value } else { denominator *= value }
      }
      reduce()
    case .apply("multiply", let inputs) where isWhole:
      multiply(inputs[0], to: exponent)
      multiply(inputs[1], to: exponent)
    case .apply("divide", let inputs) where isWhole:
      multiply(inputs[0], to: exponent)
      multiply(inputs[1], to: -exponent)
    case .apply("negate", let inputs) where isWhole:
      multiply(-1, to: exponent)
      multiply(inputs[0], to: exponent)
    case .apply("power", let inputs):
      // (x^a)^b is x^(ab) for whole b; (x²)^½ is |x|.
      if case .number(let power) = inputs[1], isWhole {
        multiply(inputs[0], to: exponent * power)
      } else {
        add(formula, exponent)
      }
    default: add(formula, exponent)
    }
  }

  private mutating func add(_ base: Formula, _ exponent: Double) {
    let factor = Factor(base, exponent)
    guard let place = factors.firstIndex(where: { $0.hasBase(of: factor) }) else {
      factors.append(factor)
      return
    }
    factors[place].exponent += exponent
    if factors[place].exponent == 0 { factors.remove(at: place) }
  }

  /// Whole coefficients in lowest terms, the sign above the line.
  mutating func reduce() {
    if denominator < 0 { (numerator, denominator) = (-numerator, -denominator) }
    guard numerator == numerator.rounded(), denominator == denominator.rounded(),
      numerator.magnitude < 1e9, denominator < 1e9, denominator > 0
    else { return }
    var (a, b) = (Int(numerator.magnitude), Int(denominator))
    while b != 0 { (a, b) = (b, a % b) }
    if a > 1 {
      numerator /= Double(a)
      denominator /= Double(a)
    }
  }

  /// Whether another product differs in its coefficient only.
  func isLike(_ other: Product) -> Bool {
    factors.count == other.factors.count
      && factors.allSatisfy { factor in
        other.factors.contains { $0.hasBase(of: factor) && $0.exponent == factor.exponent }
      }
  }

  mutating func add(coefficientOf other: Product) {
    numerator = numerator * other.denominator + other.numerator * denominator
    denominator *= other.denominator
    reduce()
  }

  var isZero: Bool { numerator == 0 && denominator != 0 }

  /// The product written out: coefficient first, negative powers below the line.
  var formula: Formula {
    if isZero { return 0 }
    var above = factors.filter { $0.exponent > 0 }.map { Product.power($0, negated: false) }
    var below = factors.filter { $0.exponent < 0 }.map { Product.power($0, negated: true) }
    if numerator == -1, let first = above.first {
      above[0] = .apply("negate", [first])
    } else if numerator != 1 || above.isEmpty {
      above.insert(.number(numerator), at: 0)
    }
    if denominator != 1 { below.insert(.number(denominator), at: 0) }
    let top = above.dropFirst().reduce(above[0]) { $0 * $1 }
    guard let first = below.first else { return top }
    return top / below.dropFirst().reduce(first) { $0 * $1 }
  }

  private static func power(_ factor: Factor, negated: Bool) -> Formula {
    let exponent = negated ? -factor.exponent : factor.exponent
    return exponent == 1 ? factor.base : .apply("power", [factor.base, .number(exponent)])
  }
}
