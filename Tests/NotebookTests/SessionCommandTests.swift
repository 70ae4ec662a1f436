import Diagnostics
import Notebook
import StyledText
import Tensors
import Testing

@Suite("Commands about the session")
struct SessionCommandTests {
  // MARK: - undo

  @Test("undo takes changes back one after the other")
  func undo() throws {
    var notebook = Notebook()
    try notebook.run("x := 1")
    try notebook.run("x := 2; y := 3")
    #expect(notebook.printed("undo") == "took back: y := 3")
    #expect(notebook.printed("undo") == "took back: x := 2")
    #expect(try notebook.number("x") == 1)
    #expect(try notebook.failure("y").code == "name")
    #expect(notebook.printed("undo") == "took back: x := 1")
    #expect(try notebook.failure("undo").code == "undo")
  }

  @Test(
    "what only shows something is no change",
    arguments: ["x", "x + 1", "randn(3)", "vars", "help", "history", "set digits 3", "x;"])
  func noChange(statement: String) throws {
    var notebook = Notebook()
    try notebook.run("x := 1; x := 2")
    try notebook.run(statement)
    #expect(notebook.printed("undo") == "took back: x := 2")
  }

  @Test(
    "every change can be taken back",
    arguments: [
      "f = x^2", "g(t) = t", "x[0] := 9", "clear x", "clear", "load iris", "seed 3",
      "repeat 3 { x := x + 1 }",
    ])
  func change(statement: String) throws {
    var notebook = Notebook()
    try notebook.run("x := [1, 2]")
    try notebook.run(statement)
    #expect(notebook.printed("undo") == "took back: \(statement)")
    #expect(try notebook.value("x").values == [1, 2])
    #expect(notebook.printed("vars").split(separator: "\n").count == 3)
    let first = try notebook.value("randn(2)").values
    var fresh = Notebook()
    #expect(try fresh.value("randn(2)").values == first)
  }

  @Test("a hundred changes can be taken back, and no more")
  func limit() throws {
    var notebook = Notebook()
    for value in 0...Session.undoLimit { try notebook.run("x := \(value)") }
    for _ in 0..<Session.undoLimit { try notebook.run("undo") }
    #expect(try notebook.number("x") == 0)
    #expect(try notebook.failure("undo").code == "undo")
  }

  @Test("undo does not reach out of a repetition")
  func undoWithin() throws {
    var notebook = Notebook()
    try notebook.run("x := 1")
    #expect(try notebook.failure("repeat 2 { undo }").code == "undo")
    #expect(try notebook.number("x") == 1)
  }

  @Test("setting several names fails whole or not at all")
  func wholeSet() throws {
    var notebook = Notebook()
    try notebook.run("a := 1; W := [1, 2]")
    #expect(try notebook.failure("a, W[7] := 5, 6").code == "index")
    #expect(try notebook.number("a") == 1)
  }

  @Test("an error in a fact points to where the fact was stated")
  func place() throws {
    var notebook = Notebook()
    try notebook.run("x := [1, 2]; f = x + [10, 20]")
    let error = try {
      try notebook.run("x := [1, 2, 3]")
      return try notebook.failure("f")
    }()
    #expect(error.source?.text == "x := [1, 2]; f = x + [10, 20]")
  }

  // MARK: - repeat and ans

  @Test("ans follows what was printed, within a repetition too")
  func answer() throws {
    var notebook = Notebook()
    try notebook.run("x := 1; x; repeat 4 { [1, 2, 3]; x + 1; x := ans }")
    #expect(try notebook.number("x") == 5)
    #expect(try notebook.number("ans + 1") == 6)
  }

  @Test("a fact of ans follows it")
  func factOfAnswer() throws {
    var notebook = Notebook()
    try notebook.run("3; f = ans * 2")
    try notebook.run("10")
    #expect(try notebook.number("f") == 20)
  }

  // MARK: - vars

  @Test("vars lists names with kind, value and statement")
  func vars() throws {
    var notebook = Notebook()
    try notebook.run("x := 2; v := [1, 2]; W := zeros(3, 4)")
    try notebook.run("f = x^2; J = sum(W @ q); g(s, t) = s * t; v + 1")
    #expect(
      notebook.printed("vars") == """
          name  kind      value        statement
          x     value     2            x := 2
          v     value     [1, 2]       v := [1, 2]
          W     value     3×4          W := zeros(3, 4)
          f     fact      4            f = x^2
          J     fact      waits for q  J = sum(W @ q)
          g     function  g(s, t)      g(s, t) = s * t
          ans   answer    [2, 3]       v + 1
        """)
  }

  @Test("vars shows what cannot be computed beside what can")
  func varsWithFailure() throws {
    var notebook = Notebook()
    try notebook.run("a := [1, 2]; f = a + [1, 1]; h = sum(a); a := [1, 2, 3]")
    let lines = notebook.printed("vars").split(separator: "\n").map(String.init)
    #expect(lines[2] == "  f     fact   error[shape]  f = a + [1, 1]")
    #expect(lines[3] == "  h     fact   6             h = sum(a)")
  }

  @Test("vars changes nothing, not even the random numbers")
  func varsIsInnocent() throws {
    var notebook = Notebook()
    try notebook.run("x := ones(4); f = sum(dropout(x, 0.5))")
    try notebook.run("redraw; vars")
    let after = try notebook.number("f")
    var other = Notebook()
    try other.run("x := ones(4); f = sum(dropout(x, 0.5))")
    try other.run("redraw")
    #expect(try other.number("f") == after)
  }

  @Test("vars of nothing says how to begin")
  func noVars() {
    var notebook = Notebook()
    #expect(notebook.printed("vars") == "nothing is defined yet; x := 2 sets a value")
  }

  @Test("long statements and names of any script stay within the width", arguments: [20, 40, 80])
  func varsWidth(width: Int) throws {
    var notebook = Notebook()
    notebook.session.settings.width = width
    try notebook.run("θ := 3; a_rather_long_name := linspace(0, 1, 30)")
    try notebook.run("f = sin(θ) + sin(2*θ) + sin(3*θ) + sin(4*θ) + sin(5*θ) + sin(6*θ) + sin(7*θ)")
    for line in notebook.printed("vars").split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= width)
    }
  }

  // MARK: - clear

  @Test("clear removes names and tells which facts wait")
  func clear() throws {
    var notebook = Notebook()
    try notebook.run("x := 2; y := 3; f = x * y; J = f^2; k = y + 1")
    #expect(notebook.printed("clear x") == "removed x\nf waits for x\nJ waits for x")
    #expect(notebook.printed("clear k, y") == "removed k and y\nf waits for y\nJ waits for y")
    try notebook.run("x := 1; y := 1")
    #expect(try notebook.number("J") == 1)
  }

  @Test("clear alone removes everything")
  func clearAll() throws {
    var notebook = Notebook()
    try notebook.run("x := 2; f = x^2")
    #expect(notebook.printed("clear") == "removed 2 names")
    #expect(notebook.printed("clear") == "nothing is defined")
    #expect(try notebook.failure("x").code == "name")
  }

  @Test(
    "clear refuses what is not there, and then removes nothing",
    arguments: [
      ("clear x thta", "name", "did you mean theta?"), ("clear x pi", "reserved", nil),
      ("clear x sum", "reserved", nil), ("clear x ans", "name", nil),
    ] as [(String, String, String?)])
  func clearUnknown(statement: String, code: String, help: String?) throws {
    var notebook = Notebook()
    try notebook.run("x := 1; theta := 2")
    let error = try notebook.failure(statement)
    #expect(error.code == code)
    #expect(error.help == help)
    #expect(try notebook.number("x") == 1)
  }

  // MARK: - set

  @Test("set lists the settings")
  func settings() {
    var notebook = Notebook()
    #expect(
      notebook.printed("set") == """
          digits    6  significant digits of numbers
          width    80  columns that output may fill
          whole     6  the most rows and columns of a tensor that prints whole
          memory    8  GiB that one evaluation may use
          pager   off  auto shows what is taller than the screen through a pager
        """)
    #expect(notebook.printed("set digits") == "digits 6   significant digits of numbers")
  }

  @Test(
    "a setting is changed with or without an equal sign",
    arguments: ["set digits 3", "set digits=3", "set digits = 3", "set \"digits\" 3"])
  func set(statement: String) throws {
    var notebook = Notebook()
    try notebook.run(statement)
    #expect(notebook.printed("pi") == "pi = 3.14")
  }

  @Test(
    "every setting does what it says",
    arguments: [
      ("set whole 2", "[1, 2, 3]", "3   mean 2  sd 0.816  [1, 3]"),
      ("set whole 10", "zeros(8)", "[0, 0, 0, 0, 0, 0, 0, 0]"),
      ("set memory 0.5", "set memory", "memory 0.5   GiB that one evaluation may use"),
      (
        "set pager auto", "set pager",
        "pager auto   auto shows what is taller than the screen through a pager"
      ),
    ])
  func effect(change: String, statement: String, text: String) throws {
    var notebook = Notebook()
    try notebook.run(change)
    #expect(notebook.printed(statement) == text)
  }

  @Test("the width holds from the next statement on")
  func width() throws {
    var notebook = Notebook()
    try notebook.run("set width 30")
    #expect(notebook.session.settings.width == 30)
    for line in notebook.printed("help softmax").split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= 30)
    }
  }

  @Test(
    "values that a setting cannot have are refused",
    arguments: [
      "digits 0", "digits 18", "digits x", "digits 3.5", "width 19", "whole -1", "memory 0",
      "memory nan", "memory 1e300", "pager on", "digits 99999999999999999999",
    ])
  func badSetting(words: String) throws {
    var notebook = Notebook()
    let before = notebook.session.settings
    #expect(try notebook.failure("set \(words)").code == "setting")
    #expect(notebook.session.settings == before)
  }

  @Test("an unknown setting is answered with a close one, or with all")
  func unknownSetting() throws {
    var notebook = Notebook()
    #expect(try notebook.failure("set digit 3").help == "did you mean digits?")
    #expect(
      try notebook.failure("set colour 3").notes == [
        "there are digits, width, whole, memory and pager"
      ])
    #expect(try notebook.failure("set digits 3 4").code == "usage")
  }

  // MARK: - history

  @Test("history lists what was typed, failures too")
  func history() {
    var notebook = Notebook()
    for text in ["x := 2; y = x", "y +", "mze(x)", "g(t) = [t,\n  t^2]"] {
      notebook.enter(text)
    }
    #expect(
      notebook.printed("history") == """
          1  x := 2
          2  y = x
          3  y +
          4  mze(x)
          5  g(t) = [t,
               t^2]
        """)
    #expect(notebook.printed("history 2") == "  5  g(t) = [t,\n       t^2]\n  6  history")
    #expect(notebook.printed("history 0") == "nothing yet")
  }

  @Test("history takes one number", arguments: [("-1", "value"), ("x", "value"), ("1 2", "usage")])
  func badHistory(words: String, code: String) throws {
    var notebook = Notebook()
    #expect(try notebook.failure("history \(words)").code == code)
  }

  @Test("history of nothing says so")
  func noHistory() {
    var notebook = Notebook()
    #expect(notebook.printed("history") == "nothing yet")
  }

  // MARK: - seed, redraw, time, quit

  @Test("seed starts the random numbers anew")
  func seed() throws {
    var notebook = Notebook()
    try notebook.run("a := randn(3); seed 0; b := randn(3)")
    #expect(try notebook.value("a - b").values == [0, 0, 0])
  }

  @Test(
    "seed takes one whole number",
    arguments: [
      ("seed", "usage"), ("seed 1 2", "usage"), ("seed -1", "value"), ("seed 0.5", "value"),
      ("seed 4294967296", "value"), ("seed [1, 2]", "value"), ("seed n=3", "option"),
    ])
  func badSeed(statement: String, code: String) throws {
    var notebook = Notebook()
    #expect(try notebook.failure(statement).code == code)
  }

  @Test("redraw gives dropout new masks")
  func redraw() throws {
    var notebook = Notebook()
    #expect(notebook.printed("redraw") == "no mask of dropout has been drawn yet")
    try notebook.run("x := ones(64); f = dropout(x, 0.5)")
    let before = try notebook.value("f").values
    #expect(try notebook.value("f").values == before)
    #expect(notebook.printed("redraw") == "new masks in f")
    #expect(try notebook.value("f").values != before)
    try notebook.run("undo")
    #expect(try notebook.value("f").values == before)
  }

  @Test("time runs a statement and tells how long it took")
  func time() throws {
    var notebook = Notebook()
    let outcomes = notebook.enter("time x := 3")
    #expect(outcomes.map(\.kind) == [.set, .command])
    let text = try #require(outcomes.last?.text.plain)
    #expect(text.contains(/^[0-9.]+ (ns|µs|ms|s)$/))
    #expect(try notebook.number("x") == 3)
    #expect(notebook.enter("time x^2").first?.text.plain == "9")
    #expect(notebook.enter("time x^2;").map(\.text.plain).first == "")
    #expect(notebook.enter("time x^2;").last?.text.isEmpty == false)
  }

  @Test("a statement that fails is not timed")
  func failedTime() throws {
    var notebook = Notebook()
    #expect(try notebook.failure("time y").code == "name")
    #expect(notebook.outcomes.count == 1)
    #expect(try notebook.failure("time").code == "syntax")
  }

  @Test("quit asks to leave, and what follows is not run")
  func quit() throws {
    var notebook = Notebook()
    let outcomes = notebook.enter("x := 1; quit; x := 2")
    #expect(outcomes.map(\.asksToQuit) == [false, true])
    #expect(try notebook.number("x") == 1)
  }

  @Test(
    "commands that take nothing refuse words",
    arguments: ["vars x", "undo 2", "redraw all", "quit now"])
  func takesNothing(statement: String) throws {
    var notebook = Notebook()
    #expect(try notebook.failure(statement).code == "usage")
  }
}

extension Notebook {
  /// Everything an entry prints.
  mutating func printed(_ text: String) -> String {
    enter(text).map(\.text.plain).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
