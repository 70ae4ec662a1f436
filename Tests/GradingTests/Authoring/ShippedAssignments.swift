import Diagnostics
import Foundation
import Lessons

@testable import Grading

/// The assignments that come with the project, and what lies beside them.
enum ShippedAssignments {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("assignments")

  static let names = ["batch-norm", "spiral-softmax", "two-layer-l2"]

  static func read(_ name: String) throws -> Assignment {
    try Assignment(NotebookFile.read(folder.appendingPathComponent("\(name).md").path))
  }

  static func assignment(_ text: String) throws -> Assignment {
    try Assignment(NotebookFile(SourceText(name: "homework.md", text: text)))
  }
}
