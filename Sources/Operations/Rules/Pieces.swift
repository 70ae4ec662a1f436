enum Abs: UnaryRule {
  static let name = "abs"
  static let category = Category.elementary
  static let summary = "The absolute value."
  static let domains = [0.1...2.5]
  static let convention: String? = "abs'(0) = 0."
  static let example = "abs(-3)"
  static func value<A: Algebra>(_ x: A) -> A { .abs(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { .sign(x) }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int { sideOfZero(x) }
}

enum Sign: UnaryRule {
  static let name = "sign"
  static let category = Category.rounding
  static let summary = "1 for positive numbers, -1 for negative ones, 0 at 0."
  static let convention: String? = "Not differentiable: its gradient is zero."
  static let isDifferentiable = false
  static let example = "sign(-3)"
  static func value<A: Algebra>(_ x: A) -> A { .sign(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 0 }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int { sideOfZero(x) }
}

enum Floor: UnaryRule {
  static let name = "floor"
  static let category = Category.rounding
  static let summary = "The largest whole number not above x."
  static let convention: String? = "Not differentiable: its gradient is zero."
  static let isDifferentiable = false
  static let example = "floor(2.7)"
  static func value<A: Algebra>(_ x: A) -> A { .floor(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 0 }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int {
    let step = x.rounded(.down)
    return x == step ? 0 : stepNumber(step)
  }
}

enum Round: UnaryRule {
  static let name = "round"
  static let category = Category.rounding
  static let summary = "The nearest whole number; a half goes to the even one, as in NumPy."
  static let convention: String? = "Not differentiable: its gradient is zero."
  static let isDifferentiable = false
  static let example = "round(2.5)"
  static func value<A: Algebra>(_ x: A) -> A { .round(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 0 }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int {
    (x - x.rounded(.down)) == 0.5 ? 0 : stepNumber(x.rounded(.toNearestOrEven))
  }
}

/// A number for one step of a staircase, never 0.
private func stepNumber(_ step: Double) -> Int {
  Int(truncatingIfNeeded: (step + 0).bitPattern) | 1
}

enum Maximum: BinaryRule {
  static let name = "maximum"
  static let category = Category.elementary
  static let summary = "The larger of two numbers; a max gate routes the gradient to the winner."
  static let domains = [-2.5 ... -0.1, 0.1...2.5]
  static let convention: String? = "A tie shares the gradient half and half."
  static let example = "maximum(2, 3)"
  static let source: String? = "UCLA C147 lecture 7, gates"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { .maximum(a, b) }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    (
      .written(.greater(a, b), computed: .greater(a, b) + .equal(a, b) / 2),
      .written(.greater(b, a), computed: .greater(b, a) + .equal(a, b) / 2)
    )
  }
  static let isPiecewise = true
  static func branch(_ a: Double, _ b: Double) -> Int { side(of: a, against: b) }
}

enum Minimum: BinaryRule {
  static let name = "minimum"
  static let category = Category.elementary
  static let summary = "The smaller of two numbers; the gradient goes to the winner."
  static let domains = [-2.5 ... -0.1, 0.1...2.5]
  static let convention: String? = "A tie shares the gradient half and half."
  static let example = "minimum(2, 3)"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { .minimum(a, b) }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    (
      .written(.greater(b, a), computed: .greater(b, a) + .equal(a, b) / 2),
      .written(.greater(a, b), computed: .greater(a, b) + .equal(a, b) / 2)
    )
  }
  static let isPiecewise = true
  static func branch(_ a: Double, _ b: Double) -> Int { side(of: a, against: b) }
}
