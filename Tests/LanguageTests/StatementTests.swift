import Diagnostics
import Testing

@testable import Language

@Suite("Statements")
struct StatementTests {
  @Test(
    "each form of statement is read as what it is",
    arguments: [
      ("x := -4.499", "set"), ("f = 2 / sin(x)", "fact"), ("g(t) = log(1 + exp(t))", "function"),
      ("g(a, b) = a * b", "function"), ("f", "expression"), ("W[0, 1] := 3", "set"),
      ("W[:, 0], b := zeros(3), 1", "set"), ("trace f", "command"), ("trace(A)", "expression"),
      ("trace = 3", "fact"), ("trace := 3", "set"), ("step, b := 1, 2", "set"),
      ("step[0] := 3", "set"), ("step'", "expression"), ("plot [1, 2]", "command"),
      ("undo", "command"), ("?exp", "command"), ("? ^", "command"),
      ("repeat 3 { x := x / 2 }", "repetition"),
      ("repeat (n + 1) { x }", "repetition"), ("repeat(x, 3)", "expression"),
      ("repeat = 3", "fact"), ("repeat n { }", "repetition"), ("x == 3", "expression"),
      ("time x := 3", "command"), ("time time repeat 2 { x }", "command"),
    ])
  func forms(source: String, form: String) {
    let statements = Reading.statements(source)
    #expect(statements?.count == 1)
    #expect(statements?.first.map(StatementTests.form) == form)
  }

  private static func form(_ statement: Statement) -> String {
    switch statement.kind {
    case .fact: "fact"
    case .set: "set"
    case .function: "function"
    case .expression: "expression"
    case .command: "command"
    case .repetition: "repetition"
    }
  }

  @Test("both sides of := are kept in order")
  func simultaneousSet() throws {
    let statement = try #require(Reading.statements("W, b[0] := W - 1, b + 2")?.first)
    guard case .set(let targets, let values) = statement.kind else {
      Issue.record("not a set")
      return
    }
    #expect(targets.map(\.description) == ["W", "b[0]"])
    #expect(values.map(\.description) == ["W - 1", "b + 2"])
  }

  @Test("a semicolon separates, at the end of a line it makes quiet, a line break only separates")
  func separators() {
    let result = Reading.parse("a; b\nc;\n\n ;; d # e; f\r\ng")
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements.map(\.description) == ["a", "b", "c;", "d", "g"])
    #expect(result.statements.map(\.isQuiet) == [false, false, true, false, false])
  }

  @Test(
    "a statement goes on while a bracket is open or after a backslash",
    arguments: [
      "x := [1,\n2,\n3]", "f(a,\n  # why\n  b)", "x := 1 + \\\n 2", "x := 1 + \\  # more\r\n 2",
      "repeat 3 {\n x := x / 2\n\n y := [1,\n 2]; }", "x := 1 \\",
    ])
  func continuation(source: String) {
    #expect(Reading.statements(source)?.count == 1)
  }

  @Test("the body of a repetition holds statements with their own semicolons")
  func body() throws {
    let statement = try #require(
      Reading.statements("repeat 2 * n { W := W - 1; trace f\n y }")?.first)
    guard case .repetition(let count, let body) = statement.kind else {
      Issue.record("not a repetition")
      return
    }
    #expect(count.description == "2 * n")
    #expect(body.map(\.description) == ["W := W - 1", "trace f", "y"])
  }

  @Test("places of statements leave out blanks, comments and the semicolon")
  func places() {
    let source = "  a + b ; # note\n\tf = (c) # end"
    let result = Reading.parse(source)
    let texts = result.statements.map { result.text(of: $0, in: source) }
    #expect(texts == ["a + b", "f = (c)"])
  }

  @Test("nothing, blanks and comments are no statements", arguments: ["", " \t", "# x", "\n;\r\n"])
  func empty(source: String) {
    #expect(Reading.statements(source) == [])
  }

  @Test("after a wrong statement the next ones are still read")
  func recovery() {
    let result = Reading.parse("a := \nb := 2\nc = (1 + \nd := 4\n2x; e := 5\nf ]\ng")
    #expect(result.statements.map(\.description) == ["b := 2", "d := 4", "e := 5", "g"])
    #expect(result.diagnostics.count == 4)
  }

  @Test("a wrong entry of a list over several lines is one error")
  func recoveryInsideBrackets() {
    let result = Reading.parse("X := [1, 2,\n 3 4,\n 5, 6]\ny := 1")
    #expect(result.statements.map(\.description) == ["y := 1"])
    #expect(result.diagnostics.count == 1)
  }

  @Test("a wrong repetition is left out whole")
  func recoveryInsideBraces() {
    let result = Reading.parse("repeat 3 {\n x := \n y := (2\n}\nz := 1")
    #expect(result.statements.map(\.description) == ["z := 1"])
    #expect(result.diagnostics.count == 1)
  }

  @Test("a text full of errors ends with a note instead of a flood")
  func manyErrors() {
    let result = Reading.parse(String(repeating: "f = (1\n", count: 2_000))
    #expect(result.diagnostics.count == Parser.maximumDiagnostics + 1)
    #expect(result.diagnostics.last?.severity == .note)
  }
}

extension ParseResult {
  func text(of statement: Statement, in source: String) -> String {
    let bytes = Array(source.utf8)[statement.range.lowerBound..<statement.range.upperBound]
    return String(decoding: bytes, as: UTF8.self)
  }
}
