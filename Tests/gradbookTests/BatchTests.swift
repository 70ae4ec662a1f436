import Glibc
import Testing

/// The program without a person at the keyboard.
@Suite("A batch") struct BatchTests {
  @Test(
    "The exit status tells how it went",
    arguments: [
      (["-c", "1 + 1"], 0), (["-c", ""], 0), (["/dev/null"], 0), ([], 0), (["--version"], 0),
      (["--help"], 0), (["-c", "quit; oops"], 0),
      (["-c", "oops"], 1), (["-c", "1 +"], 1), (["--keep-going", "-c", "oops", "-c", "1"], 1),
      (["--wrong"], 2), (["-c"], 2), (["--width", "3"], 2), (["--seed", "x"], 2),
      (["--color", "green"], 2), (["/nonexistent"], 2), (["/tmp"], 2), (["/dev/zero"], 2),
    ] as [([String], Int32)])
  func status(arguments: [String], expected: Int32) throws {
    #expect(try Program(arguments).finish().status == expected)
  }

  @Test("Results go to standard output, diagnostics to standard error") func streams() throws {
    let ending = try Program.run("-c", "1 + 1", "-c", "oops")
    #expect(ending.output == "2\n")
    #expect(ending.errors.hasPrefix("error[name]: oops has no value yet\n"))
  }

  @Test("Files come first, then code, in one session") func order() throws {
    let ending = try Script.with("x := 20") { try Program.run("-c", "x + 1", $0) }
    #expect(ending.output == "21\n")
  }

  @Test("Nothing runs when a file cannot be read") func unreadableFile() throws {
    let ending = try Program.run("-", "/nonexistent", input: "1 + 1\n")
    #expect(ending.output == "")
    #expect(ending.errors.contains("/nonexistent"))
  }

  @Test("A script stops at the first error unless it is to go on", arguments: [false, true])
  func firstError(keepsGoing: Bool) throws {
    try Script.with("1 + 1\noops\n2 + 2\n") { path in
      let ending = try Program((keepsGoing ? ["--keep-going"] : []) + [path]).finish()
      #expect(ending.lines == (keepsGoing ? ["2", "4"] : ["2"]))
      #expect(ending.errors.contains("  at \(path):2:1\n"))
      #expect(ending.status == 1)
    }
  }

  @Test("A statement that cannot be read stops all of its file, or only itself")
  func unreadableStatement() throws {
    try Script.with("1 + 1\n2 +\n3 + 3\n") { path in
      #expect(try Program.run(path).output == "")
      let ending = try Program.run("--keep-going", path)
      #expect(ending.lines == ["2", "6"])
      #expect(ending.errors.contains("\(path):2:4"))
      #expect(ending.status == 1)
    }
  }

  @Test("Code after quit is not run") func quitting() throws {
    let ending = try Program.run("-c", "1 + 1", "-c", "quit", "-c", "2 + 2")
    #expect(ending.output == "2\n")
  }

  @Test(
    "Bytes that are no text are told, not swallowed",
    arguments: [[0], [0xFF, 0xFE, 0x41], Array(0...255)] as [[UInt8]])
  func binary(bytes: [UInt8]) throws {
    let ending = try Script.with(bytes) { try Program.run($0) }
    #expect(ending.status == 1)
    #expect(ending.errors.hasPrefix("error["))
    #expect(!ending.errors.contains("\u{1B}"))
  }

  @Test("Output that cannot be written is an error") func closedOutput() throws {
    let ending = try Program.run("-c", "1 + 1", closing: STDOUT_FILENO)
    #expect(ending.status == 1)
    #expect(ending.errors.contains("cannot write"))
  }

  @Test("A closed standard input is an error, once", arguments: [["-"], ["--keep-going"]])
  func closedInput(arguments: [String]) throws {
    let ending = try Program(arguments, closing: STDIN_FILENO).finish()
    #expect(ending.status == 1)
    #expect(ending.errors.hasPrefix("error[input]: cannot read standard input"))
  }

  @Test("The start file is for the shell alone") func startFile() throws {
    let ending = try Program.run("-c", "x", environment: ["XDG_CONFIG_HOME": "/proc/self"])
    #expect(ending.status == 1)
  }

  // MARK: - Signals

  @Test("Ctrl-C ends a script with status 130, what was printed stays") func interrupt() throws {
    let program = try Program(["-c", "1 + 1", "-c", "x := 1; repeat 1e12 { x := x + 1 }"])
    #expect(try program.receive() == "2")
    program.signal(SIGINT)
    #expect(try program.finish().status == 130)
  }

  @Test("Ctrl-C ends the wait for standard input") func interruptWait() throws {
    let program = try Program([])
    program.send("1 + 1")
    #expect(try program.receive() == "2")
    program.signal(SIGINT)
    #expect(try program.finish().status == 130)
  }

  @Test("A request to terminate ends it as it ends others") func terminate() throws {
    let program = try Program([])
    program.send("1 + 1")
    _ = try program.receive()
    program.signal(SIGTERM)
    #expect(try program.finish().status == 128 + SIGTERM)
  }

  // MARK: - Looks

  @Test("Text may be limited to ASCII") func ascii() throws {
    let code = "θ := 2; f = θ^2 · sin(θ); trace f; graph f"
    let ending = try Program.run("--ascii", "-c", code)
    #expect(ending.status == 0)
    #expect(ending.output.contains("theta"))
    #expect(ending.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(try Program.run("-c", code).output.contains("θ"))
  }

  @Test(
    "Colours are for terminals and those who insist",
    arguments: [("auto", false), ("always", true), ("never", false)])
  func colours(choice: String, expected: Bool) throws {
    let ending = try Program.run("--color", choice, "-c", "x = 1", "-c", "oops")
    #expect(ending.output.contains("\u{1B}[") == expected)
    #expect(ending.errors.contains("\u{1B}[") == expected)
  }

  @Test("Lines fill the columns asked for", arguments: [30, 60, 100]) func width(columns: Int)
    throws
  {
    let ending = try Program.run("--width", "\(columns)", "-c", "help functions")
    let longest = ending.lines.map(\.count).max() ?? 0
    #expect(longest <= columns && longest > columns / 2)
  }

  @Test("The seed of the random numbers can be given") func seed() throws {
    let given = try Program.run("--seed", "7", "-c", "rand(3)")
    let stated = try Program.run("-c", "seed 7", "-c", "rand(3)")
    let other = try Program.run("-c", "rand(3)")
    #expect(given.output == stated.output)
    #expect(given.output != other.output)
  }

  @Test("An echoed script shows its comments and statements before the results") func echo() throws
  {
    let script = "# one\n\nx := 2  # two\n# three\nx^2;\nx^2; x^3\nrepeat 1 {\n  x;\n}\n"
    let expected = """
      # one

      grad> x := 2
      # three
      grad> x^2;
      grad> x^2
      4
      grad> x^3
      8
      grad> repeat 1 {
      ....>   x;
      ....> }

      """
    #expect(try Script.with(script) { try Program.run("--echo", $0).output } == expected)
  }
}
