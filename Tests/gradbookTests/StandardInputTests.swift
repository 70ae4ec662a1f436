import Testing

/// Statements that come line by line from another program.
@Suite("Standard input") struct StandardInputTests {
  @Test("An answer comes before the next line is sent") func conversation() throws {
    let program = try Program([])
    program.send("x := 3")
    program.send("x^2")
    #expect(try program.receive() == "9")
    program.send("y = x + 1")
    #expect(try program.receive() == "y = 4")
    #expect(try program.finish().status == 0)
  }

  @Test(
    "A statement may take several lines",
    arguments: ["(1 +\n2)\n", "1 + \\\n2\n", "1 + \\\r\n2\r\n", "repeat 1 {\n3\n}\n", "(1 +\n2)"])
  func severalLines(input: String) throws {
    let ending = try Program.run(input: input)
    #expect(ending.output == "3\n")
    #expect(ending.errors == "")
  }

  @Test("A statement that is never closed is told at the end") func unclosed() throws {
    let ending = try Program.run(input: "1\n(1 +\n2\n")
    #expect(ending.output == "1\n")
    #expect(ending.errors.contains("stdin:2:1"))
    #expect(ending.status == 1)
  }

  @Test("A place is counted from the first line of all") func place() throws {
    let ending = try Program.run(input: "1\n\n# note\n[1,\n oops]\n")
    #expect(ending.errors.contains("  at stdin:5:2\n"))
  }

  @Test("A line that is too long is skipped and told") func longLine() throws {
    let ending = try Program.run(
      "--keep-going", input: String(repeating: "1", count: 17 << 20) + "\n1 + 1\n")
    #expect(ending.output == "2\n")
    #expect(ending.errors.contains("line 1 is longer than 16 MiB"))
    #expect(ending.status == 1)
  }

  @Test("What follows an error is run only on request", arguments: [false, true])
  func errors(keepsGoing: Bool) throws {
    let ending = try Program(keepsGoing ? ["--keep-going"] : []).finish(sending: "oops\n1 + 1\n")
    #expect(ending.output == (keepsGoing ? "2\n" : ""))
    #expect(ending.status == 1)
  }
}
