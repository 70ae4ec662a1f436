import Diagnostics
import Testing

@testable import Language

@Suite("What the parser says")
struct LanguageDiagnosticsTests {
  /// Source with the place between « and », and what is said about it: the code and the sentence,
  /// then notes and help line by line.
  struct Case: CustomTestStringConvertible {
    let marked: String
    let said: String

    init(_ marked: String, _ said: String) {
      self.marked = marked
      self.said = said
    }

    var testDescription: String { marked }
    var source: String { marked.filter { $0 != "«" && $0 != "»" } }

    var range: SourceRange? {
      guard let start = marked.utf8.firstRange(of: "«".utf8),
        let end = marked.utf8.firstRange(of: "»".utf8)
      else { return nil }
      let width = "«".utf8.count
      return SourceRange(
        marked.utf8.distance(from: marked.utf8.startIndex, to: start.lowerBound),
        marked.utf8.distance(from: marked.utf8.startIndex, to: end.lowerBound) - width)
    }
  }

  @Test("each mistake is named at its place", arguments: syntax + commands + lexical)
  func messages(example: Case) throws {
    let diagnostics = Reading.parse(example.source).diagnostics
    let diagnostic = try #require(diagnostics.first)
    let help = diagnostic.help.map { ["help: \($0)"] } ?? []
    let said = ["\(diagnostic.code): \(diagnostic.message)"] + diagnostic.notes + help
    #expect(said.joined(separator: "\n") == example.said)
    #expect(diagnostic.range == example.range)
    #expect(diagnostics.count == 1)
    #expect(LanguageDiagnostics.explanations.map(\.code).contains(diagnostic.code))
  }

  static let syntax: [Case] = [
    Case(
      "y = «a < b < c»",
      "syntax: comparisons cannot be chained\nhelp: did you mean a < b and b < c?"),
    Case(
      "y = «a < b <» (",
      "syntax: comparisons cannot be chained\nhelp: join two comparisons with and"),
    Case("f = x + 1«)»", "syntax: there is no open bracket for this ) to close"),
    Case("«}»", "syntax: there is no open bracket for this } to close"),
    Case(
      "(a«,» b)",
      "syntax: a comma cannot stand between round brackets\nhelp: a list is written [a, b]"),
    Case(
      "W «-=» a + b",
      "syntax: there is no operator -=\nhelp: did you mean W := W - (a + b)?"),
    Case("x «**=» 2", "syntax: there is no operator **=\nhelp: did you mean x := x ^ 2?"),
    Case(
      "X[0«..»3]",
      "syntax: a range of entries is written with a colon\nhelp: X[0:3] is entries 0, 1 and 2"),
    Case(
      "X«[]»",
      "syntax: the index is empty\nhelp: X[0] is the first entry, X[:] is every entry"),
    Case("y = 2 * «()»", "syntax: a value is missing between the brackets"),
    Case(
      "f = (a «=» b)",
      "syntax: = states a fact and cannot stand inside an expression\nhelp: did you mean ==?"),
    Case(
      "f = a «=» b",
      "syntax: = states a fact and cannot stand inside an expression\nhelp: did you mean ==?"),
    Case(
      "W[0] «=» 3",
      "syntax: a fact cannot be stated about a single entry\nhelp: did you mean :=?"),
    Case(
      "«x + 1» = 2",
      "syntax: only a name or a function such as f(x) can stand left of =\nhelp: did you mean ==?"),
    Case(
      "«(x)» = 2",
      "syntax: only a name or a function such as f(x) can stand left of =\nhelp: did you mean ==?"),
    Case("f(x) «:=» 2", "syntax: a function is stated, not set\nhelp: did you mean =?"),
    Case(
      "y = a + «not» b",
      "syntax: not binds more loosely than the operator before it\n"
        + "help: put it between brackets: (not x)"),
    Case(
      "repeat 10 «x» := x / 2",
      "syntax: repeat needs its statements between braces\nhelp: write repeat 10 { x := x / 2 }"),
    Case(
      "«repeat» { x }",
      "syntax: repeat needs to know how often\nhelp: write repeat 10 { x := x / 2 }"),
    Case(
      "net«.» W1",
      "syntax: a name is missing after the point\nhelp: net.W1 is a parameter of net"),
    Case("y = «2x»", "syntax: an operator is missing after 2\nhelp: did you mean 2 * x?"),
    Case(
      "y = 3 + «2(»x + 1)", "syntax: an operator is missing after 2\nhelp: did you mean 2 * (...)?"),
    Case(
      "y = «exp x»",
      "syntax: an operator is missing between exp and x\nhelp: did you mean exp * x or exp(x)?"),
    Case(
      "«3 4»", "syntax: an operator is missing between 3 and 4\nhelp: a list is written [3, 4]"),
    Case(
      "(x«) y»",
      "syntax: an operator is missing between ) and y\nhelp: a new statement starts after ;"),
    Case(
      "X := [1 «2» 3]",
      "syntax: a comma or ] is missing before 2\n[ was opened at column 6\n"
        + "help: entries are separated by commas: [1, 2, 3]"),
    Case("f(a «b»)", "syntax: a comma or ) is missing before b\n( was opened at column 2"),
    Case("(a «b»)", "syntax: an operator or ) is missing before b\n( was opened at column 1"),
    Case(
      "f(1,\n 2 «b»)",
      "syntax: a comma or ) is missing before b\n( was opened at line 1, column 2"),
    Case("y = 1 +«»", "syntax: a value is missing after +"),
    Case("y =«» ; z", "syntax: a value is missing after ="),
    Case("y = 1 + «*» 2", "syntax: a value is missing before *"),
    Case("f(1 + «)»", "syntax: a value is missing before )"),
    Case(
      "y = sin«(»x + 1\nz := 2",
      "syntax: the bracket ( is never closed\nhelp: add ) where it should end"),
    Case(
      "repeat 3 «{» x",
      "syntax: the bracket { is never closed\nhelp: add } where it should end"),
    Case(
      "«f»() = 3",
      "syntax: a function needs at least one parameter\n"
        + "help: a value without parameters is stated as f = ..."),
    Case(
      "f(«2») = 3",
      "syntax: a parameter of a function must be a name\n"
        + "help: a function is stated as f(x) = ..., a comparison is written =="),
    Case("f(x, «x») = x", "syntax: the parameter x appears twice"),
    Case("«and» = 3", "syntax: and is an operator and cannot be a name"),
    Case(
      "a, b «=» 1, 2",
      "syntax: = states one fact at a time\nhelp: a, b := 1, 2 sets two values at once"),
    Case("a = 1«,» 2", "syntax: a fact has one value\nhelp: a list is written [a, b]"),
    Case(
      "X[0:10«:»2]",
      "syntax: a range of entries a:b has no step\nhelp: X[0:3] is entries 0, 1 and 2"),
    Case("W «'»", "syntax: a blank stands before the transpose\nhelp: did you mean W'?"),
    Case(
      "f = g «:=» 3",
      "syntax: := can stand only once in a statement, after the names it sets"),
    Case(
      "«{»1, 2}",
      "syntax: braces hold the statements of repeat and nothing else\n"
        + "help: a list is written [a, b]"),
    Case(
      "x «:» 3",
      "syntax: a colon stands only between the bounds of an index\nhelp: a value is set with :="),
    Case(
      "a«,» b",
      "syntax: a comma cannot join statements\n"
        + "help: statements are separated by ;, a list is written [a, b]"),
    Case(
      "f = 0«..»1",
      "syntax: a range a..b stands only in an option such as x=-5..5\n"
        + "help: linspace(a, b, n) is a list of numbers"),
    Case(
      "x«?»",
      "syntax: a question mark stands only at the start of a statement\n"
        + "help: write ?exp for help on exp"),
    Case("«2» := x", "syntax: only a name or an entry such as W[0, 1] can be set"),
    Case(
      "a, b «:=» 1",
      "syntax: the sides of := differ in number\n2 names on the left, 1 value on the right"),
    Case(
      "f(a«]»",
      "syntax: ] cannot close the bracket (\n( was opened at column 2\nhelp: did you mean )?"),
    Case(
      "x := [\n 1, 2\n«)»",
      "syntax: ) cannot close the bracket [\n[ was opened at line 1, column 6\n"
        + "help: did you mean ]?"),
  ]

  static let commands: [Case] = [
    Case("«tracee» f", "syntax: there is no command tracee\nhelp: did you mean trace?"),
    Case(
      "«for» i in x",
      "syntax: there is no command for\nhelp: repeat 10 { ... } repeats statements"),
    Case(
      "«time»",
      "syntax: time needs a statement to work on\n"
        + "help: write time f, or time and any other statement"),
    Case("plot f x=«»", "syntax: a value is missing after ="),
    Case("plot f,«»", "syntax: a value is missing after ,"),
    Case("plot x «:=» 3", "syntax: a value is missing before :="),
    Case(
      "load «'file.csv'»",
      "string: text stands between double quotes\nhelp: write \"file.csv\"; ' is the transpose"),
  ]

  static let lexical: [Case] = [
    Case("a «**» b", "syntax: there is no operator **\nhelp: a power is written ^"),
    Case("a «&&» b", "syntax: there is no operator &&\nhelp: did you mean and?"),
    Case("«!»a", "syntax: there is no operator !\nhelp: did you mean not?"),
    Case("a «===» b", "syntax: there is no operator ===\nhelp: did you mean ==?"),
    Case("a «.*» b", "syntax: there is no operator .*\nhelp: * is element-wise already"),
    Case("x := 1 «$» 2", "syntax: there is no operator $"),
    Case("A «\\» b", "syntax: there is no operator \\\nhelp: solve(A, b) solves a linear system"),
    Case(
      "y = «∂»f",
      "syntax: there is no operator ∂\n"
        + "help: grad(f, x) is the derivative of f with respect to x"),
    Case("x := «1.2.3»", "number: 1.2.3 is not a number\nhelp: a number has one decimal point"),
    Case("x := «1e»", "number: 1e is not a number\nhelp: digits are missing after e"),
    Case("x := «1e-»", "number: 1e- is not a number\nhelp: digits are missing after e"),
    Case(
      "x := «0xFF»", "number: 0xFF is not a number\nhelp: numbers are written in decimal digits"),
    Case(
      "x := «1_000»",
      "number: 1_000 is not a number\nhelp: digits are written without _ between them"),
    Case(
      "x := «1e999»",
      "number: 1e999 is too large\nthe largest number is 1.79769e308\n"
        + "help: write inf for infinity"),
    Case(
      "x := x«⁻¹»",
      "syntax: a power is not written with raised digits\nhelp: did you mean ^-1?"),
    Case(
      "s := «\"abc»\nx",
      "string: the text is never closed\nhelp: add \" at its end, on the same line"),
    Case(
      "s := «\"a\\qb\"»",
      "string: \\q means nothing inside text\nhelp: a backslash is written \\\\"),
    Case("x := é«∎»", "character: the character ∎ (U+220E) has no meaning here"),
    Case("x := «\0»", "character: the character U+0000 has no meaning here"),
    Case("x := «\u{FFFD}»", "character: this is not valid UTF-8 text"),
  ]

  @Test("a diagnostic of a script names file, line and column")
  func rendering() throws {
    let result = Reading.parse("x := 1\nθ = [1, 2\n  + 2x]", name: "homework.grad")
    #expect(
      try #require(result.diagnostics.first).plain() == """
        error[syntax]: an operator is missing after 2
          at homework.grad:3:5
            + 2x]
              ^^
          help: did you mean 2 * x?
        """)
  }

  @Test("a word that is long beyond reading is cut")
  func longWord() throws {
    let word = String(repeating: "ab", count: 5_000)
    let diagnostic = try #require(Reading.parse("f(x \(word))").diagnostics.first)
    #expect(diagnostic.message.count < 100)
  }

  @Test("the codes are explained in alphabetical order")
  func explanations() {
    let codes = LanguageDiagnostics.explanations.map(\.code)
    #expect(codes == codes.sorted())
  }
}
