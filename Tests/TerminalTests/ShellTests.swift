import Testing

/// The program as a person meets it: typed at, interrupted, stepped through, left.
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
    #expect(try shell.answer(to: "x") == "x = 2")
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

  @Test("What is typed right after Ctrl-C is kept") func interruptThenType() throws {
    let shell = try Shell()
    shell.terminal.send("1 + 1")
    #expect(shell.terminal.waitFor("1 + 1"))
    shell.terminal.send("\(Keys.controlC)2 + 2\(Keys.enter)")
    _ = try shell.answer()
    #expect(try shell.answer() == "4")
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
    let rounds = try #require(Double(shell.answer(to: "x + 0")))
    #expect(rounds >= 1 && rounds < 2e8)
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
}
