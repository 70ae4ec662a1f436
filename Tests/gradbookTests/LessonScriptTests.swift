import Foundation
import Testing

/// Lessons played by lines of standard input.
@Suite("A lesson without a terminal") struct LessonScriptTests {
  private static let lessons =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("LessonsTests/Fixtures/home").path

  /// Runs the program with an empty folder for what is kept.
  private func run(_ arguments: String..., input: String = "") throws -> Program.Ending {
    let state = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: state) }
    let environment = ["GRADBOOK_HOME": Self.lessons, "XDG_STATE_HOME": state.path]
    return try Program(arguments, environment: environment).finish(sending: input)
  }

  @Test("shows what was typed and what came of it, without escape sequences") func transcript()
    throws
  {
    let ending = try run("lesson", "short", input: "\n")
    #expect(ending.status == 0)
    #expect(!ending.output.contains("\u{1B}"))
    #expect(
      ending.output.hasSuffix(
        """
        Nothing but a line:

          try this:  1 + 1    [enter] runs it, or type your own

        grad> 1 + 1
        2

        The end of: A short one

          Enter or leave returns to your own notebook.


        """))
  }

  @Test("takes answers of several lines and leaves when it is told to") func answers() throws {
    let ending = try run(
      "lesson", "small-circuit", input: "\n\np = (\nx * y)\nleave\noops\n")
    #expect(ending.output.contains("grad> p = (\n....> x * y)\np = -6\n\nRight.\n"))
    #expect(!ending.output.contains("oops"))
    #expect(ending.output.hasSuffix("lesson small-circuit goes on there.\n"))
  }

  @Test("goes on at the end of each line as long as there are any") func longInput() throws {
    let ending = try run(
      "lesson", "short", input: String(repeating: "x", count: 10_000) + "\n\u{0}\n(\n\n\n")
    #expect(ending.status == 0)
  }

  @Test("is refused with what may be meant", arguments: ["shrt", "/nonexistent/x.md", "/dev/zero"])
  func unknown(name: String) throws {
    let ending = try run("lesson", name)
    #expect(ending.status == 2)
    #expect(ending.output == "")
    #expect(ending.errors.hasPrefix("error["))
  }

  @Test("is listed with the others") func list() throws {
    let ending = try run("lesson")
    #expect(ending.lines.first == "Lessons")
    #expect(ending.output.contains("  1  small-circuit  A small circuit\n"))
  }

  @Test("is not begun by a script, which tells where it is") func batch() throws {
    let ending = try run("-c", "lesson short; 1 + 1")
    #expect(ending.output == "lessons are played in the shell, or by gradbook lesson\n2\n")
  }
}
