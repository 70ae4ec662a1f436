import Glibc
import Testing

/// What the command line and the person's files make of the shell.
@Suite("Options of the shell") struct ShellOptionTests {
  /// A home with a start file.
  private func home(startingWith text: String) throws -> TemporaryDirectory {
    let home = try TemporaryDirectory()
    mkdir(home.path(of: ".config"), 0o700)
    mkdir(home.path(of: ".config/gradbook"), 0o700)
    try home.write(text, to: ".config/gradbook/init.grad")
    return home
  }

  @Test("It begins with its name and where help is, unless it is to be quiet") func banner() throws
  {
    let shell = try Shell()
    #expect(shell.terminal.screen.lines.first?.hasPrefix("Gradbook ") == true)
    #expect(shell.terminal.screen.text.contains("help"))
    let quiet = try Shell(["--quiet"])
    #expect(quiet.terminal.screen.lines == ["grad>"])
  }

  @Test("The start file is run first, and what fails in it is told")
  func startFile() throws {
    let home = try home(startingWith: "a := 41\n1 + 1\noops\nb := 1\n")
    let shell = try Shell(["-q"], home: home)
    let lines = shell.terminal.screen.lines
    #expect(lines.first == "error[name]: oops has no value yet")
    #expect(lines.contains { $0.hasSuffix("init.grad:3:1") })
    #expect(try shell.answer(to: "a + b") == "42")
  }

  @Test("The start file can be left out, and cannot end the shell") func noStartFile() throws {
    let home = try home(startingWith: "a := 41\nquit\n")
    #expect(try Shell(home: home).answer(to: "a") == "a = 41")
    #expect(try Shell(["--no-init"], home: home).answer(to: "a").hasPrefix("error[name]"))
  }

  @Test("A start file that is no file is told") func unreadableStartFile() throws {
    let home = try TemporaryDirectory()
    for path in [".config", ".config/gradbook", ".config/gradbook/init.grad"] {
      mkdir(home.path(of: path), 0o700)
    }
    let shell = try Shell(["-q"], home: home)
    #expect(shell.terminal.screen.lines.first?.hasPrefix("error[file]: cannot read") == true)
    #expect(try shell.answer(to: "1 + 1") == "2")
  }

  @Test("Without a history nothing is written") func noHistory() throws {
    let home = try TemporaryDirectory()
    let shell = try Shell(["--no-history"], home: home)
    #expect(try shell.answer(to: "20 + 1") == "21")
    #expect(home.text(of: ".local/state/gradbook/history") == nil)
  }

  @Test("Lines follow the width of the window, unless a width was given")
  func width() throws {
    func longest(_ shell: Shell) throws -> Int {
      try shell.answer(to: "help functions").split(separator: "\n").map(\.count).max() ?? 0
    }
    let shell = try Shell()
    #expect(try (61...80).contains(longest(shell)))
    shell.terminal.resize(columns: 40, rows: 24)
    #expect(try (30...40).contains(longest(shell)))
    let fixed = try Shell(["--width", "60"])
    #expect(try (41...60).contains(longest(fixed)))
  }

  @Test("quit leaves at once") func quitting() throws {
    let shell = try Shell()
    shell.terminal.enter("1 + 1; quit; 3 + 3")
    #expect(shell.terminal.waitForEnd() == .exited(0))
    #expect(shell.terminal.screen.lines.contains("2"))
    #expect(!shell.terminal.screen.lines.contains("6"))
  }

  // MARK: - Stepping

  private let keys = " [enter] next  [b] back  [r] run  [g] graph  [?] why  [q] leave"

  @Test("A step takes the place of the one before, and the keys go in the end") func redraw() throws
  {
    let shell = try Shell(["-q"])
    shell.terminal.enter("x := 2; f = sin(x)^2; step f")
    #expect(shell.terminal.waitForScreen { $0.text.contains("forward 1/2") })
    shell.terminal.send(Keys.right)
    #expect(
      shell.terminal.waitForScreen {
        $0.lines.suffix(4) == [
          " forward 2/2   f = a²", "   a = 0.909297  →  f = 0.826822", keys, "",
        ]
      }, "\(shell.terminal.screen.text)")
    #expect(!shell.terminal.screen.text.contains("forward 1/2"))
    shell.terminal.send(Keys.left)
    #expect(shell.terminal.waitForScreen { $0.text.contains("forward 1/2") })
    shell.terminal.send("?")
    #expect(shell.terminal.waitForScreen { $0.text.contains("sin: ") })
    shell.terminal.send("rq")
    #expect(
      shell.terminal.waitForScreen { $0.cursorLine == "grad>" && !$0.text.contains("[q]") },
      "\(shell.terminal.screen.text)")
    #expect(shell.terminal.screen.text.contains("backward 3/3"))
  }

  @Test("Where nothing may be drawn over, steps follow each other", arguments: [true, false])
  func append(onDumbTerminal: Bool) throws {
    let shell = try Shell(
      onDumbTerminal ? [] : ["--plain", "--color", "never"],
      environment: onDumbTerminal ? ["TERM": "dumb"] : [:])
    shell.terminal.enter("x := 2; f = sin(x)^2; step f")
    #expect(shell.terminal.waitFor("[q] leave"))
    let before = shell.terminal.raw.count
    shell.terminal.send(Keys.enter)
    #expect(shell.terminal.waitFor("[q] leave"))
    #expect(shell.terminal.screen.text.contains("forward 1/2"))
    #expect(shell.terminal.screen.text.contains("forward 2/2"))
    #expect(!shell.terminal.raw[before...].contains(0x1B))
    shell.terminal.send("q")
    #expect(shell.terminal.waitFor("\n\(Shell.prompt)"))
  }
}
