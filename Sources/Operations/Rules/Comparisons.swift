/// A comparison or a logical connective: 1 where it holds, 0 elsewhere, gradient zero.
protocol ComparisonRule: BinaryRule {
  static var primitive: BinaryPrimitive { get }
  static var sign: String { get }
  static var binding: Int { get }
}

extension ComparisonRule {
  static var name: String { primitive.rawValue }
  static var category: Category { .comparison }
  static var notation: Notation { .infix(sign, binding: binding) }
  static var binding: Int { 2 }
  static var convention: String? { "1 where it holds, 0 elsewhere; its gradient is zero." }
  static var isDifferentiable: Bool { false }
  static var isPiecewise: Bool { true }
  static func branch(_ a: Double, _ b: Double) -> Int { side(of: a, against: b) }
  static var example: String { "2 \(sign) 3" }
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { .call(primitive, a, b) }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) { (0, 0) }
}

enum Equal: ComparisonRule {
  static let primitive = BinaryPrimitive.equal
  static let sign = "=="
  static let summary = "Whether two numbers are equal."
}

enum NotEqual: ComparisonRule {
  static let primitive = BinaryPrimitive.notEqual
  static let sign = "!="
  static let summary = "Whether two numbers differ."
}

enum Less: ComparisonRule {
  static let primitive = BinaryPrimitive.less
  static let sign = "<"
  static let summary = "Whether the first number is smaller."
}

enum LessOrEqual: ComparisonRule {
  static let primitive = BinaryPrimitive.lessOrEqual
  static let sign = "<="
  static let summary = "Whether the first number is smaller or equal."
}

enum Greater: ComparisonRule {
  static let primitive = BinaryPrimitive.greater
  static let sign = ">"
  static let summary = "Whether the first number is larger."
}

enum GreaterOrEqual: ComparisonRule {
  static let primitive = BinaryPrimitive.greaterOrEqual
  static let sign = ">="
  static let summary = "Whether the first number is larger or equal."
}

enum And: ComparisonRule {
  static let primitive = BinaryPrimitive.and
  static let sign = "and"
  static let binding = 1
  static let summary = "1 where both are not zero."
  static func branch(_ a: Double, _ b: Double) -> Int { truths(a, b) }
}

enum Or: ComparisonRule {
  static let primitive = BinaryPrimitive.or
  static let sign = "or"
  static let binding = 1
  static let summary = "1 where at least one is not zero."
  static func branch(_ a: Double, _ b: Double) -> Int { truths(a, b) }
}

/// A number for each row of a truth table, none of them 0: a connective has no kink of its own.
private func truths(_ a: Double, _ b: Double) -> Int { 1 + (a != 0 ? 2 : 0) + (b != 0 ? 1 : 0) }

enum Not: UnaryRule {
  static let name = "not"
  static let category = Category.comparison
  static let notation = Notation.prefix("not ", binding: 2)
  static let summary = "1 where its input is zero, 0 elsewhere."
  static let convention: String? = "Its gradient is zero."
  static let isDifferentiable = false
  static let example = "not (2 < 3)"
  static func value<A: Algebra>(_ x: A) -> A { .call(.not, x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 0 }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int { x == 0 ? 2 : 1 }
}
