import Diagnostics
import Grading
import Notebook
import StyledText

/// Grades files and folders, and writes a report.
struct GradeClass {
  private let command: GradeCommand
  private let grading: GradingDesk
  private let screen: GradeScreen

  init(_ command: GradeCommand, _ grading: GradingDesk, _ screen: GradeScreen) {
    self.command = command
    self.grading = grading
    self.screen = screen
  }

  /// - Returns: The exit status.
  func run(_ paths: [String]) -> Int32 {
    let set = SubmissionSet(
      RawArguments.bytes(of: paths).map { SubmissionPath($0) },
      questions: grading.assignment.questions.map(\.name))
    guard set.problems.isEmpty else {
      for problem in set.problems { screen.tell(problem) }
      return GradeEnding.usage
    }
    var options = screen.options
    let writer: GradeWriter
    do throws(Diagnostic) {
      if let students = command.students { options.roster = try GradeClass.roster(students) }
      writer = try GradeWriter(
        command.format ?? .table, to: command.output, count: set.sources.count,
        sparing: [command.assignment, command.students].compactMap(\.self) + paths)
    } catch {
      screen.tell(error)
      return GradeEnding.usage
    }
    let (grades, seconds) = grades(of: set)
    options.seconds = seconds
    options.groups = WrongDirections.groups(grades, of: grading.assignment)
    if options.explains { options.steps = grading.steps }
    let report = ClassReport(grading.assignment, grades, options: options)
    let faults = report.summary.faults
    for fault in faults {
      screen.tell(Diagnostic("grader", "could not grade \(fault.student): \(fault.text)"))
    }
    if let roster = options.roster, !report.strangers.isEmpty {
      screen.tell(GradeClass.unmatched(report.strangers, roster.name))
    }
    do throws(Diagnostic) {
      try writer.write(report, to: screen.output)
    } catch {
      screen.tell(error)
      return GradeEnding.fault
    }
    return screen.ending(hasFault: !faults.isEmpty)
  }

  private func grades(
    of set: SubmissionSet
  ) -> (grades: [Grade], seconds: [String: Double]) {
    var grades: [Grade] = []
    var seconds: [String: Double] = [:]
    let (sources, grading) = (set.sources, grading)
    Workers.run(sources.count, threads: grading.jobs) { index in
      let start = ContinuousClock.now
      let grade = grading.grade(grading.reader.read(sources[index]))
      return (grade, time: ContinuousClock.now - start)
    } deliver: { _, result in
      grades.append(result.0)
      seconds[result.0.student] = result.time / .seconds(1)
    }
    return (grades, seconds)
  }

  private static func unmatched(_ students: [String], _ file: String) -> Diagnostic {
    Diagnostic(
      "students",
      "\(students.count) \(students.count == 1 ? "is" : "are") not in \(file)",
      notes: [students.joined(separator: ", ")]
    ).with(severity: .warning)
  }

  private static func roster(_ path: String) throws(Diagnostic) -> Roster {
    let text: String
    do throws(FileError) {
      text = String(decoding: try TextFile.bytes(Path(path), limit: 64 << 20), as: UTF8.self)
    } catch {
      throw FileDiagnostics.diagnostic(error, Path(path))
    }
    return try Roster(text, name: path)
  }
}
