import ArgumentParser
import Diagnostics
import Glibc
import Grading
import Lessons
import Notebook
import StyledText
import Terminal

/// `gradbook grade`: compares what was handed in with what an assignment asks for.
struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook grade",
    abstract: "Grade homework gradients, and say which mistake explains a wrong one.",
    discussion: """
      A submission is a student's file (.json, .npz, .npy, .csv, .grad, .md) or a
      folder of such; a class is a folder of submissions.

      Formats:
      \(ReportFormat.all.map { "  \($0.name.padded(to: 14))\($0.summary)" }.joined(separator: "\n"))

      With --stream every line of standard input is a record, and is answered by one:
        {"student": "ada", "answers": {"dW": [[0.5, -1]]}}
      Exit status: 0 all was graded, however wrong; 2 wrong usage, or the assignment
      cannot be read; 3 --lint has remarks; 4 the grader failed on a submission, or
      could not write.
      """)

  @Argument(help: "The assignment: a notebook with a setup and what is asked for.")
  var assignment: String

  @Argument(help: "Files of students, or folders.")
  var submission: [String] = []

  @Option(help: ArgumentHelp("How grades are written: \(ReportFormat.names).", valueName: "name"))
  var format: ReportFormat?

  @Option(help: ArgumentHelp("Submissions to grade at once.", valueName: "n"))
  var jobs = Workers.processors

  @Flag(help: "Go into every answer that is not right, and show the step that went wrong.")
  var explain = false

  @Flag(help: "Draw how the scores are spread.")
  var histogram = false

  @Option(help: ArgumentHelp("Where to write; a folder for a file a student.", valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Who takes the course: the exported gradebook or worksheet.", valueName: "file"))
  var students: String?

  @Flag(help: "Grade records from standard input as they come.")
  var stream = false

  @Flag(help: "Say instead what the assignment cannot tell apart, and what to change.")
  var lint = false

  @Flag(help: "Columns and pictures as text.")
  var plain = false

  @Flag(help: "Only ASCII characters.")
  var ascii = false

  @Option(help: ArgumentHelp("Use colours.", valueName: "when"))
  var color = ColorChoice.auto

  @Option(help: ArgumentHelp("Columns to fill.", valueName: "n"))
  var width: Int?

  func validate() throws {
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs is a number of submissions, 1 to 256")
    }
    if let width, !Setup.widths.contains(width) {
      throw ValidationError(
        "--width is a number of columns, \(Setup.widths.lowerBound) to \(Setup.widths.upperBound)")
    }
    let format = self.format ?? .table
    let isScreen = if case .screen = format.output { true } else { false }
    if histogram, stream || !isScreen { throw ValidationError("--histogram is for the table") }
    if explain, !format.explains {
      throw ValidationError("--explain is for formats that tell students what is not right")
    }
    if lint {
      guard submission.isEmpty, !stream, self.format == nil, output == nil, students == nil else {
        throw ValidationError("--lint is about the assignment: name it alone")
      }
    } else if stream {
      guard submission.isEmpty, output == nil, students == nil,
        self.format.map({ $0.name == "jsonl" }) ?? true
      else {
        throw ValidationError("--stream reads standard input and writes standard output, as jsonl")
      }
    } else if submission.isEmpty {
      throw ValidationError("name what was handed in: a file, or a folder of files")
    }
  }

  func run() throws {
    Batch.handleSignals()
    let screen = GradeScreen(self)
    let assignment: Assignment
    do {
      assignment = try Assignment(NotebookFile.read(self.assignment))
    } catch let problems as AssignmentProblems {
      for problem in problems.diagnostics { screen.tell(problem) }
      throw ExitCode(2)
    } catch let problem as Diagnostic {
      screen.tell(problem)
      throw ExitCode(2)
    }
    if lint {
      let remarks = AssignmentLint(assignment)
      screen.output.show(remarks.text(width: screen.width))
      throw ExitCode(screen.ending(hasRemarks: !remarks.findings.isEmpty))
    }
    let grading = GradingDesk(assignment, jobs: jobs)
    throw ExitCode(
      stream
        ? GradeStream(grading, screen).run() : GradeClass(self, grading, screen).run(submission))
  }
}

extension ReportFormat: ExpressibleByArgument {
  init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self = format
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 1))
  }
}

/// The streams that a grader speaks to, and how text looks on them.
struct GradeScreen {
  let output: Display
  let errors: Display
  let width: Int
  let options: ReportOptions

  init(_ command: GradeCommand) {
    let environment = Environment.variables()
    func depth(_ stream: StandardStream) -> ColorDepth {
      ColorSupport.depth(
        choice: command.color, environment: environment, isTerminal: stream.isTerminal)
    }
    output = Display(.output, depth: depth(.output), isASCII: command.ascii)
    errors = Display(.error, depth: depth(.error), isASCII: command.ascii)
    width = command.width ?? Setup.terminalWidth ?? 80
    var options = ReportOptions()
    options.width = width
    options.isPlain = command.plain || !environment["ACCESSIBLE", default: ""].isEmpty
    options.isASCII = command.ascii
    options.colors = depth(.output)
    options.explains = command.explain
    options.drawsScores = command.histogram
    self.options = options
  }

  func tell(_ problem: Diagnostic) { errors.show(problem.styled(width: width)) }

  /// What a program leaves with that has written its output.
  func ending(hasFault: Bool = false, hasRemarks: Bool = false) -> Int32 {
    output.stream.flush()
    if let failure = output.stream.failure {
      tell(Diagnostic("output", "cannot write: \(failure)"))
      return GradeEnding.fault
    }
    return hasFault ? GradeEnding.fault : hasRemarks ? GradeEnding.remarks : GradeEnding.graded
  }
}

/// What the exit status says.
enum GradeEnding {
  /// All was graded, however wrong it is.
  static let graded: Int32 = 0
  static let usage: Int32 = 2
  /// There is something to remark about the assignment.
  static let remarks: Int32 = 3
  /// A submission that is none the worse for it was not graded.
  static let fault: Int32 = 4
}
