import Foundation
import Notebook
import Testing

@testable import Grading

/// What other systems publish of the files they read.
@Suite("A file for another system")
struct SchemaTests {
  private typealias Object = [String: Any]
  private typealias Check = @Sendable (Any) -> Bool

  /// The fields of an object that must be there, and those that may.
  private struct Fields: Sendable {
    let required: [String: Check]
    let optional: [String: Check]

    func check(_ object: Object) {
      for (name, isFine) in required {
        guard let value = object[name] else {
          Issue.record("\(name) is missing")
          continue
        }
        #expect(isFine(value), "\(name): \(value)")
      }
      for (name, value) in object where required[name] == nil {
        #expect(optional[name]?(value) == true, "\(name): \(value)")
      }
    }
  }

  @Sendable private static func text(_ value: Any) -> Bool { value is String }
  @Sendable private static func texts(_ value: Any) -> Bool { value is [String] }
  @Sendable private static func number(_ value: Any) -> Bool { value is NSNumber }
  @Sendable private static func list(_ value: Any) -> Bool { value is [Object] }
  @Sendable private static func truth(_ value: Any) -> Bool { value is Bool }
  private static func one(of words: String...) -> Check {
    { ($0 as? String).map(words.contains) == true }
  }

  private static let visibility = one(of: "visible", "hidden", "after_due_date", "after_published")
  private static let textFormat = one(of: "text", "html", "simple_format", "md", "ansi")

  /// `results.json` as the documentation of Gradescope's autograders has it.
  private static let gradescope = Fields(
    required: ["score": number, "tests": list],
    optional: [
      "execution_time": number, "output": text, "output_format": textFormat,
      "test_output_format": textFormat, "test_name_format": textFormat, "visibility": visibility,
      "stdout_visibility": visibility, "extra_data": { $0 is Object }, "leaderboard": list,
    ])

  private static let gradescopeTest = Fields(
    required: ["score": number, "max_score": number, "name": text],
    optional: [
      "status": one(of: "passed", "failed"), "name_format": textFormat, "number": text,
      "output": text, "output_format": textFormat, "tags": texts, "visibility": visibility,
      "extra_data": { $0 is Object },
    ])

  /// `results.json` as the documentation of PrairieLearn's external graders has it.
  private static let prairieLearn = Fields(
    required: ["gradable": truth],
    optional: [
      "score": { ($0 as? Double).map { (0...1).contains($0) } == true }, "message": text,
      "output": text, "images": list, "tests": list,
      "format_errors": { $0 is String || $0 is [String] },
    ])

  private static let prairieLearnTest = Fields(
    required: ["name": text, "points": number, "max_points": number],
    optional: ["description": text, "message": text, "output": text, "images": list])

  private static func object(_ text: String) throws -> Object {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
  }

  @Test("of Gradescope has its fields, and points that add up")
  func gradescope() throws {
    var report = SampleClass.report(SampleClass.grades + SampleClass.hostileGrades)
    report.options.seconds = ["aabbott": 0.25]
    for grade in report.grades {
      guard let text = AutograderResults.gradescope(grade, report) else {
        #expect(grade.student == "ggreen")
        continue
      }
      let results = try Self.object(text)
      Self.gradescope.check(results)
      let tests = try #require(results["tests"] as? [Object])
      for test in tests { Self.gradescopeTest.check(test) }
      let sum = tests.reduce(0) { $0 + ($1["score"] as? Double ?? 0) }
      #expect(abs(sum - grade.score) < 1e-9)
      #expect(tests.allSatisfy { $0["score"] as? Double ?? 1 <= $0["max_score"] as? Double ?? 0 })
      #expect((results["execution_time"] != nil) == (grade.student == "aabbott"))
      if !tests.isEmpty {
        #expect(
          tests.map { $0["visibility"] as? String }
            == ["visible", "after_due_date", "after_published", "hidden"])
      }
    }
  }

  @Test("of PrairieLearn has its fields; what cannot be read costs no attempt")
  func prairieLearn() throws {
    let report = SampleClass.report()
    for grade in report.grades {
      guard let text = AutograderResults.prairieLearn(grade, report) else {
        #expect(grade.student == "ggreen")
        continue
      }
      let results = try Self.object(text)
      Self.prairieLearn.check(results)
      #expect(results["gradable"] as? Bool == (grade.student != "ddiaz"))
      #expect((results["score"] != nil) == (grade.student != "ddiaz"))
      for test in results["tests"] as? [Object] ?? [] { Self.prairieLearnTest.check(test) }
    }
  }

  @Test("of records has a status and, unless the grader failed, a score")
  func records() throws {
    let statuses = try SampleClass.grades.map { grade in
      let record = try Self.object(GradeRecord.json(grade, SampleClass.assignment).line)
      #expect((record["score"] != nil) == (grade.student != "ggreen"))
      return record["status"] as? String
    }
    #expect(Set(statuses) == ["graded", "unreadable", "fault"])
    let document = try Self.object(ClassJSON.document(SampleClass.report()))
    #expect(Set(document.keys) == ["assignment", "submissions", "summary"])
    #expect((document["submissions"] as? [Object])?.count == SampleClass.grades.count)
  }
}
