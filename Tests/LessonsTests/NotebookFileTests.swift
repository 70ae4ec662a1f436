import Diagnostics
import Foundation
import Lessons
import Testing

/// Notebooks as they are read.
@Suite("A notebook file")
struct NotebookFileTests {
  private func read(_ text: String) -> NotebookFile {
    NotebookFile(SourceText(name: "lesson.md", text: text))
  }

  private func fixture() throws -> NotebookFile {
    let file = try #require(
      Bundle.module.url(forResource: "chain-rule", withExtension: "md", subdirectory: "Fixtures"))
    return try NotebookFile.read(file.path)
  }

  @Test("says of itself what its front matter says")
  func frontMatter() throws {
    let file = try fixture()
    #expect(file.problems.map { $0.plain() } == [])
    #expect(file.title == "The chain rule, one gate at a time")
    #expect(file.frontMatter.id == "chain-rule")
    #expect(file.frontMatter.source == "TUM lecture 7")
    #expect(file.frontMatter.order == 1)
    #expect(file.frontMatter.minutes == 15)
  }

  @Test("is divided at its headings")
  func sections() throws {
    let file = try fixture()
    #expect(file.sections.map { $0.title.plain } == ["The chain rule", "The value", "Your turn"])
    #expect(file.sections.map { $0.blocks.count } == [2, 1, 5])
  }

  @Test("holds prose with its structure")
  func prose() throws {
    let blocks = try fixture().sections[0].blocks
    guard case .prose(.paragraph(let text)) = blocks[0].content,
      case .prose(.table(let table)) = blocks[1].content
    else {
      Issue.record("no paragraph and table")
      return
    }
    #expect(text.contains(.emphasis([.text("from the outside in")])))
    #expect(text.contains(.code("2 / sin(exp(-x))")))
    #expect(text.contains(.strong([.text("degrees")])))
    #expect(table.alignments == [.leading, .trailing])
    #expect(table.header.map(\.plain) == ["gate", "local derivative"])
    #expect(table.rows.map { $0.map(\.plain) } == [["sin b", "cos b"], ["exp a", "exp a"]])
  }

  @Test("holds cells with the lines of their inputs and outputs")
  func cells() throws {
    let file = try fixture()
    let entries = try #require(file.cells.first).entries
    #expect(entries.map(\.input) == ["x := -4.499", "f = 2 / sin(exp(-x))", "a = -x; b = exp(a)"])
    #expect(entries.map(\.expected) == [[], ["f = 2.16395"], ["a = 4.499", "b = 89.9272"]])
    for entry in entries {
      #expect(file.source.line(entry.inputLines.lowerBound) == "grad> " + entry.input)
      #expect(entry.outputLines.map(file.source.line) == entry.expected)
    }
  }

  @Test("holds tasks of three kinds")
  func tasks() throws {
    let tasks = try fixture().tasks
    #expect(tasks.map(\.id) == ["sine", "route", "double"])
    #expect(tasks.map(\.points) == [2, 1, 1])
    guard case .statements(let exercise) = tasks[0].kind, case .choice(let options) = tasks[1].kind,
      case .prediction(let prediction) = tasks[2].kind
    else {
      Issue.record("other kinds")
      return
    }
    #expect(exercise.solution.text == "c = sin(b)")
    #expect(exercise.accepted.map(\.code.text) == ["c"])
    #expect(exercise.mistakes.map(\.expression.code.text) == ["sin(a)"])
    #expect(tasks[0].hints.count == 2)
    #expect(options.map(\.isRight) == [false, true, false])
    #expect(
      options.map(\.answer.plain) == ["It switches: each side gets the other's value.", "", ""])
    #expect(prediction.run?.text == "x := 0")
    #expect(tasks[2].tolerance == 0.01)
  }

  @Test("keeps inputs of several lines together, and blank lines of output")
  func continuation() throws {
    let file = read("```grad tol=1e-3 hide\ngrad> repeat 2 {\n....>   x\n....> }\na\n\nb\n\n```\n")
    #expect(file.problems.isEmpty)
    let cell = try #require(file.cells.first)
    #expect(cell.attributes.tolerance == 1e-3 && cell.attributes.isHidden)
    #expect(cell.entries.map(\.input) == ["repeat 2 {\n  x\n}"])
    #expect(cell.entries.map(\.expected) == [["a", "", "b"]])
  }

  // MARK: - Problems

  @Test(
    "tells what is wrong with it, where, and what may be meant",
    arguments: [
      ("---\ntitel: a\n---\n", "2:1", "there is no entry titel in front matter", "title"),
      ("---\nid: Chain Rule\n---\n", "2:5", "id is small letters", nil),
      ("---\norder: soon\n---\n", "2:8", "order is a whole number, 0 or more", nil),
      ("---\nid: a\nid: b\n---\n", "3:1", "id is said twice", nil),
      ("---\ntitle: a: b\n---\n", "2:9", "the front matter is no YAML", nil),
      ("---\n- a\n---\n", "2:1", "the front matter is a list of name: value", nil),
      ("---\ntitle: {a: b}\n---\n", "2:8", "the front matter is a list of name: value", nil),
      ("---\ntitle: *a\n---\n", "2:8", "the front matter is a list of name: value", nil),
      ("---\ntitle: a\n", "1:1", "the front matter is never closed", nil),
      ("```grad\ngrad> 1\n", "1:1", "the block is never closed", nil),
      (
        "```grad\ngrad> 1\n1\n\ntext\n\n```grad\ngrad> 2\n```\n", "1:1",
        "the block is not closed where the next begins", nil
      ),
      (
        "```task {#a}\nask: a\n\n```grad\ngrad> 2\n```\n", "1:1",
        "the block is not closed where the next begins", nil
      ),
      ("```grad tll=2\ngrad> 1\n```\n", "1:9", "there is no attribute tll here", "tol"),
      ("```grad hide=2\ngrad> 1\n```\n", "1:9", "hide takes no value", nil),
      ("```grad tol\ngrad> 1\n```\n", "1:9", "tol is a number, 0 or more", nil),
      ("```grad plot=cells:200%\ngrad> 1\n```\n", "1:9", "plot is exact, cells:2% or skip", nil),
      ("```grad\n```\n", "1:1", "the cell runs nothing", nil),
      ("```grad\n2\ngrad> 1\n```\n", "2:1", "the cell begins with output", nil),
      ("```grad\n....> 2\n```\n", "2:1", "there is no input that this line goes on with", nil),
      ("- a\n\n  ```grad\n  grad> 1\n  ```\n", "3:1", "a grad block stands at the margin", nil),
      ("```task\nask: a\nsolution: x := 1\naccept: x\n```\n", "1:1", "the task has no id", nil),
      (
        "```task {#a b=2}\nask: a\nsolution: x := 1\naccept: x\n```\n", "1:13",
        "there is no attribute b here", nil
      ),
      ("```task {#A}\nask: a\nsolution: x := 1\naccept: x\n```\n", "1:10", "A is no id", nil),
      ("```task {#a}\nhimt: a\n```\n", "2:1", "a task has no field himt", "hint"),
      ("```task {#a}\nask\n```\n", "2:1", "a task is made of lines name: text", nil),
      ("```task {#a}\nask: a\n```\n", "1:10", "the task does not say how it is judged", nil),
      ("```task {#a}\naccept: a\nsolution: a = 1\n```\n", "1:10", "the task has no ask", nil),
      ("```task {#a}\nask: a\naccept: x\n```\n", "1:10", "the task has no solution", nil),
      ("```task {#a}\nask: a\nsolution: x = (\naccept: x\n```\n", "3:16", "", nil),
      ("```task {#a}\nask: a\nsolution: x = 1\naccept: x +\n```\n", "4:12", "", nil),
      (
        "```task {#a}\nask: a\nsolution: x = 1\naccept: x\nwrong: 2\n```\n", "5:8",
        "wrong: is written expression => what to say", nil
      ),
      (
        "```task {#a}\nask: a\naccept: x\npredict: x\n```\n", "4:1",
        "accept: and predict: do not go together", nil
      ),
      (
        "```task {#a}\nask: a\nchoice: x\nchoice: y\n```\n", "3:1", "none of the answers is right",
        nil
      ),
      ("```task {#a}\nask: a\ncorrect: x\n```\n", "3:1", "there is nothing to choose", nil),
      (
        "```task {#a}\nask: a\npredict: x\ntolerance: some\n```\n", "4:12", "tolerance is a number",
        nil
      ),
    ] as [(String, String, String, String?)])
  func problem(text: String, place: String, message: String, meant: String?) throws {
    let problem = try #require(read(text).problems.first { $0.message.hasPrefix(message) })
    let location = try #require(problem.location)
    #expect("\(location.line):\(location.column)" == place)
    if let meant { #expect(problem.help == "did you mean \(meant)?") }
  }

  @Test("takes cells of any length")
  func longCell() throws {
    let output = (0..<3000).map { "line \($0) of many" }
    let file = read("~~~grad\ngrad> f\n\(output.joined(separator: "\n"))\n~~~\n")
    #expect(file.problems.isEmpty)
    #expect(file.cells.first?.entries.first?.expected == output)
  }

  @Test("tells of two tasks with one id")
  func sameIDs() throws {
    let task = "```task {#a}\nask: a\npredict: 1\n```\n"
    let problem = try #require(read(task + task).problems.first)
    #expect(problem.message == "two tasks have the id a")
    #expect(problem.location?.line == 5)
  }

  // MARK: - Hostile files

  @Test(
    "reads whatever there is without a crash",
    arguments: [
      (">", 100_000), ("> ", 100_000), ("- ", 100_000), ("- ", 8_000), ("[", 100_000),
      ("[", 16_000), ("*a **a ", 2_000), ("_", 16_000), ("`", 16_000), ("<", 16_000),
      ("![a](", 3_000), ("[a][", 4_000), ("|", 16_000), ("a|\n-|\n", 2_000), ("&", 16_000),
      ("a\n\n> - a\n", 40_000), ("```\n", 100_001), ("1. ", 5_000), ("[^a]: b\n", 2_000),
      ("---\n", 10_000), ("---\r\n", 3), ("---\n[[[[[[[[[[[[[[[[[[[[", 1000),
      ("---\n" + String(repeating: "a: b\n", count: 20_000), 2), ("\u{FEFF}", 2),
      ("---\na: &a [*a, *a]\n", 2), ("```task {#a}\nhint: a\n", 10_000),
      ("```task {#a}\nask: a\npredict: 1\n```\n", 3_000), ("```grad\n", 10_001),
      ("```grad\ngrad> 1\n1\n```\n", 20_000), ("grad> 1\n....> 2\n", 20_000),
    ] as [(String, Int)])
  func hostile(part: String, count: Int) {
    let text = String(repeating: part, count: count)
    let blocks = read(text).blocks
    // Every block has lines of its own, in order, within the file.
    #expect(
      zip(blocks, blocks.dropFirst()).allSatisfy { $0.lines.upperBound < $1.lines.lowerBound })
    let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    #expect(blocks.allSatisfy { $0.lines.lowerBound >= 1 && $0.lines.upperBound <= lineCount })
  }

  @Test(
    "refuses what is no text", arguments: [[0x61, 0x0A, 0xFF], [0x61, 0x0A, 0x00]] as [[UInt8]])
  func binary(bytes: [UInt8]) throws {
    try withFile(bytes) { path in
      let problem = #expect(throws: Diagnostic.self) { try NotebookFile.read(path) }
      #expect(problem?.message.contains("is not text: line 2 holds") == true)
    }
  }

  @Test("refuses files larger than any notebook")
  func large() throws {
    try withFile([UInt8](repeating: 0x61, count: NotebookFile.limit + 1)) { path in
      let problem = #expect(throws: Diagnostic.self) { try NotebookFile.read(path) }
      #expect(problem?.message.contains("is too large for a notebook") == true)
    }
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
