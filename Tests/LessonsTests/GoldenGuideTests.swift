import Diagnostics
import Foundation
import Lessons
import Notebook
import StyledText
import Testing

/// The examples of `docs/language.md`, run one after the other in one session.
@Suite("The guide to the language")
struct GoldenGuideTests {
  private static let file = Golden.project.appendingPathComponent("docs/language.md")

  @Test("prints what it says")
  func examples() throws { try Golden.replay(Self.file) }

  @Test("shows JSON as it is printed")
  func json() throws {
    let text = try Golden.text(Self.file)
    let call = /\$ gradbook --json -c '([^']*)'\n([^`]*)```/
    let example = try #require(text.firstMatch(of: call))
    var printed = ""
    var session = Session()
    session.execute(SourceText(name: "", text: String(example.1))) {
      printed += $0.json.line + "\n"
    }
    if Golden.isPromoting {
      try text.replacing(example.2, with: printed)
        .write(to: Self.file, atomically: true, encoding: .utf8)
    } else {
      #expect(printed == example.2)
    }
  }

  @Test("shows authors a lesson that replays")
  func lesson() throws {
    let file = Golden.project.appendingPathComponent("docs/writing-lessons.md")
    let guide = NotebookFile(SourceText(name: "", text: try Golden.text(file)))
    #expect(guide.problems.isEmpty)
    let lessons = guide.blocks.compactMap { block in
      if case .prose(.code(let lines, language: "markdown")) = block.content { lines } else { nil }
    }
    // The second goes on from the first.
    let text = lessons.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    let report = Replay.run(NotebookFile(SourceText(name: "two-paths.md", text: text)))
    #expect(report.failures.map { $0.text(file: "two-paths.md").plain } == [])
    #expect(report.passed == 5)
    #expect(report.warnings.isEmpty)
  }

  @Test("fails only where it shows an error")
  func failures() throws {
    // The guide shows what a circle, two shapes and an unknown function look like.
    let errors = try Golden.text(Self.file).split(separator: "\n").filter { $0.hasPrefix("error[") }
    #expect(
      errors.map { $0.prefix { $0 != ":" } } == [
        "error[circle]", "error[circle]", "error[shape]", "error[name]",
      ])
  }
}
