import Diagnostics
import Foundation
import Lessons
import StyledText
import Testing

/// The lessons that are shipped.
@Suite("The lessons")
struct LessonTests {
  private static let folder = Golden.project.appendingPathComponent("lessons").path
  private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()

  @Test("print what they say, and their tasks can be solved", arguments: names)
  func replay(name: String) throws {
    let report = Replay.run(try NotebookFile.read("\(Self.folder)/\(name)"))
    for failure in report.failures { Issue.record("\(failure.text(file: name).plain)") }
    #expect(report.warnings.map { $0.plain() } == [])
  }

  @Test("know each other")
  func misfits() throws {
    let notebooks = try Self.names.map { name in
      try NotebookFile.read("\(Self.folder)/\(name)")
    }
    #expect(NotebookSet.misfits(notebooks).flatMap { $0 }.map { $0.plain() } == [])
    for notebook in notebooks {
      let matter = notebook.frontMatter
      #expect(matter.id != nil && matter.title != nil && matter.source != nil)
    }
  }
}
