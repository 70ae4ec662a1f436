import Testing

/// The program in all kinds of terminals, and in none.
@Suite("The shell in its surroundings") struct ShellTerminalTests {
  // MARK: - Terminals

  @Test("A dumb terminal will do, and gets no escape sequences") func dumbTerminal() throws {
    let shell = try Shell(environment: ["TERM": "dumb"])
    #expect(try shell.answer(to: "x := 2") == "")
    #expect(try shell.answer(to: "x^2") == "4")
    shell.terminal.send("sigm" + Keys.tab)
    #expect(shell.terminal.waitFor("sigmoid"))
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
    #expect(try shell.answer(to: "x^3") == "8")
    #expect(shell.leave() == .exited(0))
    #expect(!shell.terminal.raw.contains(0x1B))
  }

  @Test("NO_COLOR leaves no colour", arguments: [true, false]) func noColor(isSet: Bool) throws {
    let shell = try Shell(environment: isSet ? ["NO_COLOR": "1"] : [:])
    _ = try shell.answer(to: "1 + 1")
    let escapes = String(decoding: shell.terminal.raw, as: UTF8.self).split(separator: "\u{1B}[")
    let colors = escapes.dropFirst().filter { part in
      part.drop { $0.isNumber || $0 == ";" }.first == "m"
    }
    #expect(colors.isEmpty == isSet)
  }

  @Test("The person's inputrc counts, with $if gradbook and vi mode") func inputrc() throws {
    let home = try TemporaryDirectory()
    let path = try home.write(
      """
      set editing-mode vi
      $if gradbook
      "\\C-t": "40 + 2"
      $endif
      """, to: "inputrc")
    let shell = try Shell(home: home, environment: ["INPUTRC": path])
    shell.terminal.send("\u{14}")
    #expect(try shell.answer(to: "") == "42")
    // In vi's command mode: to the start of the line, and the first character away.
    shell.terminal.send("91 + 1")
    #expect(shell.terminal.waitFor("91 + 1"))
    shell.terminal.send(Keys.escape)
    shell.terminal.send("0")
    shell.terminal.send("x")
    #expect(try shell.answer(to: "") == "2")
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
    #expect(try shell.answer(to: "1 + 2") == "3")
  }

  @Test("A key bound to several lines enters all of them") func boundLines() throws {
    let home = try TemporaryDirectory()
    let path = try home.write("\"\\C-t\": \"a := 4\\ra + 1\\ra + \"\n", to: "inputrc")
    let shell = try Shell(home: home, environment: ["INPUTRC": path])
    shell.terminal.send("\u{14}")
    #expect(shell.terminal.waitForScreen { $0.text.hasSuffix("\n5\ngrad> a +") })
    shell.terminal.enter("9")
    #expect(shell.terminal.waitFor("\n13\n"))
  }

  @Test("The line is shown again in a window of another size") func resize() throws {
    let shell = try Shell()
    let long = "1" + String(repeating: " + 1", count: 9)
    shell.terminal.send(long)
    #expect(shell.terminal.waitFor(long))
    shell.terminal.resize(columns: 30, rows: 24)
    #expect(
      shell.terminal.waitForScreen {
        $0.lines.suffix(2) == ["grad> 1 + 1 + 1 + 1 + 1 + 1 +", "1 + 1 + 1 + 1"]
      },
      "\(shell.terminal.screen.text)")
    #expect(try shell.answer(to: "").hasSuffix("10"))
  }

  @Test("Ctrl-Z stops the shell with the terminal's mode put back, and the line survives")
  func suspend() throws {
    let home = try TemporaryDirectory()
    let job = try PseudoTerminal(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: [
        "HOME": home.path, "TERM": "xterm-256color", "PS1": "$ ", "PATH": "/usr/bin:/bin",
      ])
    try #require(job.waitFor("$ "))
    job.enter(try Shell.program())
    try #require(job.waitFor("\n\(Shell.prompt)"))
    job.send("1 + 1")
    #expect(job.waitFor("1 + 1"))
    job.send(Keys.controlZ)
    #expect(job.waitFor("Stopped"))
    #expect(job.waitFor("$ "))
    job.enter("fg")
    #expect(job.waitForScreen { $0.cursorLine == "grad> 1 + 1" }, "\(job.screen.text)")
    job.enter("0")
    #expect(job.waitFor("\n11\n\(Shell.prompt)"), "\(job.screen.text)")
  }

  // MARK: - Without a terminal

  /// Runs a line of sh, in which `$gradbook` is the program, and returns what the screen shows.
  private func run(_ line: String, interruptAfter cue: String? = nil) throws -> (
    ending: PseudoTerminal.Ending?, terminal: PseudoTerminal
  ) {
    let home = try TemporaryDirectory()
    let environment = [
      "HOME": home.path, "TERM": "xterm", "NO_COLOR": "1", "PATH": "/usr/bin:/bin",
      "gradbook": try Shell.program(),
    ]
    let terminal = try PseudoTerminal("/bin/sh", ["-c", line], environment: environment)
    if let cue {
      try #require(terminal.waitFor(cue))
      terminal.send(Keys.controlC)
    }
    return (terminal.waitForEnd(), terminal)
  }

  @Test("Lines from a pipe are answered without prompts, echo or escape sequences")
  func pipedInput() throws {
    let (ending, terminal) = try run("printf 'x := 2\\nx + 1\\n' | \"$gradbook\"")
    #expect(ending == .exited(0))
    #expect(terminal.screen.text == "3\n")
    #expect(!terminal.raw.contains(0x1B))
  }

  @Test("No editor draws on an output that is not a terminal") func pipedOutput() throws {
    let (ending, terminal) = try run("\"$gradbook\" < /dev/null | od -c")
    #expect(ending == .exited(0))
    #expect(terminal.screen.text == "0000000\n")
  }

  @Test("A reader that has seen enough ends the program quietly") func closedPipe() throws {
    let (ending, terminal) = try run("yes '1 + 1' | \"$gradbook\" - | head -n 2")
    #expect(ending == .exited(0))
    #expect(terminal.screen.text == "2\n2\n")
  }

  @Test("Ctrl-C ends a script") func interruptedScript() throws {
    let (ending, _) = try run(
      "exec \"$gradbook\" -c '1 + 1' -c 'x := 1; repeat 100000000 { x := x + 1 }'",
      interruptAfter: "2\n")
    // A shell shows status 130 for either.
    #expect(ending == .exited(130) || ending == .signalled(2))
  }
}
