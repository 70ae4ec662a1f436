import Diagnostics
import Lessons
import Testing

@testable import Grading

@Suite("The assignment to begin with")
struct AssignmentSkeletonTests {
  private let text = AssignmentSkeleton.text(id: "softmax-layer")

  @Test("can be read and has nothing to remark")
  func lint() throws {
    let assignment = try ShippedAssignments.assignment(text)
    #expect(assignment.id == "softmax-layer")
    #expect(assignment.title == "Softmax layer")
    #expect(assignment.questions.map(\.name) == ["ds", "dW", "db"])
    #expect(AssignmentLint(assignment).findings == [])
  }

  @Test("replays")
  func replays() {
    let report = Replay.run(NotebookFile(SourceText(name: "softmax-layer.md", text: text)))
    #expect(report.failures.isEmpty)
    #expect(report.warnings == [])
  }
}
