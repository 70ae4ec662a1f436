import Testing

/// What Tab, paste and the arrow keys do at the prompt.
@Suite("Editing in the shell") struct ShellEditingTests {
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

  @Test("Tab completes paths within quotation marks") func completesPath() throws {
    let home = try TemporaryDirectory()
    try home.write("", to: "my data.csv")
    let shell = try Shell(home: home)
    shell.terminal.send("load \"\(home.path.dropLast())" + Keys.tab)
    #expect(shell.terminal.waitForScreen { $0.cursorLine == "grad> load \"\(home.path)/" })
    shell.terminal.send("my" + Keys.tab)
    #expect(
      shell.terminal.waitForScreen { $0.cursorLine == "grad> load \"\(home.path)/my data.csv\"" },
      "\(shell.terminal.screen.text)")
  }

  @Test("Tab turns the name of a letter into the letter") func completesSymbol() throws {
    let shell = try Shell()
    #expect(try shell.answer(to: "θ := 3") == "")
    shell.terminal.send("1 + \\thet" + Keys.tab)
    #expect(shell.terminal.waitForScreen { $0.cursorLine == "grad> 1 + θ" })
    #expect(try shell.answer(to: "").hasSuffix("4"))
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
    let told = shell.terminal.screen.lines.count { $0.contains("warning[history]") }
    #expect(told == 1, "\(shell.terminal.screen.text)")
  }
}
