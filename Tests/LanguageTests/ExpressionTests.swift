import Diagnostics
import Testing

@testable import Language

@Suite("Expressions are read by precedence")
struct ExpressionTests {
  @Test(
    "operators group as on the blackboard",
    arguments: [
      ("1 + 2 * 3", "(1 + (2 * 3))"),
      ("1 - 2 - 3 + 4", "(1 - 2 - 3 + 4)"),
      ("(1 - 2) - 3", "((1 - 2) - 3)"),
      ("a / b * c @ d", "(a / b * c @ d)"),
      ("-x^2", "(- (x ^ 2))"),
      ("2^-x", "(2 ^ (- x))"),
      ("2^-x^2", "(2 ^ (- (x ^ 2)))"),
      ("2^3^2", "(2 ^ (3 ^ 2))"),
      ("-a * b", "((- a) * b)"),
      ("a * -b", "(a * (- b))"),
      ("a - -b", "(a - (- b))"),
      ("--a", "(- (- a))"),
      ("+a", "a"),
      ("2 * +a", "(2 * a)"),
      ("a + b < c * d", "((a + b) < (c * d))"),
      ("not a == b and c or d", "(((not (a == b)) and c) or d)"),
      ("a or b and c or d", "(a or (b and c) or d)"),
      ("not not a", "(not (not a))"),
      ("affine(2, 3) -> relu -> affine(3, 1)", "(affine(2, 3) -> relu -> affine(3, 1))"),
      ("a -> b or c", "(a -> (b or c))"),
      ("x'", "(x ')"),
      ("x'^2", "((x ') ^ 2)"),
      ("-x'", "(- (x '))"),
      ("A' @ B'", "((A ') @ (B '))"),
      ("f(x)(y)'", "(f(x)(y) ')"),
      ("net.upto(2)(X)", "(net . upto)(2)(X)"),
      ("net.W1[0, 1:3]'", "(((net . W1) at 0 1..<3) ')"),
      ("X[:, -1]", "(X at start..<end (- 1))"),
      ("X[1:, :n - 1]", "(X at 1..<end start..<(n - 1))"),
      ("f(x, axis=0)", "f(x, axis: 0)"),
      ("f(axis = a == b)", "f(axis: (a == b))"),
      ("f()", "f()"),
      ("f(a, b,)", "f(a, b)"),
      ("[]", "[]"),
      ("[1, 2, 3]", "[1 2 3]"),
      ("[1, 2,]", "[1 2]"),
      ("[[1, 2], [3, 4]]", "[[1 2] [3 4]]"),
      ("[1, 2; 3, 4]", "[1 2 ; 3 4]"),
      ("[1; 2; 3]", "[1 ; 2 ; 3]"),
      ("\"a b\"", "\"a b\""),
      ("1 == 2", "(1 == 2)"),
    ])
  func grouping(source: String, outline: String) throws {
    #expect(try Reading.expression(source).outline == outline)
  }

  @Test(
    "numbers keep value and spelling",
    arguments: [
      ("1", 1), ("1.5", 1.5), (".5", 0.5), ("2.", 2), ("1e-3", 1e-3), ("1E3", 1e3), ("1.e2", 100),
      ("2.5e+1", 25), ("0.1", 0.1), ("1e-400", 0), ("007", 7),
    ])
  func numbers(spelling: String, value: Double) throws {
    #expect(try Reading.expression(spelling).kind == .number(value, spelling: spelling))
  }

  @Test(
    "blackboard signs stand for their ASCII counterparts",
    arguments: [
      ("a − b", "a - b"), ("a·b", "a * b"), ("a × b", "a * b"), ("a ⊙ b", "a * b"),
      ("a → b", "a -> b"), ("Wᵀ", "W'"), ("xᵀy", nil), ("a ≤ b", "a <= b"), ("a ≠ b", "a != b"),
      ("a ≥ b", "a >= b"), ("θ₀ + x̂", "θ₀ + x̂"), ("σ(𝒙)", "σ(𝒙)"), ("ŷ_1", "ŷ_1"),
      ("переменная", "переменная"), ("a\u{A0}+\u{2009}b", "a + b"), ("\u{FEFF}a", "a"),
      ("a\u{200B} + b", "a + b"),
    ] as [(String, String?)])
  func signs(source: String, ascii: String?) {
    #expect((try? Reading.expression(source))?.description == ascii)
  }

  @Test(
    "text may hold quotes, backslashes and line breaks",
    arguments: [
      (#""a""#, "a"), (#""""#, ""), (#""a\"b""#, "a\"b"), (#""a\\b""#, "a\\b"),
      (#""a\nb\tc""#, "a\nb\tc"), ("\"θ # ; { \"", "θ # ; { "), ("\"\u{0}\"", "\u{0}"),
    ])
  func strings(source: String, value: String) throws {
    #expect(try Reading.expression(source).kind == .string(value))
  }

  @Test(
    "places cover what was written, brackets included",
    arguments: [
      ("a + (b * c)", "(b * c)", 4), ("(a + b) @ c", "(a + b)", 0), ("x * f(y, z)'", "f(y, z)'", 4),
      ("1 - -(2)", "-(2)", 4),
    ])
  func places(source: String, part: String, offset: Int) throws {
    let expression = try Reading.expression(source)
    guard case .chain(let first, let links) = expression.kind else {
      Issue.record("\(source) is no chain")
      return
    }
    let ranges = [first.range, links[0].operand.range]
    #expect(expression.range == SourceRange(0, source.utf8.count))
    #expect(ranges.contains(SourceRange(offset, offset + part.utf8.count)))
  }

  @Test("an expression read alone refuses what follows it")
  func loneExpression() {
    #expect(throws: Diagnostic.self) { try Reading.expression("1; 2") }
    #expect(throws: Diagnostic.self) { try Reading.expression("") }
    #expect(throws: Diagnostic.self) { try Reading.expression("x = 1") }
  }
}
