import Foundation
import Lessons
import Testing

@testable import Grading

@Suite("The samples")
struct SampleTests {
  /// A line of the table of what is to be said.
  struct Sample: CustomTestStringConvertible, Sendable {
    let assignment: String
    let file: String
    /// The verdicts that are not "correct", by the names of questions.
    let verdicts: [String: String]
    /// The mistakes that explain it together.
    let slips: Set<String>

    var testDescription: String { "\(assignment)/\(file)" }

    /// - Parameter line: assignment, sample, what was done, wrong, follows, other, slips.
    init?(line: Substring) {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 9, ShippedAssignments.names.contains(cells[1]) else { return nil }
      assignment = cells[1]
      file = cells[2]
      var verdicts: [String: String] = [:]
      for (cell, verdict) in [(cells[4], "wrong"), (cells[5], "follows")] {
        for name in cell.split(separator: " ") { verdicts[String(name)] = verdict }
      }
      // Names, then the verdict they have.
      let other = cells[6].split(separator: " ").map(String.init)
      for name in other.dropLast() { verdicts[name] = other.last }
      self.verdicts = verdicts
      slips = Set(cells[7].split(separator: " ").map(String.init))
    }

    static let all: [Sample] = {
      let table = ShippedAssignments.folder.appendingPathComponent("samples/expected.md")
      let text = (try? String(contentsOf: table, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").compactMap(Sample.init)
    }()
  }

  @Test("are all in the table")
  func table() throws {
    for name in ShippedAssignments.names {
      let folder = ShippedAssignments.folder.appendingPathComponent("samples/\(name)")
      let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(found.sorted() == Sample.all.filter { $0.assignment == name }.map(\.file).sorted())
    }
  }

  /// Samples that the grader does not yet judge as the table says; the table is right.
  private static let misjudged: [String: Comment] = [
    "two-layer-l2/lea": "an answer with too few digits follows from another with too few"
  ]

  @Test("are graded as the table says", arguments: Sample.all)
  func verdicts(sample: Sample) throws {
    if let reason = Self.misjudged[sample.testDescription] {
      withKnownIssue(reason) { try compare(sample) }
    } else {
      try compare(sample)
    }
  }

  private func compare(_ sample: Sample) throws {
    let grade = try grade(sample)
    guard case .graded = grade.status else {
      Issue.record("\(grade.status)")
      return
    }
    for question in grade.questions {
      let found =
        switch question.verdict {
        case .correct: "correct"
        case .follows: "follows"
        case .wrong: "wrong"
        case .blank: "blank"
        case .ungradable: "ungradable"
        }
      #expect(found == sample.verdicts[question.name] ?? "correct", "\(question.name)")
    }
    let explanations =
      grade.explanations
      + grade.questions.flatMap { question -> [Explanation] in
        if case .wrong(let finding) = question.verdict { finding.explanations } else { [] }
      }
    let slips = Set(explanations.flatMap(\.slips).map(\.mistake))
    #expect(sample.slips.isEmpty ? slips.isEmpty : slips.isSuperset(of: sample.slips))
  }

  private func grade(_ sample: Sample) throws -> Grade {
    let assignment = try ShippedAssignments.read(sample.assignment)
    let path = ShippedAssignments.folder.appendingPathComponent(
      "samples/\(sample.assignment)/\(sample.file)"
    ).path
    let questions = assignment.questions.map { ($0.name, $0.shape) }
    let source = try #require(SubmissionSet([path], questions: questions.map(\.0)).sources.first)
    return Grader(assignment).grade(SubmissionReader(questions: questions).read(source))
  }
}
