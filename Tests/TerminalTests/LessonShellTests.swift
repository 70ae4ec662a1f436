import Diagnostics
import Foundation
import Lessons
import Notebook
import StyledText
import Testing

/// Lessons as a person plays them: typed at, killed, gone on with.
@Suite("The shell with a lesson on") struct LessonShellTests {
  private static var root: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  private static var home: String { "\(root)/Tests/LessonsTests/Fixtures/home" }

  /// The lessons of the tests, and those that come with the program.
  private static var files: [String] {
    ["\(home)/lessons", "\(root)/lessons"].flatMap { folder in
      Folder(folder).entries.filter { $0.name.hasSuffix(".md") && $0.name != "README.md" }
        .map { "\(folder)/\($0.name)" }
    }
  }

  private func shell(
    _ arguments: [String] = [], in home: TemporaryDirectory, columns: Int = 80
  ) throws -> Shell {
    try Shell(
      arguments, home: home, environment: ["GRADBOOK_HOME": Self.home, "NO_COLOR": "1"],
      columns: columns)
  }

  /// Types a line and waits until it shows a text, then for the prompt below.
  ///
  /// A bare Enter may run a line, which is then shown behind a prompt of its own: the first prompt
  /// is not the last.
  private func type(
    _ line: String, in shell: Shell, leavingSteps steps: Int = 0, until end: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    // Several lines are one entry if they are pasted.
    if line.contains("\n") { shell.terminal.paste(line) } else { shell.terminal.send(line) }
    shell.terminal.send(Keys.enter)
    for _ in 0..<steps {
      try #require(shell.terminal.waitFor("[q] leave"))
      shell.terminal.send("q")
    }
    let isShown =
      shell.terminal.waitFor(end) && shell.terminal.waitFor("\n\n\(Shell.prompt)")
    try #require(
      isShown, "\(line) does not show \(end):\n\(shell.terminal.screen.text)",
      sourceLocation: sourceLocation)
  }

  @Test("Every lesson is played to its end by its own answers, killed on the way", arguments: files)
  func play(file: String) throws {
    let home = try TemporaryDirectory()
    var player = LessonPlayer(try Lesson.read(file), session: Session())
    player.begin { _ in }
    var shell = try shell(["lesson", file], in: home)
    var turns = 0
    while let line = player.ownAnswer {
      var last = ""
      var steps = 0
      _ = player.take(line) { shown in
        if case .outcome(let outcome) = shown, case .step = outcome.action { steps += 1 }
        if case .text(let text) = shown {
          let line = text.lines.last { !$0.isEmpty }?.plain ?? ""
          // How a line is run is told at length once a sitting.
          last = line.components(separatedBy: "    [enter]")[0]
        }
      }
      try type(line, in: shell, leavingSteps: steps, until: last)
      turns += 1
      guard turns % 3 == 0, player.ownAnswer != nil else { continue }
      shell.terminal.signal(.kill)
      #expect(shell.terminal.waitForEnd() == .signalled(9))
      shell = try self.shell(["lesson", file], in: home)
      #expect(shell.terminal.screen.text.contains("You were here:"))
    }
    #expect(shell.terminal.screen.text.contains("The end of: "))
    shell.terminal.enter("leave")
    #expect(shell.terminal.waitFor("\n\(Shell.prompt)"))
    #expect(shell.leave() == .exited(0))
  }

  @Test("A lesson has variables of its own, and one's own are back afterwards") func ownVariables()
    throws
  {
    let shell = try shell(in: TemporaryDirectory())
    #expect(try shell.answer(to: "x := 5") == "")
    _ = try shell.answer(to: "lesson small-circuit")
    #expect(try shell.answer(to: "x").hasPrefix("error[name]"))
    try type("", in: shell, until: "try this:  f = (x*y + z)^2    [enter]")
    #expect(try shell.answer(to: "x") == "x = 2")
    #expect(try shell.answer(to: "leave").contains("lesson small-circuit goes on there"))
    #expect(try shell.answer(to: "x") == "x = 5")
    #expect(try shell.answer(to: "hint").hasPrefix("error[name]"))
    #expect(shell.leave() == .exited(0))
  }

  @Test("A bare Enter shows the line it runs in the place of the empty prompt")
  func replacedPrompt()
    throws
  {
    let shell = try shell(["lesson", "short"], in: TemporaryDirectory())
    try type("", in: shell, until: "returns to your own notebook.")
    #expect(shell.terminal.screen.lines.contains("grad> 1 + 1"))
    #expect(shell.terminal.screen.lines.filter { $0 == "grad>" }.count == 1)
  }

  @Test("Ctrl-D leaves the lesson first, then the shell; quit leaves both") func leaving() throws {
    let home = try TemporaryDirectory()
    let shell = try shell(["lesson", "short"], in: home)
    shell.terminal.send(Keys.controlD)
    #expect(shell.terminal.waitFor("You left the lesson"))
    #expect(shell.terminal.waitFor("\n\(Shell.prompt)"))
    #expect(shell.leave() == .exited(0))
    let other = try self.shell(["lesson", "short"], in: home)
    other.terminal.enter("quit")
    #expect(other.terminal.waitForEnd() == .exited(0))
  }

  @Test("Ctrl-C stops a line that a lesson runs, and the lesson waits there") func interrupt()
    throws
  {
    let home = try TemporaryDirectory()
    let file = try home.write(
      "```grad\ngrad> n := 0\n```\n```grad\ngrad> repeat 100000000 { n := n + 1 }\n```\n",
      to: "slow.md")
    let shell = try shell(["lesson", file], in: home)
    try type("", in: shell, until: "n + 1 }    [enter]")
    shell.terminal.enter("")
    #expect(shell.terminal.waitFor("n + 1 }\n"))
    #expect(shell.terminal.waitUntil { $0.echoes })
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
    #expect(shell.terminal.screen.text.contains("note[interrupted]"))
    try type("resume", in: shell, until: "n + 1 }    [enter]")
    #expect(try shell.answer(to: "n") == "n = 0")
  }

  @Test("Tab completes the names of lessons and the words of one") func completion() throws {
    let shell = try shell(in: TemporaryDirectory())
    shell.terminal.send("lesson sm" + Keys.tab)
    #expect(shell.terminal.waitFor("lesson small-circuit"))
    _ = try shell.answer(to: "")
    shell.terminal.send("resu" + Keys.tab)
    #expect(shell.terminal.waitFor("resume"))
    shell.terminal.send(Keys.controlC)
    _ = try shell.answer()
  }

  @Test("The list shows how far each lesson is") func list() throws {
    let home = try TemporaryDirectory()
    let shell = try shell(["lesson"], in: home)
    #expect(shell.terminal.screen.text.contains("  lesson small-circuit begins it"))
    _ = try shell.answer(to: "lesson short")
    try type("", in: shell, until: "returns to your own notebook.")
    _ = try shell.answer(to: "lesson small-circuit")
    try type("", in: shell, until: "^2    [enter]")
    try type("", in: shell, until: "product of x and y.")
    _ = try shell.answer(to: "p = x*y")
    let list = try shell.answer(to: "progress")
    #expect(list.contains("  1  small-circuit  A small circuit  1 of 5 tasks"))
    #expect(list.contains("  2  short          A short one      done"))
    #expect(list.contains("  lesson small-circuit goes on where you were"))
  }

  @Test("A lesson fits a window of another size from the next line on") func resize() throws {
    let shell = try shell(["lesson", "small-circuit"], in: TemporaryDirectory())
    shell.terminal.resize(columns: 40, rows: 24)
    let text = try shell.answer(to: "back") + shell.answer(to: "resume")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
  }

  // MARK: - Files

  private let path = ".local/state/gradbook/progress/small-circuit.txt"

  @Test(
    "Progress that cannot be read is told once and put aside",
    arguments: [
      "garbage", "gradbook progress 7\nlesson small-circuit\nend\n",
      "gradbook progress 1\nlesson small-circuit\nplace 2 0 - The gradient\nta",
    ])
  func unreadable(text: String) throws {
    let home = try TemporaryDirectory()
    try Folder.make(home.path(of: ".local/state/gradbook/progress"))
    try home.write(text, to: path)
    let shell = try shell(["lesson", "small-circuit"], in: home)
    #expect(shell.terminal.screen.text.contains("warning[lesson]: what was kept of this lesson"))
    #expect(home.text(of: path + ".old") == text)
    let again = try self.shell(["lesson", "small-circuit"], in: home)
    #expect(!again.terminal.screen.text.contains("warning"))
  }

  @Test("What a killed program was about to write is swept up") func leftover() throws {
    let home = try TemporaryDirectory()
    try Folder.make(home.path(of: ".local/state/gradbook/progress"))
    // No process has such a number.
    let leftover = path + ".999999999.new"
    try home.write("gradbook pro", to: leftover)
    _ = try shell(["lesson", "small-circuit"], in: home)
    #expect(home.text(of: leftover) == nil)
  }

  @Test("Where nothing can be kept, that is told once and the lesson goes on") func readOnly()
    throws
  {
    let home = try TemporaryDirectory()
    // A file in the place of a folder stops even the superuser.
    try home.write("", to: ".local")
    let shell = try Shell(
      ["lesson", "small-circuit", "--no-history"], home: home,
      environment: ["GRADBOOK_HOME": Self.home, "NO_COLOR": "1"])
    try type("", in: shell, until: "^2    [enter]")
    try type("", in: shell, until: "product of x and y.")
    _ = try shell.answer(to: "p = x*y")
    try type("", in: shell, until: "try this:  trace f    [enter]")
    let text = shell.terminal.screen.text
    #expect(text.components(separatedBy: "warning[lesson]").count == 2)
    #expect(text.contains("section 2 of 3"))
  }
}
