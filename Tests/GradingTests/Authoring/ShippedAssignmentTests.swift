import Foundation
import Lessons
import Testing

@testable import Grading

@Suite("The assignments that come with the project")
struct ShippedAssignmentTests {
  @Test("print what they say", arguments: ShippedAssignments.names)
  func replays(name: String) throws {
    let report = Replay.run(try ShippedAssignments.read(name).file)
    #expect(report.failures.isEmpty)
    #expect(report.warnings == [])
  }

  @Test("say what students need to know", arguments: ShippedAssignments.names)
  func frontMatter(name: String) throws {
    let assignment = try ShippedAssignments.read(name)
    #expect(assignment.id == name)
    #expect(assignment.file.frontMatter.source != nil)
    #expect(assignment.file.frontMatter.summary != nil)
    #expect(assignment.points == assignment.questions.reduce(0) { $0 + $1.points })
    #expect(assignment.file.asks.allSatisfy { !$0.markdown.isEmpty })
  }

  @Test("are all known here")
  func names() throws {
    let found = try FileManager.default.contentsOfDirectory(atPath: ShippedAssignments.folder.path)
    let names = found.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    #expect(names.sorted() == ShippedAssignments.names)
  }
}
