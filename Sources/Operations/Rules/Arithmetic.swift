enum Add: BinaryRule {
  static let name = "add"
  static let category = Category.arithmetic
  static let summary = "The sum; an add gate hands its upstream gradient to both inputs."
  static let notation = Notation.infix("+", binding: 3)
  static let example = "2 + 3"
  static let source: String? = "UCLA C147 lecture 7, gates"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { a + b }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) { (1, 1) }
}

enum Subtract: BinaryRule {
  static let name = "subtract"
  static let category = Category.arithmetic
  static let summary = "The difference."
  static let notation = Notation.infix("-", binding: 3)
  static let example = "2 - 3"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { a - b }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) { (1, -(1 as A)) }
}

enum Multiply: BinaryRule {
  static let name = "multiply"
  static let category = Category.arithmetic
  static let summary = "The element-wise product; a multiply gate switches its inputs."
  static let notation = Notation.infix("·", binding: 4)
  static let example = "2 * 3"
  static let source: String? = "UCLA C147 lecture 7, gates"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { a * b }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) { (b, a) }
}

enum Divide: BinaryRule {
  static let name = "divide"
  static let category = Category.arithmetic
  static let summary = "The element-wise quotient."
  static let notation = Notation.infix("/", binding: 4)
  static let domains = [-2.5...2.5, 0.5...3.0]
  static let example = "2 / 3"
  static let source: String? = "TUM lecture 7, toy example"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { a / b }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) { (1 / b, -a / (b * b)) }
}

enum Negate: UnaryRule {
  static let name = "negate"
  static let category = Category.arithmetic
  static let summary = "The sign flipped."
  static let notation = Notation.prefix("-", binding: 5)
  static let example = "-(3)"
  static func value<A: Algebra>(_ x: A) -> A { -x }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { -(1 as A) }
}

enum Power: BinaryRule {
  static let name = "power"
  static let category = Category.arithmetic
  static let summary = "The first raised to the second."
  static let notation = Notation.power
  static let domains = [0.5...2.5, -2.0...2.5]
  static let convention: String? =
    "0^0 is 1 and does not change with its base; the derivative by the exponent at base 0 is 0."
  static let example = "2^10"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { .power(a, b) }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    (
      .written(
        b * .power(a, b - 1), computed: .select(.equal(b, 0), 0, b * .power(a, b - 1))),
      .written(y * .log(a), computed: .select(.equal(a, 0), 0, y * .log(a)))
    )
  }
}

enum Identity: UnaryRule {
  static let name = "identity"
  static let category = Category.activation
  static let summary = "Its input, unchanged: the activation of a linear layer."
  static let source: String? = "TUM lecture 7, loss function"
  static func value<A: Algebra>(_ x: A) -> A { x }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { 1 }
}
