import Foundation
import StyledText
import Testing

@testable import Grading

@Suite("The list of mistakes")
struct MistakeListTests {
  @Test("is fresh in the documents")
  func fresh() throws {
    let file = ShippedAssignments.folder.deletingLastPathComponent()
      .appendingPathComponent("docs/mistakes.md")
    #expect(try String(contentsOf: file, encoding: .utf8) == MistakeList.markdown())
  }

  @Test("has every mistake under a name of its own, with a sentence to the student")
  func complete() {
    let names = Mistakes.all.map(\.id)
    #expect(Set(names).count == names.count)
    for mistake in Mistakes.all {
      #expect(MistakeList.markdown().contains("`\(mistake.id)`"))
      #expect(mistake.advice.hasSuffix("."), "\(mistake.id)")
      #expect(!mistake.title.hasSuffix("."), "\(mistake.id)")
    }
  }

  @Test("fits the screen", arguments: [40, 80, 120])
  func width(width: Int) {
    for line in MistakeList.text(width: width).plain.split(separator: "\n") {
      #expect(line.count <= width, "\(line)")
    }
  }
}
