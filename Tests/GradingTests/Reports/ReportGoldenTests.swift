import Foundation
import StyledText
import Testing

@testable import Grading

@Suite("Golden reports")
struct ReportGoldenTests {
  @Test("are written as their files show them", arguments: ReportFormat.all.map(\.name))
  func formats(name: String) throws {
    let format = try #require(ReportFormat.named(name))
    let report = SampleClass.report()
    let text =
      switch format.output {
      case .screen(let text): text(report).plain + "\n"
      case .document(let text): text(report)
      case .files(let files):
        report.grades.map { grade in
          "== \(grade.student)\n" + (files.text(grade, report) ?? "nothing\n")
        }.joined()
      }
    try Self.compare(text, with: "\(name).txt")
  }

  @Test("of a class on screens of different widths", arguments: [40, 80, 120])
  func widths(width: Int) throws {
    let text = GradeTable(SampleClass.report(width: width)).text()
    #expect(text.lines.allSatisfy { $0.width <= width })
    try Self.compare(text.plain + "\n", with: "table-\(width).txt")
  }

  @Test("go into what is not right")
  func explanations() throws {
    var report = SampleClass.report()
    report.options.explains = true
    report.options.steps = { slip, question in
      slip == SampleClass.notSummed ? [StyledText("∂J/∂\(question) = Σ rows of ∂J/∂s")] : []
    }
    report.options.groups = [AgreeingAnswers(question: "ds", students: ["cchen", "ffox"])]
    try Self.compare(GradeTable(report).text().plain + "\n", with: "table-explained.txt")
  }

  @Test("draw the scores of a larger class, or tell them", arguments: [false, true])
  func scores(isPlain: Bool) throws {
    var report = SampleClass.report(SampleClass.manyGrades)
    report.options.isPlain = isPlain
    let name = isPlain ? "table-plain.txt" : "table-large.txt"
    try Self.compare(GradeTable(report).text().plain + "\n", with: name)
  }

  @Test("hold names that mean mischief as the text they are", arguments: ["csv", "md", "moodle"])
  func names(name: String) throws {
    let report = SampleClass.report(Array(SampleClass.hostileGrades.dropLast(2)))
    let format = try #require(ReportFormat.named(name))
    let text =
      switch format.output {
      case .screen: ""
      case .document(let text): text(report)
      case .files(let files):
        report.grades.map { (files.text($0, report) ?? "").split(separator: "\n")[1] + "\n" }
          .joined()
      }
    try Self.compare(text, with: "names-\(name).txt")
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/reports")

  private static func compare(_ text: String, with name: String) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["GRADBOOK_PROMOTE"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "\(name) differs")
  }
}
