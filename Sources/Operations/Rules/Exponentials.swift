enum Exp: UnaryRule {
  static let name = "exp"
  static let category = Category.elementary
  static let summary = "e raised to x; its derivative is itself."
  static let source: String? = "TUM lecture 7, toy example"
  static func value<A: Algebra>(_ x: A) -> A { .exp(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { y }
}

enum Log: UnaryRule {
  static let name = "log"
  static let category = Category.elementary
  static let summary = "The natural logarithm."
  static let domains = [0.2...3.0]
  static let convention: String? = "log(0) is -inf and the logarithm of a negative number is nan."
  static func value<A: Algebra>(_ x: A) -> A { .log(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 / x }
}

enum Log1p: UnaryRule {
  static let name = "log1p"
  static let category = Category.elementary
  static let summary = "log(1 + x), exact for small x."
  static let domains = [-0.8...3.0]
  static func value<A: Algebra>(_ x: A) -> A { .log1p(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 / (1 + x) }
}

enum Expm1: UnaryRule {
  static let name = "expm1"
  static let category = Category.elementary
  static let summary = "exp(x) - 1, exact for small x."
  static func value<A: Algebra>(_ x: A) -> A { .expm1(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { y + 1 }
}

enum Sqrt: UnaryRule {
  static let name = "sqrt"
  static let category = Category.elementary
  static let summary = "The square root."
  static let domains = [0.2...3.0]
  static let convention: String? = "The derivative at 0 is inf."
  static func value<A: Algebra>(_ x: A) -> A { .sqrt(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 / (2 * y) }
}

enum Erf: UnaryRule {
  static let name = "erf"
  static let category = Category.elementary
  static let summary = "The error function, 2/√π times the area under exp(-t²) from 0 to x."
  static let source: String? = "CS229 (7.27), within GELU"
  static func value<A: Algebra>(_ x: A) -> A { .erf(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A {
    2 / .sqrt(3.141592653589793) * .exp(-(x * x))
  }
}
