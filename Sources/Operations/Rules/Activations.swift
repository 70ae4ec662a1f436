enum Sigmoid: UnaryRule {
  static let name = "sigmoid"
  static let category = Category.activation
  static let summary = "Squashes any real number into (0, 1)."
  static let source: String? = "CS229 (7.24); TUM lecture 7, activation functions"
  static func value<A: Algebra>(_ x: A) -> A { 1 / (1 + .exp(-x)) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { y * (1 - y) }
}

enum ReLU: UnaryRule {
  static let name = "relu"
  static let category = Category.activation
  static let summary = "Keeps positive inputs and zeroes the rest."
  static let domains = [0.1...2.5]
  static let convention: String? = "relu'(0) = 0, the choice of PyTorch."
  static let source: String? = "CS229 (7.20); UCLA C147 lecture 7, backpropagation for a layer"
  static func value<A: Algebra>(_ x: A) -> A { .maximum(0, x) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { .greater(x, 0) }
  static let isPiecewise = true
  static func branch(_ x: Double) -> Int { sideOfZero(x) }
}

enum LeakyReLU: BinaryRule {
  static let name = "leaky_relu"
  static let category = Category.activation
  static let summary = "Keeps positive inputs and scales the rest by a small slope."
  static let arguments: (String, String, fallback: Double?) = ("x", "slope", fallback: 0.1)
  static let domains = [0.1...2.5, 0.05...0.5]
  static let convention: String? = "The derivative at 0 is the slope."
  static let example = "leaky_relu(-2)"
  static let source: String? = "CS229 (7.26); TUM lecture 7, activation functions"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A { .whenPositive(a, a, b * a) }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    (.whenPositive(a, 1, b), .whenPositive(a, 0, a))
  }
  static let isPiecewise = true
  static func branch(_ a: Double, _ b: Double) -> Int { sideOfZero(a) }
}

enum ELU: BinaryRule {
  static let name = "elu"
  static let category = Category.activation
  static let summary = "Linear for positive inputs, bending smoothly to -alpha below."
  static let arguments: (String, String, fallback: Double?) = ("x", "alpha", fallback: 1)
  static let domains = [0.1...2.5, 0.5...2.0]
  static let convention: String? = "The derivative at 0 is alpha."
  static let example = "elu(-1)"
  static let source: String? = "TUM lecture 7, activation functions"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A {
    .whenPositive(a, a, b * .written(.exp(a) - 1, computed: .expm1(a)))
  }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    (
      .whenPositive(a, 1, b * .exp(a)),
      .whenPositive(a, 0, .written(.exp(a) - 1, computed: .expm1(a)))
    )
  }
  static let isPiecewise = true
  static func branch(_ a: Double, _ b: Double) -> Int { sideOfZero(a) }
}

enum Softplus: BinaryRule {
  static let name = "softplus"
  static let category = Category.activation
  static let summary = "A smooth ReLU; its derivative is the sigmoid."
  static let arguments: (String, String, fallback: Double?) = ("x", "beta", fallback: 1)
  static let domains = [-2.5...2.5, 0.5...2.0]
  static let example = "softplus(0)"
  static let source: String? = "CS229 (7.28); UCLA C147 lecture 7, softplus"
  static func value<A: Algebra>(_ a: A, _ b: A) -> A {
    let t = b * a
    return A.written(
      .log(1 + .exp(t)) / b,
      computed: (.maximum(t, 0) + .log1p(.exp(-.abs(t)))) / b)
  }
  static func derivatives<A: Algebra>(_ a: A, _ b: A, _ y: A) -> (A, A) {
    let s: A = 1 / (1 + .exp(-(b * a)))
    return (s, (a * s - y) / b)
  }
}

enum Swish: UnaryRule {
  static let name = "swish"
  static let aliases = ["silu"]
  static let category = Category.activation
  static let summary = "x times its own sigmoid."
  static let source: String? = "TUM lecture 7, activation functions"
  static func value<A: Algebra>(_ x: A) -> A { x / (1 + .exp(-x)) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A {
    let s: A = 1 / (1 + .exp(-x))
    return s * (1 + x * (1 - s))
  }
}

enum GELU: UnaryRule {
  static let name = "gelu"
  static let category = Category.activation
  static let summary = "x times the standard normal probability below x (the exact form)."
  static let source: String? = "CS229 (7.27)"
  static func value<A: Algebra>(_ x: A) -> A { x / 2 * (1 + .erf(x / .sqrt(2))) }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A {
    (1 + .erf(x / .sqrt(2))) / 2 + x * .exp(-(x * x) / 2) / .sqrt(2 * 3.141592653589793)
  }
}

enum LogCosh: UnaryRule {
  static let name = "logcosh"
  static let category = Category.activation
  static let summary = "log(cosh(x)): quadratic near 0, |x| - log 2 far away."
  static let source: String? = "TUM lecture 7, choosing the loss"
  static func value<A: Algebra>(_ x: A) -> A {
    .written(
      .log((.exp(x) + .exp(-x)) / 2),
      computed: .abs(x) + .log1p(.exp(-2 * .abs(x))) - .log(2))
  }
  static func derivative<A: Algebra>(_ x: A, _ y: A) -> A { .tanh(x) }
}
