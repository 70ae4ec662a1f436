/// What every element-wise rule says about itself, beside its mathematics.
package protocol Rule: SendableMetatype {
  /// The name in the language.
  static var name: String { get }
  /// Other names it answers to.
  static var aliases: [String] { get }
  /// One sentence for a learner.
  static var summary: String { get }
  static var category: Category { get }
  static var notation: Notation { get }
  /// Where it is sampled by derivative tests, clear of kinks and poles; one per argument.
  static var domains: [ClosedRange<Double>] { get }
  /// A choice the definition had to make, such as the derivative at a kink.
  static var convention: String? { get }
  /// A line a learner can type.
  static var example: String { get }
  /// Where the formula stands in the course texts or the literature.
  static var source: String? { get }
  /// False where the derivative is zero by convention (rounding, comparisons).
  static var isDifferentiable: Bool { get }
  /// Whether it is pieced together, so that `branch` tells the pieces apart.
  static var isPiecewise: Bool { get }
}

extension Rule {
  package static var isPiecewise: Bool { false }
  package static var aliases: [String] { [] }
  package static var notation: Notation { .call }
  package static var convention: String? { nil }
  package static var source: String? { nil }
  package static var isDifferentiable: Bool { true }
}

/// A function of one number.
package protocol UnaryRule: Rule {
  static func value<A: Algebra>(_ x: A) -> A
  /// dy/dx, free to use the output `y`.
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A
  /// On which piece of a piecewise rule x lies; 0 exactly at a kink.
  static func branch(_ x: Double) -> Int
}

extension UnaryRule {
  package static var domains: [ClosedRange<Double>] { [-2.5...2.5] }
  package static var example: String { "\(name)(0.5)" }
  package static func branch(_ x: Double) -> Int { 1 }
}

/// A function of two numbers.
package protocol BinaryRule: Rule {
  static func value<A: Algebra>(_ a: A, _ b: A) -> A
  /// (∂y/∂a, ∂y/∂b), free to use the output `y`.
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A)
  /// On which piece of a piecewise rule (a, b) lies; 0 exactly at a kink.
  static func branch(_ a: Double, _ b: Double) -> Int
  /// The arguments' names and the value the second takes when it is left out.
  static var arguments: (String, String, fallback: Double?) { get }
}

extension BinaryRule {
  package static var domains: [ClosedRange<Double>] { [-2.5...2.5, -2.5...2.5] }
  package static var example: String { "\(name)(0.5, 2)" }
  package static var arguments: (String, String, fallback: Double?) { ("a", "b", nil) }
  package static func branch(_ a: Double, _ b: Double) -> Int { 1 }
}

/// Names the sign of a number as a branch: 1, -1, or 0 exactly at the kink.
package func sideOfZero(_ x: Double) -> Int { side(of: x, against: 0) }

/// Names which of two numbers is larger as a branch: 1, -1, or 0 where they meet.
///
/// Not the side of their difference, which is no number for two infinities.
package func side(of a: Double, against b: Double) -> Int {
  a > b ? 1 : a < b ? -1 : a == b ? 0 : 2
}
