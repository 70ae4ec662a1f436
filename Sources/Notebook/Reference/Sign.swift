/// A sign or a word of the grammar: what `help :=` explains.
package struct Sign: Sendable {
  /// As it is typed after `help`.
  package let spellings: [String]
  package let usage: String
  /// The operation of the table behind it, which tells the rest.
  let operation: String?
  let summary: String
  let note: String?
  let example: [String]

  private init(
    _ spellings: [String], _ usage: String, operation: String? = nil, _ summary: String = "",
    note: String? = nil, example: [String] = []
  ) {
    self.spellings = spellings
    self.usage = usage
    self.operation = operation
    self.summary = summary
    self.note = note
    self.example = example
  }

  package static let all: [Sign] = operators + grammar

  /// The operators with operands, loosest first, by levels of precedence.
  package static let levels: [(signs: [String], meaning: String)] = [
    (["->"], "joins the layers of a network"),
    (["or"], "1 where at least one is not zero"),
    (["and"], "1 where both are not zero"),
    (["not"], "1 where its operand is zero"),
    (["==", "!=", "<", "<=", ">", ">="], "comparisons: 1 or 0, not to be chained"),
    (["+", "-"], "sum, difference"),
    (["*", "/", "@"], "element-wise product and quotient, matrix product"),
    (["- x"], "the sign flipped: -x^2 is -(x^2)"),
    (["^"], "power, from the right: 2^3^2 is 2^(3^2)"),
    (["'", "f(x)", "X[0]"], "transpose, call, entry"),
  ]

  private static let operators: [Sign] = [
    Sign(["+"], "a + b", operation: "add"),
    Sign(
      ["-", "−"], "a - b", operation: "subtract",
      note: "Before an operand, `-` flips its sign; `-x^2` is `-(x^2)`."),
    Sign(
      ["*", "·", "×", "⊙"], "a * b", operation: "multiply",
      note: "The matrix product is `@`. `·`, `×` and `⊙` are read as `*`."),
    Sign(["/"], "a / b", operation: "divide"),
    Sign(["@"], "A @ B", operation: "matmul", note: "The element-wise product is `*`."),
    Sign(
      ["^", "**"], "a^b", operation: "power",
      note: "From the right: `2^3^2` is `2^(3^2)`, and `-x^2` is `-(x^2)`."),
    Sign(
      ["'", "ᵀ"], "A'", operation: "transpose",
      note: "No blank stands before it. A vector is unchanged; a column is written `[1; 2; 3]`."),
    Sign(["=="], "a == b", operation: "equal", note: "`=` states a fact, `==` compares."),
    Sign(["!="], "a != b", operation: "not_equal"),
    Sign(["<"], "a < b", operation: "less"),
    Sign(["<="], "a <= b", operation: "less_or_equal"),
    Sign([">"], "a > b", operation: "greater"),
    Sign([">="], "a >= b", operation: "greater_or_equal"),
    Sign(["and"], "a and b", operation: "and"),
    Sign(["or"], "a or b", operation: "or"),
    Sign(["not"], "not a", operation: "not"),
    Sign(
      ["->", "→"], "layer -> layer", "Joins the layers of a network: what comes first stands left.",
      note: "Functions are applied by calls instead: `g(f(x))`. `help networks` tells more.",
      example: ["net = affine(2, 3) -> relu; net([1, 2])"]),
  ]

  private static let grammar: [Sign] = [
    Sign(
      ["="], "name = expression",
      "States a fact: from now on the name follows what the expression reads.",
      note: "`:=` sets a value once; `f(t) = ...` defines a function; `==` compares. `help facts` "
        + "tells more.",
      example: ["x := 3; f = x^2", "x := 4", "f"]),
    Sign(
      [":="], "name := expression",
      "Sets a value: the expression is evaluated now, and the value stored.",
      note: "Several names are set at once, all right sides read first; an entry or a slice can be "
        + "set too.",
      example: ["a, b := 1, 2", "a, b := b, a; a", "W := zeros(2, 2); W[0, 1] := 5; W"]),
    Sign(
      [";"], "statement; statement",
      "Separates statements; a statement that ends with it prints nothing.",
      note: "Within brackets it separates the rows of a matrix: `[1, 2; 3, 4]`.",
      example: ["x := 2; y = x^2;", "y"]),
    Sign(
      ["#"], "# comment", "Everything from # to the end of the line is a comment.",
      example: ["1 + 1  # two"]),
    Sign(
      ["\\"], "... \\",
      "At the end of a line: the statement goes on in the next. An open bracket does the same."),
    Sign(
      ["[]", "[", "]"], "[a, b]    [a, b; c, d]    x[i, a:b]",
      "Brackets make a vector or a matrix; behind a name they take an entry or a part.",
      note:
        "Rows are separated by `;`, entries by `,`. Places count from 0, negative ones from the "
        + "end; `a:b` goes up to but without b, as in NumPy.",
      example: ["X := [1, 2, 3; 4, 5, 6]", "X[0, -1]", "X[:, 1:3]"]),
    Sign(
      [":"], "x[a:b]", "A range of places within an index: from a up to but without b.",
      note: "Either end may be left out. There is no step.", example: ["x := [5, 6, 7, 8]; x[1:]"]),
    Sign(
      ["()", "(", ")"], "f(x)    (a + b) * c",
      "Round brackets call a function, or say what comes first.", example: ["2 * (3 + 4)"]),
    Sign(
      ["{}", "{", "}", "repeat"], "repeat n { statements }",
      "Runs the statements n times. Ctrl-C stops between rounds and keeps the finished ones.",
      note: "A round counts whole or not at all. Values it is asked for are printed every round.",
      example: ["x := 1; repeat 10 { x := (x + 2/x) / 2 }", "x"]),
    Sign(
      [".."], "option=a..b", "A range in an option of a command, such as `x=-5..5`.",
      note: "In an expression, `linspace(a, b, n)` makes n numbers from a to b."),
    Sign(
      ["."], "net.W1", "A part of a network: a tensor of it, or with `upto` its first layers.",
      example: ["net = affine(2, 2) -> relu -> affine(2, 1)", "net.b1; net.upto(2)"]),
    Sign(["?"], "?topic", "The same as `help topic`."),
    Sign(
      ["\""], "\"text\"", "Text names files and options.",
      note: "Within it, `\\\"` is a quote and `\\\\` a backslash."),
  ]
}
