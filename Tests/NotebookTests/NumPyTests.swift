import Notebook
import Tensors
import Testing

/// An expression in the language and what NumPy says of it.
struct NumPyExpectation: Decodable, Sendable, CustomTestStringConvertible {
  struct Value: Decodable, Sendable {
    let shape: [Int]
    let values: [Entry]
  }

  /// A number, or the name of one that JSON cannot write.
  struct Entry: Decodable, Sendable {
    let number: Double

    init(from decoder: any Decoder) throws {
      let content = try decoder.singleValueContainer()
      switch try? content.decode(String.self) {
      case "NaN": number = .nan
      case "Infinity": number = .infinity
      case "-Infinity": number = -.infinity
      default: number = try content.decode(Double.self)
      }
    }
  }

  let expr: String
  let value: Value

  var testDescription: String { expr }

  static let all = (try? Fixture.load("numpy_functions", as: [NumPyExpectation].self)) ?? []
}

@Suite("Functions beside NumPy")
struct NumPyTests {
  @Test("the expectations are there")
  func completeness() { #expect(NumPyExpectation.all.count > 190) }

  @Test(
    "give what NumPy gives, at the ends of the number line too",
    arguments: NumPyExpectation.all)
  func functions(_ expectation: NumPyExpectation) throws {
    var notebook = Notebook()
    let found = try notebook.value(expectation.expr)
    try #require(found.shape.dimensions == expectation.value.shape)
    for (x, entry) in zip(found.values, expectation.value.values) {
      let y = entry.number
      let isSame =
        x == y || x.isNaN && y.isNaN || abs(x - y) <= 1e-15 + 4e-15 * abs(y)
      #expect(isSame, "\(x), not \(y)")
    }
  }
}

@Suite("Gradients where a formula has a hole")
struct GradientsAtHolesTests {
  /// Statements, a gradient, and its value: finite where the function is smooth or has a convention.
  static let cases: [(String, String, [Double])] = [
    ("p := [0, 1]; J = bce(p, [0, 1], reduction=\"sum\")", "grad(J, p)", [1, -1]),
    ("p := [0, 1]; q := [0, 1]; J = kl(p, q)", "grad(J, q)", [0, -1]),
    ("p := [0, 1]; q := [0.5, 0.5]; J = kl(p, q)", "grad(J, q)", [0, -2]),
    ("x := [2, 2]; J = std(x)", "grad(J, x)", [0, 0]),
    ("x := [0, 0]; J = norm(x)", "grad(J, x)", [0, 0]),
    ("x := [0, 3, 2]; J = prod(x)", "grad(J, x)", [6, 0, 0]),
    ("x := [0, 0, 2]; J = prod(x)", "grad(J, x)", [0, 0, 0]),
    ("x := [3, 3, 1]; J = max(x)", "grad(J, x)", [0.5, 0.5, 0]),
    ("x := [0, 2]; J = sum(x^0 + x^1 + x^2)", "grad(J, x)", [1, 5]),
    ("x := [0]; n := [0]; J = sum(x^n)", "grad(J, x)", [0]),
    ("x := [1000, -1000]; J = sum(log(1 + 0 * x) + softplus(x))", "grad(J, x)", [1, 0]),
    ("t := [800, -800]; J = logistic_loss(t, [0, 1], reduction=\"sum\")", "grad(J, t)", [1, -1]),
    ("x := [0, 1]; J = mae(x, [0, 0], reduction=\"sum\")", "grad(J, x)", [0, 1]),
    ("x := [1, 1]; J = sum(maximum(x, [1, 0]))", "grad(J, x)", [0.5, 1]),
    ("x := [2, 1]; J = sum(where(x > 1, x^2, 1 / x))", "grad(J, x)", [4, -1]),
    ("x := [0, 1]; J = wasserstein(x, [0, 1])", "grad(J, x)", [0, 0]),
    ("x := [1, -inf]; J = logsumexp(x)", "grad(J, x)", [1, 0]),
  ]

  @Test("is what the convention says", arguments: cases)
  func gradients(program: String, gradient: String, expected: [Double]) throws {
    var notebook = Notebook()
    try notebook.run(program + ";")
    let found = try notebook.value(gradient)
    #expect(found.values == expected)
  }
}
