import Diagnostics
import Grading
import Notebook
import StyledText

/// What grades submissions, several at once.
struct Grading: Sendable {
  let assignment: Assignment
  let grader: Grader
  let reader: SubmissionReader
  let jobs: Int

  init(_ assignment: Assignment, jobs: Int) {
    self.assignment = assignment
    grader = Grader(assignment)
    reader = SubmissionReader(
      questions: assignment.questions.map { (name: $0.name, shape: $0.shape) })
    self.jobs = jobs
  }
}

/// Grades files and folders, and writes a report.
struct GradeClass {
  private let command: GradeCommand
  private let grading: Grading
  private let screen: GradeScreen

  init(_ command: GradeCommand, _ grading: Grading, _ screen: GradeScreen) {
    self.command = command
    self.grading = grading
    self.screen = screen
  }

  /// - Returns: The exit status.
  func run(_ paths: [String]) -> Int32 {
    let set = SubmissionSet(paths, questions: grading.assignment.questions.map(\.name))
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
    let report = ClassReport(grading.assignment, grades(of: set), options: options)
    let faults = report.summary.faults
    for fault in faults {
      screen.tell(Diagnostic("grader", "could not grade \(fault.student): \(fault.text)"))
    }
    do throws(Diagnostic) {
      try writer.write(report, to: screen.output)
    } catch {
      screen.tell(error)
      return GradeEnding.fault
    }
    return screen.ending(hasFault: !faults.isEmpty)
  }

  private func grades(of set: SubmissionSet) -> [Grade] {
    var grades: [Grade] = []
    grades.reserveCapacity(set.sources.count)
    let (sources, reader, grader) = (set.sources, grading.reader, grading.grader)
    Workers.run(sources.count, threads: grading.jobs) { index in
      grader.grade(reader.read(sources[index]))
    } deliver: { _, grade in
      grades.append(grade)
    }
    return grades
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
