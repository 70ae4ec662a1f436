import Testing

/// The program as a person meets it: typed at, interrupted, resized, left.
@Suite("The shell") struct ShellTests {
  @Test("What is typed is evaluated") func evaluates() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "x := 2") == "")
    #expect(try shell.answer(to: "x^2") == "4")
    #expect(shell.leave() == .exited(0))
  }

  @Test("Names in any script can be typed, whatever the locale", arguments: ["C.UTF-8", "C", nil])
  func unicode(locale: String?) throws {
    let shell = try Shell(environment: locale.map { ["LC_ALL": $0] } ?? ["LANG": ""])
    #expect(try shell.answer(to: "θ := 3") == "")
    shell.terminal.send("2 + θθ" + Keys.backspace)
    #expect(try shell.answer(to: "") == "5")
  }

  @Test("An open bracket continues the entry on the next line") func continuation() throws {
    let shell = try Shell()
    shell.terminal.enter("(1 +")
    #expect(shell.terminal.waitFor("\n\(Shell.continuation)"))
    #expect(try shell.answer(to: "2)") == "3")
  }

  @Test("A blank line asks again") func blank() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "") == "")
    #expect(try shell.answer(to: "   ") == "")
    #expect(try shell.answer(to: "1 + 1") == "2")
  }

  // MARK: - Leaving

  @Test("Ctrl-D on an empty line leaves") func endOfInput() throws {
    let shell = try Shell()
    #expect(shell.leave() == .exited(0))
  }

  @Test("Ctrl-D leaves a continuation, not the shell") func endOfContinuation() throws {
    let shell = try Shell()
    shell.terminal.enter("(1 +")
    #expect(shell.terminal.waitFor(Shell.continuation))
    shell.terminal.send(Keys.controlD)
    _ = try shell.answer()
    #expect(try shell.answer(to: "7 + 1") == "8")
    #expect(shell.leave() == .exited(0))
  }

  @Test("Ctrl-D within a line does not leave") func controlDWithinLine() throws {
    let shell = try Shell()
    shell.terminal.send("1 + 5" + Keys.left + Keys.controlD)
    #expect(try shell.answer(to: "2") == "3")
  }

  @Test("The terminal's mode is put back on leaving", arguments: [false, true])
  func restoresMode(byHangUp: Bool) throws {
    let shell = try Shell()
    #expect(!shell.terminal.echoes)
    if byHangUp {
      shell.terminal.signal(.hangUp)
      #expect(shell.terminal.waitForEnd() == .signalled(PseudoTerminal.Signal.hangUp.number))
    } else {
      #expect(shell.leave() == .exited(0))
    }
    #expect(shell.terminal.echoes)
    #expect(shell.terminal.screen.lines.last == "")
  }

  // MARK: - Ctrl-C

  @Test("Ctrl-C drops the line and shows a new prompt") func interruptIdle() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "x := 2") == "")
    shell.terminal.send("x := 3")
    #expect(shell.terminal.waitFor("x := 3"))
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
    #expect(shell.terminal.screen.lines.contains("grad> x := 3^C"))
    #expect(try shell.answer(to: "x") == "2")
    #expect(shell.leave() == .exited(0))
  }

  @Test("Ctrl-C on an empty line does not leave, however often") func interruptOften() throws {
    let shell = try Shell()
    for _ in 1...3 {
      shell.terminal.send(Keys.controlC)
      _ = try shell.answer()
    }
    #expect(try shell.answer(to: "1 + 1") == "2")
  }

  @Test("Ctrl-C drops a continuation") func interruptContinuation() throws {
    let shell = try Shell()
    shell.terminal.enter("(1 +")
    #expect(shell.terminal.waitFor(Shell.continuation))
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
    #expect(try shell.answer(to: "2 + 2") == "4")
  }

  @Test("Ctrl-C stops a computation and keeps the session") func interruptComputation() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "x := 1; y := 5") == "")
    for _ in 1...2 {
      shell.terminal.enter("repeat 100000000 { x := x + 1 }")
      #expect(shell.terminal.waitFor("}\n"))
      // Once the line is taken, the terminal echoes again: only then does the key mean the loop.
      #expect(shell.terminal.waitUntil { $0.echoes })
      shell.terminal.send(Keys.controlC + Keys.controlC)
      _ = try shell.answer()
    }
    #expect(try shell.answer(to: "y + 1") == "6")
    let rounds = try #require(Double(shell.answer(to: "x")))
    #expect(rounds >= 1 && rounds < 2e8)
  }

  // MARK: - Completion

  @Test("Tab completes a function") func completes() throws {
    let shell = try Shell()
    shell.terminal.send("sigm" + Keys.tab)
    #expect(shell.terminal.waitForScreen { $0.cursorLine.hasPrefix("grad> sigmoid") })
  }

  @Test("Tab completes a name of the session after an operator", arguments: ["1 + ", "2·", "["])
  func completesName(before: String) throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "θ_second := 4") == "")
    shell.terminal.send("\(before)θ_s" + Keys.tab)
    #expect(
      shell.terminal.waitForScreen { $0.cursorLine == "grad> \(before)θ_second" },
      "\(shell.terminal.screen.text)")
  }

  @Test("Tab twice lists what fits") func listsCandidates() throws {
    let shell = try Shell()
    shell.terminal.send("soft" + Keys.tab + Keys.tab)
    #expect(
      shell.terminal.waitForScreen { screen in
        screen.lines.contains { $0.contains("softmax") && $0.contains("softplus") }
          && screen.cursorLine == "grad> soft"
      })
  }

  // MARK: - Paste

  @Test("Several pasted lines are one entry") func paste() throws {
    let shell = try Shell()
    shell.terminal.paste("a := 2\nb := 3\na + b\n")
    #expect(shell.terminal.waitForScreen { $0.text.contains("a + b") })
    #expect(try shell.answer(to: "").hasSuffix("\n5"))
    // Nothing of it is left, and it comes back whole.
    #expect(try shell.answer(to: "10 + 10") == "20")
    shell.terminal.send(Keys.up + Keys.up)
    #expect(shell.terminal.waitForScreen { $0.cursorLine == "a + b" })
    #expect(shell.terminal.screen.lines.suffix(3) == ["grad> a := 2", "b := 3", "a + b"])
  }

  @Test("A pasted transcript is run without its prompts and answers") func pasteTranscript() throws
  {
    let shell = try Shell()
    shell.terminal.paste("grad> a := 2\ngrad> a^3\n8\ngrad> (a +\n....> 5)\n7\n")
    #expect(shell.terminal.waitForScreen { $0.text.hasSuffix("grad> a := 2\na^3\n(a +\n5)") })
    #expect(try shell.answer(to: "").hasSuffix("\n8\n7"))
  }

  @Test("A prompt pasted with one line is ignored") func pastePrompt() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "grad> 3 + 4") == "7")
  }

  // MARK: - History

  @Test("The arrow keys bring back what was entered") func historyWithinRun() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "1 + 1") == "2")
    #expect(try shell.answer(to: "2 + 2") == "4")
    shell.terminal.send(Keys.up + Keys.up)
    #expect(try shell.answer(to: "") == "2")
  }

  @Test("History is kept from one run to the next in the file that GRADBOOK_HISTORY names")
  func historyAcrossRuns() throws {
    let home = try TemporaryDirectory()
    let environment = ["GRADBOOK_HISTORY": home.path(of: "notes/past")]
    let first = try Shell(home: home, environment: environment)
    #expect(try first.answer(to: "20 + 1") == "21")
    first.terminal.enter("(30 +")
    #expect(first.terminal.waitFor(Shell.continuation))
    #expect(try first.answer(to: "1)") == "31")
    // Written before it is evaluated: a killed shell loses nothing.
    first.terminal.signal(.kill)
    #expect(first.terminal.waitForEnd() == .signalled(PseudoTerminal.Signal.kill.number))

    let second = try Shell(home: home, environment: environment)
    second.terminal.send(Keys.up)
    #expect(second.terminal.waitForScreen { $0.text.hasSuffix("grad> (30 +\n1)") })
    #expect(try second.answer(to: "").hasSuffix("\n31"))
    second.terminal.send(Keys.up + Keys.up)
    #expect(try second.answer(to: "").hasSuffix("\n21"))
  }

  @Test("History is in the directory for state by default, and can be switched off")
  func historyPlace() throws {
    let home = try TemporaryDirectory()
    let shell = try Shell(home: home)
    #expect(try shell.answer(to: "20 + 1") == "21")
    #expect(home.text(of: ".local/state/gradbook/history")?.contains("\n20 + 1\n") == true)

    let other = try TemporaryDirectory()
    let silent = try Shell(home: other, environment: ["GRADBOOK_HISTORY": ""])
    #expect(try silent.answer(to: "20 + 1") == "21")
    #expect(other.text(of: ".local/state/gradbook/history") == nil)
  }

  @Test("A history that cannot be written is told once, and the session goes on")
  func historyFailure() throws {
    let home = try TemporaryDirectory()
    try home.write("", to: "file")
    let path = home.path(of: "file/history")
    let shell = try Shell(home: home, environment: ["GRADBOOK_HISTORY": path])
    let answers = try ["1 + 1", "2 + 2", "3 + 3"].map { try shell.answer(to: $0) }
    #expect(answers.last == "6")
    let told = shell.terminal.screen.lines.count { $0.contains("history") }
    #expect(told == 1, "\(shell.terminal.screen.text)")
  }

  // MARK: - Single keys

  @Test(
    "The step view takes single keys, and leaves the terminal as it was",
    arguments: [
      "q", Keys.controlC, Keys.controlD,
    ])
  func stepping(leavingWith key: String) throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "x := 2") == "")
    shell.terminal.enter("step x^2 + x")
    try #require(shell.terminal.waitFor("leave"))
    #expect(!shell.terminal.echoes)
    shell.terminal.send(Keys.enter)
    #expect(shell.terminal.waitFor("leave"))
    shell.terminal.send(key)
    _ = try shell.answer()
    #expect(try shell.answer(to: "x + 1") == "3")
    #expect(shell.leave() == .exited(0))
  }

  @Test("A shell that is ended in the step view leaves the terminal as it was")
  func terminatedWhileStepping() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "x := 2") == "")
    shell.terminal.enter("step x^2 + x")
    try #require(shell.terminal.waitFor("leave"))
    #expect(!shell.terminal.echoes)
    shell.terminal.signal(.terminate)
    #expect(shell.terminal.waitForEnd() == .signalled(PseudoTerminal.Signal.terminate.number))
    #expect(shell.terminal.echoes)
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
}
