import Diagnostics
import Foundation
import Lessons
import Notebook
import StyledText
import Testing

/// Notebooks run and compared.
@Suite("A replay")
struct ReplayTests {
  private func replay(_ text: String) -> Replay.Report {
    Replay.run(NotebookFile(SourceText(name: "lesson.md", text: text)))
  }

  private func messages(_ report: Replay.Report) -> [String] {
    report.failures.map { $0.text(file: "lesson.md").plain }
  }

  @Test("passes a notebook that says what is printed")
  func fixture() throws {
    let file = try #require(
      Bundle.module.url(forResource: "chain-rule", withExtension: "md", subdirectory: "Fixtures"))
    let report = Replay.run(try NotebookFile.read(file.path))
    #expect(messages(report) == [])
    #expect(report.passed == 6)
    #expect(report.corrected == nil)
  }

  @Test("shows errors as output, and goes on")
  func errors() {
    let report = replay(
      """
      ```grad
      grad> oops
      error[name]: oops has no value yet
        oops
        ^^^^
        help: set it first: oops := ...
      grad> 1 + 1
      2
      ```
      """)
    #expect(messages(report) == [])
    #expect(report.passed == 2)
  }

  @Test("corrects stale lines and leaves every other byte as it is")
  func correction() {
    let text = """
      # A\r
      ```grad\r
      grad> x := 2\r
      grad> x^2\r
      5\r
      \r
      grad> [x, x]; x^3   # two
      [..]2]
      7
      ```
      ```grad norun
      grad> x^2
      17
      ```
      """
    let report = replay(text)
    #expect(
      messages(report) == [
        "lesson.md:4  x^2\n  - 5\n  + 4\n    want 5 got 4 |Δ| = 1",
        "lesson.md:7  [x, x]; x^3   # two\n  - 7\n  + 8\n    want 7 got 8 |Δ| = 1",
      ])
    #expect(
      report.corrected
        == text.replacing("5\r\n", with: "4\r\n").replacing("\n7\n", with: "\n8\n"))
    #expect(replay(report.corrected ?? "").failures.isEmpty)
  }

  @Test("runs notebooks within notebooks, but not for ever")
  func nested() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: file) }
    func replay(_ inner: String) throws -> Replay.Report {
      try inner.write(to: file, atomically: true, encoding: .utf8)
      return self.replay("```grad\ngrad> run \"\(file.path)\"\n...\ngrad> x\nx = 2\n```\n")
    }
    #expect(try messages(replay("# A\n\n```grad\ngrad> x := 2\n```\n")) == [])
    #expect(
      try messages(replay("```grad\ngrad> x := 2\ngrad> run \"\(file.path)\"\n```\n")) == [])
  }

  @Test(
    "says once, at the solution, that it does not pass",
    arguments: [
      ("solution: b = 2", "the solution of a does not pass"),
      ("solution: c = unknown + 1", "the solution of a does not pass"),
      ("solution: c = (", nil), ("solution: c = [1, 2] @ [1, 2, 3]", nil),
    ])
  func failingSolution(field: String, message: String?) {
    let text =
      "```task {#a}\nask: a\n\(field)\naccept: c\nhint: h\nwrong: 5 => no\nwrong: 7 => no\n```\n"
    let problems = replay(text).failures.compactMap { failure -> Diagnostic? in
      if case .problem(let problem) = failure { problem } else { nil }
    }
    #expect(problems.count == 1)
    if let message { #expect(problems.first?.message == message) }
    let place = problems.first.flatMap { $0.range?.lowerBound } ?? 0
    #expect(SourceText(name: "", text: text).line(of: place) == 3)
  }

  @Test("runs hidden cells, and cells in one session")
  func session() {
    let report = replay("```grad hide\ngrad> x := 2\n```\n\n```grad\ngrad> x\nx = 2\n```\n")
    #expect(messages(report) == [])
  }

  @Test("takes a mistake that has the right value at the present point alone")
  func mistakeRightHere() {
    func report(_ mistake: String) -> Replay.Report {
      replay(
        "```grad\ngrad> x := 1\n```\n\n```task {#a}\nask: a\nhint: b\nsolution: d = 3 * x^2\n"
          + "accept: d\nwrong: \(mistake) => No.\n```\n")
    }
    #expect(messages(report("3 * x")) == [])
    #expect(report("x * 3 * x").failures.count == 1)
  }

  @Test("runs cells of any length, and counts lines as the file does that a cell was made of")
  func longCell() {
    let lines = String(repeating: "grad> 1 + 1\n2\n", count: 2000)
    let report = replay("```grad\n\(lines)grad> 3\n4\n```\n")
    #expect(report.passed == 2000)
    let texts = report.failures.map { $0.text(file: "long.txt", added: 1).plain }
    #expect(texts == ["long.txt:4001  3\n  - 4\n  + 3\n    want 4 got 3 |Δ| = 1"])
  }

  @Test(
    "finds what is wrong with tasks",
    arguments: [
      ("solution: c = 1\naccept: d", "the solution of a does not pass"),
      ("solution: c = mze(1)\naccept: c", "there is no function mze"),
      ("solution: c = 1\naccept: x", "the task a is passed before it is answered"),
      (
        "solution: c = 1\naccept: c\nwrong: 1 => No.",
        "this mistake has the value of the right answer"
      ),
      ("solution: c = 1\naccept: c\nwrong: u => No.", "u has no value yet"),
      ("predict: u", "u has no value yet"), ("predict: x\nrun: oops", "oops has no value yet"),
      ("predict: x\nwrong: x => No.", "this mistake has the value of the right answer"),
    ])
  func tasks(fields: String, expected: String) throws {
    let report = replay(
      "```grad\ngrad> x := 2\n```\n\n```task {#a}\nask: a\nhint: b\n\(fields)\n```\n")
    #expect(report.failures.count == 1)
    #expect(messages(report).first?.contains(": \(expected)\n  at lesson.md:") == true)
    #expect(report.passed == 1)
  }

  @Test("warns of tasks without hints")
  func hints() {
    let report = replay("```task {#a}\nask: a\npredict: 1 + 1\n```\n")
    #expect(report.failures.isEmpty && report.passed == 1)
    #expect(report.warnings.map(\.message) == ["the task a has no hint"])
  }

  @Test(
    "fails what runs nothing",
    arguments: ["", "# A\n", "```grad norun\ngrad> 1\n```\n", "```\n1\n```"])
  func nothing(text: String) {
    #expect(messages(replay(text)).first?.contains("has no cell and no task to run") == true)
  }

  @Test("knows lessons of one id and those that are required but missing")
  func misfits() {
    let notebooks = ["id: a", "id: a\nrequires: [b]", "id: c\nrequires: [a, bb]", "title: d"].map {
      NotebookFile(SourceText(name: String($0.suffix(4)), text: "---\n\($0)\n---\n"))
    }
    let messages = NotebookSet.misfits(notebooks).map { $0.map(\.message) }
    #expect(messages[0] == [] && messages[3] == [])
    #expect(messages[1].count == 2 && messages[1][1] == "there is no lesson b")
    #expect(messages[2] == ["there is no lesson bb"])
    // One alone beside the lessons that come along.
    let alone = [NotebookFile(SourceText(name: "x", text: "---\nid: x\nrequires: [a, b]\n---\n"))]
    #expect(
      NotebookSet.misfits(alone, known: ["a"]).map { $0.map(\.message) }
        == [["there is no lesson b"]])
  }

  @Test("takes no prose for output where a block was not closed")
  func openBlocks() {
    let text = "```grad\ngrad> 1\n1\n\nProse that must stay.\n\n```grad\ngrad> 2\n3\n```\n"
    let report = Replay.run(NotebookFile(SourceText(name: "a.md", text: text)))
    #expect(report.corrected?.contains("Prose that must stay.") != false)
    #expect(!report.failures.isEmpty)
    let last = Replay.run(NotebookFile(SourceText(name: "b.md", text: String(text.prefix(40)))))
    #expect(last.corrected == nil && !last.failures.isEmpty)
  }
}
