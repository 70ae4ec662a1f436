import Testing

@testable import Language

@Suite("Printing")
struct PrintingTests {
  @Test(
    "an expression prints with no more brackets than it needs",
    arguments: [
      ("((a)) + (b * c)", "a + b * c"), ("(a + b) * c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"),
      ("(a - b) - c", "(a - b) - c"), ("(-x)^2", "(-x)^2"), ("-(x^2)", "-x^2"),
      ("(a^b)^c", "(a^b)^c"),
      ("a^(b^c)", "a^b^c"), ("2^(-x)", "2^-x"), ("(a*b)'", "(a * b)'"),
      ("not (a and b)", "not (a and b)"),
      ("(not a) == b", "(not a) == b"), ("(a < b) < c", "(a < b) < c"), ("-(-a)", "--a"),
      ("a * (-b)", "a * -b"), ("(f)(x)", "f(x)"), ("[1;2]", "[1; 2]"), ("(2)[0]", "2[0]"),
      ("1.50", "1.50"), ("(a -> b) -> c", "(a -> b) -> c"), ("x[(1):(2)]", "x[1:2]"),
    ])
  func minimalBrackets(source: String, printed: String) throws {
    #expect(try Reading.expression(source).description == printed)
  }

  @Test("what is printed reads back as the same expression")
  func roundTrip() throws {
    var trees = RandomTrees(seed: 1)
    for _ in 0..<5_000 {
      let tree = trees.expression(depth: 5)
      let text = tree.description
      let read = try? Reading.expression(text).withoutPlaces
      #expect(read == tree.withoutPlaces, "\(text)")
    }
  }

  @Test("what is printed reads back as the same statements")
  func statementRoundTrip() throws {
    var trees = RandomTrees(seed: 2)
    for _ in 0..<3_000 {
      let statement = trees.statement(depth: 3)
      let text = statement.description
      #expect(Reading.statements(text) == [statement.withoutPlaces], "\(text)")
    }
  }

  @Test(
    "numbers that were never typed print so that they read back",
    arguments: [
      (3.0, "3"), (0.1, "0.1"), (1e300, "1e+300"), (-2.0, "-2"), (-0.0, "0"), (.infinity, "inf"),
      (123_456_789.0, "123456789"), (1e-9, "1e-09"),
    ])
  func unspelled(value: Double, text: String) {
    #expect(Expression(.number(value, spelling: "")).description == text)
    let power = Expression(.power(Expression(.number(value, spelling: "")), Expression(.name("x"))))
    #expect(power.description == (value < 0 ? "(\(text))^x" : "\(text)^x"))
  }
}
