import Testing

/// The conversation of programs.
@Suite("JSON lines") struct JSONTests {
  @Test("Every statement is answered by one object") func objects() throws {
    let ending = try Program.run(
      "--json", "--keep-going", input: "x := 2\nx;\nrepeat 2 { x }\noops\n\n# note\nseed 1\n")
    #expect(
      ending.lines == [
        #"{"cell": 1, "input": "x := 2", "kind": "set", "name": "x", "shape": [], "value": 2, "#
          + #""text": ""}"#,
        #"{"cell": 2, "input": "x", "kind": "value", "name": "x", "shape": [], "text": ""}"#,
        #"{"cell": 3, "input": "repeat 2 { x }", "kind": "value", "name": "x", "shape": [], "#
          + #""value": 2, "text": "x = 2"}"#,
        #"{"cell": 3, "input": "repeat 2 { x }", "kind": "value", "name": "x", "shape": [], "#
          + #""value": 2, "text": "x = 2"}"#,
        #"{"cell": 3, "input": "repeat 2 { x }", "kind": "command", "name": "repeat", "text": ""}"#,
        #"{"cell": 4, "input": "oops", "kind": "error", "text": "error[name]: oops has no value "#
          + #"yet\n  at stdin:4:1\n  oops\n  ^^^^\n  help: set it first: oops := ...", "#
          + #""code": "name", "message": "oops has no value yet", "line": 4, "column": 1, "#
          + #""help": "set it first: oops := ..."}"#,
        #"{"cell": 5, "input": "seed 1", "kind": "command", "text": ""}"#,
      ])
    #expect(ending.errors == "")
    #expect(ending.status == 1)
  }

  @Test("An answer comes before the next statement is sent") func conversation() throws {
    let program = try Program(["--json"])
    program.send("2^0.5")
    #expect(try program.receive().contains(#""value": 1.4142135623730951,"#))
    program.send("[1, 2]")
    #expect(try program.receive().contains(#""shape": [2], "value": [1, 2],"#))
  }

  @Test("A trace has its steps") func steps() throws {
    let ending = try Program.run("--json", "-c", "x := 3; f = x^2; trace f")
    #expect(ending.lines.last?.contains(#""steps": [{"pass": "forward", "node": "x""#) == true)
  }

  @Test("There are no escape sequences, whatever the colours") func plain() throws {
    let ending = try Program.run("--json", "--color", "always", "-c", "oops")
    #expect(!ending.output.contains("\\u001b") && !ending.output.contains("\u{1B}"))
  }
}
