/// What people bring along from other languages, and what to write here.
enum ForeignOperators {
  /// Operators with their counterpart; matched longest first.
  static let counterparts: [String: String] = [
    "**": "a power is written ^",
    "&&": "did you mean and?",
    "&": "did you mean and?",
    "||": "did you mean or?",
    "|": "did you mean or?",
    "!": "did you mean not?",
    "~": "did you mean not?",
    "¬": "did you mean not?",
    "===": "did you mean ==?",
    "!==": "did you mean !=?",
    "~=": "did you mean !=?",
    "<>": "did you mean !=?",
    "=>": "did you mean >=?",
    "=<": "did you mean <=?",
    ".*": "* is element-wise already",
    "./": "/ is element-wise already",
    ".^": "^ is element-wise already",
    ".'": "the transpose is written '",
    "//": "a comment starts with #, a division is written /",
    "%": "a comment starts with #",
    "...": "a range of entries is written a:b, a line continues after \\",
    "\\": "solve(A, b) solves a linear system",
    "÷": "did you mean /?",
    "–": "did you mean the minus sign -?",
    "—": "did you mean the minus sign -?",
    "’": "the transpose is written '",
    "‘": "the transpose is written '",
    "′": "the transpose is written '",
    "“": "text stands in straight quotes: \"text\"",
    "”": "text stands in straight quotes: \"text\"",
    "√": "write sqrt(x)",
    "∑": "write sum(x)",
    "∏": "write prod(x)",
    "∂": "grad(f, x) is the derivative of f with respect to x",
    "∇": "grad(f, x) is the gradient of f with respect to x",
    "∞": "write inf",
    "⊗": "outer(a, b) is the outer product",
    "∘": "layers are joined with ->",
    "$": "",
    "`": "",
  ]

  /// Operators that change a name in place, with the operator they hold.
  static let compoundAssignments: [String: String] = [
    "+=": "+", "-=": "-", "*=": "*", "/=": "/", "@=": "@", "^=": "^", "**=": "^",
  ]

  static let longest = 3

  static func contains(_ spelling: String) -> Bool {
    counterparts[spelling] != nil || compoundAssignments[spelling] != nil
  }

  /// Words that start statements elsewhere, with what says the same here.
  static let words: [String: String] = [
    "if": "where(condition, a, b) chooses between two values",
    "else": "where(condition, a, b) chooses between two values",
    "for": "repeat 10 { ... } repeats statements",
    "while": "repeat 10 { ... } repeats statements",
    "def": "a function is stated as f(x) = ...",
    "function": "a function is stated as f(x) = ...",
    "func": "a function is stated as f(x) = ...",
    "lambda": "a function is stated as f(x) = ...",
    "return": "a function is stated as f(x) = ...",
    "let": "x := 1 sets a value, f = 2*x states a fact",
    "var": "x := 1 sets a value, f = 2*x states a fact",
    "const": "x := 1 sets a value, f = 2*x states a fact",
    "import": "nothing needs to be imported",
    "from": "nothing needs to be imported",
    "using": "nothing needs to be imported",
    "print": "an expression alone prints its value",
    "del": "clear x removes a name",
  ]
}
