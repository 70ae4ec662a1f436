import Diagnostics
import Foundation
import Language
import Notebook
import StyledText
import Tensors
import Testing

@Suite("Scripts")
struct ScriptTests {
  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = "\(scratch.path)/notes.grad"
  }

  // MARK: - save

  @Test("a saved session runs again to the same state")
  func roundTrip() throws {
    var notebook = Notebook()
    for line in [
      "x := 3; f = x^2;", "seed 7", "W := randn(2, 3)", "W[0, 1] := 5", "g(t) =\\\n  t^2 + x",
      "randn(4)", "repeat 3 { x := x + 1 }  # thrice", "set digits 9", "b := randn(2)",
      "h = [1, 2;\n  3, 4]",
    ] { try notebook.run(line) }
    #expect(notebook.printed("save \"\(path)\"").hasPrefix("saved 11 statements in"))
    var other = Notebook()
    try other.run("run \"\(path)\"")
    for expression in ["x", "f", "W", "b", "g(2)", "h", "randn(2)"] {
      let (first, second) = (try notebook.value(expression), try other.value(expression))
      #expect(first == second, "\(expression)")
    }
    #expect(other.session.settings.digits == 9)
    #expect(other.session.log == notebook.session.log)
  }

  @Test("what was taken back or only asked for is not written")
  func whatIsWritten() throws {
    var notebook = Notebook()
    for line in [
      "x := 1", "vars", "y := 2", "y^2", "undo", "help exp", "history", "set", "set digits 4",
      "mze(3)", "x;", "time x := 5", "time vars",
    ] { notebook.enter(line) }
    try notebook.run("save \"\(path)\"")
    #expect(try scratch.read("notes.grad") == "x := 1\nset digits 4\nx;\ntime x := 5\n")
  }

  @Test("a repetition that was stopped is written with the rounds it finished")
  func stoppedRepetition() throws {
    var notebook = Notebook()
    try notebook.run("x := 3; v := [1, 2, 3]")
    #expect(try notebook.failure("repeat 10 { x := x - 1; v[x] := 0 }").code == "index")
    let x = try notebook.number("x")
    try notebook.run("save \"\(path)\"")
    #expect(
      try scratch.read("notes.grad")
        == "x := 3\nv := [1, 2, 3]\nrepeat 6 { x := x - 1; v[x] := 0 }\nx\n")
    var other = Notebook()
    try other.run("run \"\(path)\";")
    #expect(try other.number("x") == x)
  }

  @Test("another seed than the usual one is written first")
  func seed() throws {
    var notebook = Notebook()
    notebook.session = Session(seed: 42)
    try notebook.run("a := randn(2); save \"\(path)\"")
    #expect(try scratch.read("notes.grad") == "seed 42\na := randn(2)\n")
  }

  @Test("a script that was run is written out")
  func expanded() throws {
    let inner = try scratch.write("a := 1\nb = a + 1", to: "inner.grad")
    var notebook = Notebook()
    try notebook.run("run \"\(inner)\"; c := 3; save \"\(path)\"")
    #expect(try scratch.read("notes.grad") == "a := 1\nb = a + 1\nc := 3\n")
  }

  @Test("a file is replaced only by the session that wrote it, or by force")
  func replacing() throws {
    try scratch.write("precious", to: "notes.grad")
    var notebook = Notebook()
    try notebook.run("x := 1")
    let error = try notebook.failure("save \"\(path)\"")
    #expect(error.code == "file")
    #expect(error.help == "save \"\(path)\" force=true replaces it")
    #expect(try notebook.failure("save \"\(path)\" force=false").code == "file")
    #expect(try scratch.read("notes.grad") == "precious")
    try notebook.run("save \"\(path)\" force=true")
    try notebook.run("x := 2; save \"\(path)\"")
    #expect(try scratch.read("notes.grad") == "x := 1\nx := 2\n")
    #expect(scratch.files == ["notes.grad"])
    var other = Notebook()
    try other.run("x := 3")
    #expect(try other.failure("save \"\(path)\"").code == "file")
  }

  @Test("the hint for a file that is there already repeats what was asked for")
  func replacingPicture() throws {
    let path = try scratch.write("precious", to: "sin.svg")
    var notebook = Notebook()
    try notebook.run("plot sin(x)")
    let error = try notebook.failure("save plot \"\(path)\"")
    #expect(error.help == "save plot \"\(path)\" force=true replaces it")
    try notebook.run("save plot \"\(path)\" force=true")
    #expect(try scratch.read("sin.svg").hasPrefix("<svg"))
  }

  @Test("permissions and links of a replaced file stay")
  func permissions() throws {
    let file = try scratch.write("old", to: "real.grad")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: file)
    var notebook = Notebook()
    try notebook.run("x := 1; save \"\(path)\" force=true")
    #expect(try scratch.read("real.grad") == "x := 1\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path) == file)
  }

  @Test(
    "save refuses what it cannot do",
    arguments: [
      ("save", "usage"), ("save \"\"", "usage"), ("save \"a.grad\" fort=true", "option"),
      ("save \"a.grad\" force=maybe", "option"), ("save \"a.grad\" force", "option"),
      ("save \"/nowhere/at/all.grad\"", "file"), ("save \"/tmp\" force=true", "file"),
      ("save \"/dev/null\" force=true", "file"), ("save \"/tmp/\"", "file"),
    ])
  func badSave(statement: String, code: String) throws {
    var notebook = Notebook()
    try notebook.run("x := 1")
    #expect(try notebook.failure(statement).code == code)
  }

  @Test("nothing is saved of nothing")
  func nothing() throws {
    var notebook = Notebook()
    try notebook.run("vars")
    #expect(try notebook.failure("save \"\(path)\"").code == "save")
    #expect(scratch.files.isEmpty)
  }

  // MARK: - run

  @Test("run prints what the statements print, and quietly if asked")
  func run() throws {
    try scratch.write("x := 2\nx^2; x^3\n\n# done\n", to: "notes.grad")
    var notebook = Notebook()
    #expect(notebook.printed("run \"\(path)\"") == "4\n8")
    #expect(notebook.printed("run \(path)") == "4\n8")
    #expect(notebook.printed("run \"\(path)\";") == "")
    #expect(notebook.outcomes.map(\.input) == ["x := 2", "x^2", "x^3"])
  }

  @Test("an error names the file and the line, and what ran before it stays")
  func error() throws {
    try scratch.write("x := 2\ny = mze(x)\nx := 3\n", to: "notes.grad")
    var notebook = Notebook()
    let error = try notebook.failure("run \"\(path)\"")
    #expect(error.code == "name")
    #expect(error.source?.name == path)
    #expect(error.location == SourceText.Location(line: 2, column: 5))
    #expect(error.plain().contains("at \(path):2:5"))
    #expect(try notebook.number("x") == 2)
    #expect(notebook.printed("undo") == "took back: run \"\(path)\"")
    #expect(try notebook.failure("x").code == "name")
  }

  @Test("a script that cannot be read is not run at all")
  func unreadable() throws {
    try scratch.write("x := 2\ny = (1 + \n z = )", to: "notes.grad")
    var notebook = Notebook()
    let outcomes = notebook.enter("run \"\(path)\"")
    #expect(outcomes.allSatisfy { $0.diagnostic?.source?.name == path })
    #expect(try notebook.failure("x").code == "name")
  }

  @Test("all that a script does is taken back at once")
  func undo() throws {
    try scratch.write("x := 2\nx := 3; undo\ny := 4", to: "notes.grad")
    var notebook = Notebook()
    try notebook.run("x := 1; run \"\(path)\"")
    #expect(try notebook.number("10*x + y") == 24)
    try notebook.run("undo")
    #expect(try notebook.number("x") == 1)
    #expect(notebook.session.log == ["x := 1", "x"])
  }

  @Test("undo in a script does not reach out of it")
  func undoWithin() throws {
    try scratch.write("undo", to: "notes.grad")
    var notebook = Notebook()
    try notebook.run("x := 1")
    #expect(try notebook.failure("run \"\(path)\"").code == "undo")
    #expect(try notebook.number("x") == 1)
  }

  @Test("a long script leaves the changes before it within reach")
  func longScript() throws {
    try scratch.write(
      (0..<500).map { "y := \($0)" }.joined(separator: "\n"), to: "notes.grad")
    var notebook = Notebook()
    try notebook.run("x := 1; x := 2; run \"\(path)\"")
    try notebook.run("undo; undo")
    #expect(try notebook.number("x") == 1)
  }

  @Test("scripts run one another, sixteen deep at most")
  func depth() throws {
    for index in 1...16 {
      let next = index == 16 ? "x := 1" : "run \"\(scratch.path)/\(index + 1).grad\""
      try scratch.write(next, to: "\(index).grad")
    }
    var notebook = Notebook()
    try notebook.run("run \"\(scratch.path)/1.grad\"")
    #expect(try notebook.number("x") == 1)
    try scratch.write("run \"\(path)\"", to: "notes.grad")
    let error = try notebook.failure("run \"\(path)\"")
    #expect(error.code == "script")
    #expect(try notebook.number("x + 1") == 2)
  }

  @Test("a script may be part of a repetition")
  func repeated() throws {
    try scratch.write("x := x + 1\nrepeat 2 { x := x + 1 }\nx;", to: "notes.grad")
    var notebook = Notebook()
    try notebook.run("x := 0; repeat 5 { run \"\(path)\"; x := 2 * x }")
    #expect(try notebook.number("x") == 186)
    #expect(notebook.session.log.count == 3)
  }

  @Test("quit in a script asks to leave")
  func quit() throws {
    try scratch.write("x := 1\nquit\nx := 2", to: "notes.grad")
    var notebook = Notebook()
    #expect(notebook.enter("run \"\(path)\"; x := 3").last?.asksToQuit == true)
    #expect(try notebook.number("x") == 1)
  }

  @Test("windows line ends, byte order marks and bytes that are no text do no harm")
  func bytes() throws {
    var notebook = Notebook()
    try scratch.write("\u{FEFF}x := 1\r\ny := 2\r\n", to: "notes.grad")
    try notebook.run("run \"\(path)\"")
    #expect(try notebook.number("x + y") == 3)
    try Data([0x78, 0xFF, 0x00, 0xFE]).write(to: URL(fileURLWithPath: path))
    #expect(try notebook.failure("run \"\(path)\"").code == "character")
  }

  @Test("run refuses what is no file", arguments: ["/tmp", "/dev/zero", "/nowhere/a.grad"])
  func noFile(path: String) throws {
    var notebook = Notebook()
    #expect(try notebook.failure("run \"\(path)\"").code == "file")
  }

  @Test("a misspelt file is answered with a close one")
  func suggestion() throws {
    try scratch.write("", to: "spiral.grad")
    var notebook = Notebook()
    let error = try notebook.failure("run \"\(scratch.path)/spirale.grad\"")
    #expect(error.help == "did you mean \"\(scratch.path)/spiral.grad\"?")
    #expect(try notebook.failure("run a b").code == "usage")
    #expect(try notebook.failure("run").code == "usage")
  }

  @Test("Ctrl-C stops a script between its statements")
  func interruption() throws {
    try scratch.write("x := 1\nx := 2", to: "notes.grad")
    var notebook = Notebook(interruption: Interruption { true })
    #expect(try notebook.failure("run \"\(path)\"").code == "interrupted")
    #expect(notebook.session.log.isEmpty)
  }
}
