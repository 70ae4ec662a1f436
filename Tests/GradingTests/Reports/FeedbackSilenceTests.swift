import Foundation
import Tensors
import Testing

@testable import Grading

/// What is said of answers, searched for the right ones.
@Suite("Feedback")
struct FeedbackSilenceTests {
  /// What may not be said of an assignment: the entries of its right answers, but those that
  /// students are given in the setup.
  private static func secrets(_ assignment: Assignment) -> [Double] {
    let given = Set(HandoutData(assignment).entries.flatMap(\.tensor.values).map(\.magnitude))
    let entries = assignment.questions.flatMap(\.key.values).map(\.magnitude)
    return Set(entries).subtracting(given).filter { $0 > 0 }.sorted()
  }

  /// Whether a number is what somebody reached, in points or as a part of all of them.
  private static func isMark(_ number: Double, _ grades: [Grade], of points: Double) -> Bool {
    grades.contains { grade in
      let marks = grade.questions.flatMap { [$0.score, $0.points] } + [grade.score]
      return marks.contains { abs($0 - number) < 1e-6 || abs($0 / points - number) < 1e-6 }
    }
  }

  /// The numbers of at least four digits in a text that are secrets as exactly as they are written.
  private static func leaks(_ text: String, _ secrets: [Double]) -> [Substring] {
    numbers(text).filter { word in
      let parts = word.split(whereSeparator: { "eE".contains($0) })
      let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      let digits = mantissa.joined().drop { $0 == "0" }.count
      guard digits >= 4, let value = Double(word) else { return false }
      let exponent =
        (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - (mantissa.dropFirst().first?.count ?? 0)
      let half = 0.5000001 * pow(10, Double(exponent))
      return secrets.contains { abs($0 - value) <= max(half, 1e-15 * $0) }
    }
  }

  /// `12.5`, `1e-3`: what reads as a number without its sign.
  private static func numbers(_ text: String) -> [Substring] {
    text.matches(of: /[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?/).map { text[$0.range] }
  }

  /// All that is written of a class: in every format, the table with all that it can explain.
  private static func texts(_ assignment: Assignment, _ grades: [Grade]) throws -> [String] {
    try ReportFormat.all.flatMap { format in
      try [false, true].flatMap { explains in
        var options = ReportOptions()
        options.width = 100
        options.explains = explains
        options.drawsScores = explains
        return try ReportTests.texts(
          format.name, ClassReport(assignment, grades, options: options))
      }
    }
  }

  private static func samples(_ name: String, _ assignment: Assignment) throws -> [Grade] {
    let folder = ShippedAssignments.folder.appendingPathComponent("samples/\(name)").path
    let questions = assignment.questions.map { ($0.name, $0.shape) }
    let grader = Grader(assignment)
    let reader = SubmissionReader(questions: questions)
    return SubmissionSet([folder], questions: questions.map(\.0)).sources.map {
      grader.grade(reader.read($0))
    }
  }

  @Test("never tells a number of the right answer", arguments: ShippedAssignments.names)
  func samples(name: String) throws {
    let assignment = try ShippedAssignments.read(name)
    let secrets = Self.secrets(assignment)
    let grades = try Self.samples(name, assignment)
    #expect(grades.count >= 8 && secrets.count >= 10)
    for text in try Self.texts(assignment, grades) {
      #expect(!text.isEmpty)
      #expect(Self.leaks(text, secrets) == [])
    }
  }

  @Test("of wrong homework never does either", arguments: Homework.all)
  func homework(_ homework: Homework) throws {
    let assignment = try ManySubmissionsTests.assignment(homework, seed: 1)
    let session = try homework.session(seed: 1)
    let grader = Grader(assignment)
    let wrongs = FullTests.areAsked ? homework.wrongs : Array(homework.wrongs.prefix(1))
    let grades = try wrongs.map { wrong in
      let answers = try homework.answers(wrong.statements, in: session)
      return grader.grade(
        Submission(
          student: "ada",
          .answers(answers.mapValues { .numbers(.init($0, .float64)) }, statements: nil)))
    }
    let secrets = Self.secrets(assignment).filter {
      !Self.isMark($0, grades, of: assignment.points)
    }
    #expect(!secrets.isEmpty)
    for text in try Self.texts(assignment, grades) {
      #expect(Self.leaks(text, secrets) == [])
    }
  }

  @Test("that did would be found out", arguments: 4...17)
  func search(digits: Int) throws {
    let assignment = try ShippedAssignments.read("two-layer-l2")
    let secrets = Self.secrets(assignment)
    // Written with zeros at its end, and with an exponent.
    for format in ["%.\(digits - 1)e", "%#.\(digits)g"] {
      for value in assignment.questions[0].key.values {
        let word = String(format: format, value.magnitude)
        #expect(Self.leaks("It is -\(word), not 0.5 or 12345.", secrets) == [word[...]])
      }
    }
  }
}
