enum Sin: UnaryRule {
  static let name = "sin"
  static let category = Category.elementary
  static let summary = "The sine of an angle in radians."
  static let source: String? = "TUM lecture 7, toy example"
  static func value<A: Algebra>(_ x: A) -> A { .sin(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { .cos(x) }
}

enum Cos: UnaryRule {
  static let name = "cos"
  static let category = Category.elementary
  static let summary = "The cosine of an angle in radians."
  static func value<A: Algebra>(_ x: A) -> A { .cos(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { -.sin(x) }
}

enum Tan: UnaryRule {
  static let name = "tan"
  static let category = Category.elementary
  static let summary = "The tangent of an angle in radians."
  static let domains = [-1.2...1.2]
  static func value<A: Algebra>(_ x: A) -> A { .tan(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 + y * y }
}

enum SinDegrees: UnaryRule {
  static let name = "sind"
  static let category = Category.elementary
  static let summary = "The sine of an angle in degrees."
  static let domains = [-170.0...170.0]
  static let convention: String? = "Exact at multiples of 90 degrees."
  static let example = "sind(90)"
  static let source: String? = "TUM lecture 7, toy example: its rounded numbers are in degrees"
  static func value<A: Algebra>(_ x: A) -> A { .sind(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 3.141592653589793 / 180 * .cosd(x) }
}

enum CosDegrees: UnaryRule {
  static let name = "cosd"
  static let category = Category.elementary
  static let summary = "The cosine of an angle in degrees."
  static let domains = [-170.0...170.0]
  static let convention: String? = "Exact at multiples of 90 degrees."
  static let example = "cosd(60)"
  static func value<A: Algebra>(_ x: A) -> A { .cosd(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A {
    -(3.141592653589793 / 180 * .sind(x))
  }
}

enum Tanh: UnaryRule {
  static let name = "tanh"
  static let category = Category.activation
  static let summary = "The hyperbolic tangent: squashes any number into (-1, 1)."
  static let source: String? = "CS229 (7.25); TUM lecture 7, activation functions"
  static func value<A: Algebra>(_ x: A) -> A { .tanh(x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 - y * y }
}
