import Diagnostics
import Foundation
import Lessons
import Notebook
import StyledText
import Testing

/// Sessions written as notebooks.
@Suite("A saved session")
struct SavedNotebookTests {
  private func withFile(_ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  private func session(seed: UInt32 = 0, width: Int = 80, isTerminal: Bool = false) -> Session {
    var context = SessionContext(isTerminal: isTerminal)
    context.statements = { source throws(Diagnostic) in try NotebookFile.statements(of: source) }
    var session = Session(context: context, seed: seed)
    session.settings.width = width
    return session
  }

  private func enter(_ text: String, in session: inout Session) {
    session.execute(SourceText(name: "", text: text), keepGoing: true) { _ in }
  }

  private static let lines = [
    "x := -4.499; f = 2 / sin(exp(-x))", "oops", "trace f  # seen", "vars", "help", "undo",
    "W := randn(2, 3)", "W; time sum(W)", "repeat 2 {\n  x := x + 1\n  x\n}", "f;", "ans",
    "y := [1, 2]; w := 0.5; J = mse(w*y, [2, 4])", "train J steps=20 lr=0.1 wrt w",
    "set width 60", "trace J", "set digits 3", "f", "graph f", "help \"```\"",
  ]

  @Test(
    "replays, whatever terminal it was typed at",
    arguments: [(0, 80, false), (3, 100, true), (7, 30, true)] as [(UInt32, Int, Bool)])
  func replays(seed: UInt32, width: Int, isTerminal: Bool) throws {
    try withFile { path in
      var session = session(seed: seed, width: width, isTerminal: isTerminal)
      for line in Self.lines { enter(line, in: &session) }
      enter("save \"\(path)\"", in: &session)
      let notebook = try NotebookFile.read(path)
      let report = Replay.run(notebook)
      #expect(report.failures.map { $0.text(file: "").plain } == [])
      #expect(report.passed >= session.log.count)
      #expect(notebook.isSavedSession)
    }
  }

  @Test("is the same session when it is run")
  func runs() throws {
    try withFile { path in
      var first = session()
      for line in Self.lines { enter(line, in: &first) }
      enter("save \"\(path)\"", in: &first)
      var second = session()
      enter("run \"\(path)\"", in: &second)
      #expect(second.log == first.log)
      #expect(second.settings.digits == 3)
      let before = try String(contentsOfFile: path, encoding: .utf8)
      enter("save \"\(path)\" force=true", in: &second)
      let after = try String(contentsOfFile: path, encoding: .utf8)
      #expect(after == before)
    }
  }

  @Test("stands as written")
  func text() throws {
    try withFile { path in
      var session = session(seed: 2)
      enter("g(t) = \\\n  t^2; g(3)", in: &session)
      enter("time g(2)", in: &session)
      enter("save \"\(path)\"", in: &session)
      let name = path.split(separator: "/").last.map { $0.dropLast(3) } ?? ""
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(
        text == """
          # \(name)

          ```grad
          grad> seed 2
          grad> g(t) = \\
          ....>   t^2
          grad> g(3)
          9
          grad> time g(2)
          4
          [..]
          ```

          """)
    }
  }

  @Test("says where one of its statements fails")
  func failure() throws {
    try withFile { path in
      let text = "# A\n\n```grad\ngrad> x := 1\ngrad> mze(x)\n```\n"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      var session = session()
      var problem: Diagnostic?
      session.execute(SourceText(name: "", text: "run \"\(path)\"")) { problem = $0.diagnostic }
      #expect(problem?.location == SourceText.Location(line: 5, column: 1))
      #expect(session.log == ["x := 1"])
    }
  }

  @Test(
    "is one only without prose, tasks and attributes",
    arguments: [
      ("# A\n\n```grad\ngrad> 1\n```\n", true), ("```grad\ngrad> 1\n```\n", true),
      ("# A\n\nB\n\n```grad\ngrad> 1\n```\n", false),
      ("# A\n\n```grad hide\ngrad> 1\n```\n", false),
      ("# A\n\n```task {#a}\nask: a\npredict: 1\n```\n", false),
    ])
  func purity(text: String, expected: Bool) {
    #expect(NotebookFile(SourceText(name: "", text: text)).isSavedSession == expected)
  }
}
