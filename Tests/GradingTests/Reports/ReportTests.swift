import Diagnostics
import Foundation
import StyledText
import Tensors
import Testing

@testable import Grading

@Suite("A report")
struct ReportTests {
  @Test("never exceeds its width, whoever is called what", arguments: [20, 40, 60, 80, 120, 300])
  func widths(width: Int) {
    for isPlain in [false, true] {
      var report = SampleClass.report(
        SampleClass.grades + SampleClass.hostileGrades, width: width)
      report.options.isPlain = isPlain
      report.options.explains = true
      let text = GradeTable(report).text()
      for line in text.lines { #expect(line.width <= width, "\(line)") }
      let ascii = text.asciiFallback
      #expect(ascii.plain.utf8.allSatisfy { $0 < 0x80 })
      #expect(!text.plain.unicodeScalars.contains("\u{1B}"))
      #expect(!text.plain.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test(
    "holds no control or mark of direction in any format", arguments: ReportFormat.all.map(\.name))
  func controls(name: String) throws {
    let report = SampleClass.report(SampleClass.grades + SampleClass.hostileGrades)
    for text in try Self.texts(name, report) {
      for scalar in text.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && scalar != "\u{7F}" && scalar != "\u{202E}")
      }
    }
  }

  @Test("holds nothing of the key", arguments: ReportFormat.all.map(\.name))
  func key(name: String) throws {
    var report = SampleClass.report()
    report.options.explains = true
    let texts = try Self.texts(name, report)
    for question in SampleClass.assignment.questions {
      for entry in question.key.values {
        for digits in [4, 6, 17] {
          let number = NumberText.significant(entry.magnitude, digits: digits)
          for text in texts { #expect(!text.contains(number)) }
        }
      }
    }
  }

  @Test("shows the step that went wrong wherever it says what is not right")
  func steps() throws {
    let line = "ds = v (softmax(s) - onehot(y))/n"
    for isExplaining in [false, true] {
      var report = SampleClass.report()
      report.options.explains = isExplaining
      report.options.steps = { slip, _ in slip == SampleClass.summed ? [StyledText(line)] : [] }
      for format in ReportFormat.all {
        let isShown = try Self.texts(format.name, report).contains {
          // Markdown and JSON write some signs in ways of their own.
          $0.contains("onehot(y))/n")
        }
        #expect(isShown == (isExplaining && format.explains), "\(format.name)")
      }
    }
  }

  @Test("does not say to a student what is kept back")
  func keptBack() throws {
    let eevans = try #require(SampleClass.grades.first { $0.student == "eevans" })
    let report = SampleClass.report([eevans])
    let markdown = try #require(FeedbackMarkdown.text(eevans, report))
    #expect(!markdown.contains("halved"))
    #expect(markdown.contains("transposed"))
    let prairieLearn = try #require(AutograderResults.prairieLearn(eevans, report))
    #expect(!prairieLearn.contains("transposed"))
  }

  @Test("counts a mistake once a student, and where nothing was graded not at all")
  func summary() {
    let summary = SampleClass.report().summary
    #expect(summary.count == 8)
    #expect(summary.scores == [0, 0, 4, 5, 6, 8, 10])
    #expect(summary.median == 5)
    #expect(summary.mean.map { ($0 * 7).rounded() } == 33)
    #expect(summary.mistakes.first { $0.title.hasPrefix("summed") }?.students == 1)
    #expect(summary.unreadable.map(\.student) == ["ddiaz"])
    #expect(summary.faults.map(\.student) == ["ggreen"])
    #expect(ClassSummary([]).mean == nil)
    #expect(ClassSummary([]).median == nil)
    #expect(GradeTable(SampleClass.report([])).text().plain.hasSuffix("0 submissions"))
  }

  /// All that a format writes.
  static func texts(_ name: String, _ report: ClassReport) throws -> [String] {
    switch try #require(ReportFormat.named(name)).output {
    case .screen(let text): [text(report).plain]
    case .document(let text): [text(report)]
    case .files(let files): report.grades.compactMap { files.text($0, report) }
    }
  }
}
