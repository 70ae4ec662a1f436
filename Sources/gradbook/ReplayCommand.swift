import ArgumentParser
import Diagnostics
import Glibc
import Grading
import Lessons
import Notebook
import StyledText
import Terminal

/// `gradbook replay`: runs notebooks and compares what they print with what they say.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook replay",
    abstract: "Run notebooks and compare what they print with what they say.",
    discussion: """
      Cells are run in order, at every task its solution, always with 80 columns and seed 0.
      What differs is shown, and FILE.corrected is written; where nothing differs it is removed.
      Exit status: 0 all is as written, 2 a file cannot be read, 3 something differs.
      """)

  @Argument(help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"))
  var file: [String]

  @Flag(help: "Rewrite the lines of the files that no longer hold.")
  var update = false

  @Option(help: ArgumentHelp("Notebooks to run at once.", valueName: "n"))
  var jobs = Workers.processors

  @Option(help: ArgumentHelp("Use colours.", valueName: "when"))
  var color = ColorChoice.auto

  func validate() throws {
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs is a number of notebooks, 1 to 256")
    }
    if update, !Environment.variables()["CI", default: ""].isEmpty {
      throw ValidationError(
        "--update is for a person who reads what it changes, so not where CI is set")
    }
  }

  func run() throws {
    signal(SIGPIPE, SIG_DFL)
    let environment = Environment.variables()
    func display(_ stream: StandardStream) -> Display {
      let depth = ColorSupport.depth(
        choice: color, environment: environment, isTerminal: stream.isTerminal)
      return Display(stream, depth: depth, isASCII: false)
    }
    let (output, errors) = (display(.output), display(.error))
    let notebooks: [NotebookFile]
    do throws(Diagnostic) {
      notebooks = try NotebookSet.read(file)
    } catch {
      errors.show(error.styled(width: 80))
      throw ExitCode(2)
    }
    var summary = ReplaySummary(output: output, errors: errors, updates: update)
    let library = try? LessonLibrary.find()
    let misfits = NotebookSet.misfits(notebooks, known: library?.lessons.map(\.id) ?? [])
    Workers.run(notebooks.count, threads: jobs) { index in
      var context = SessionContext()
      context.diagnosis = GradientTutor.findings
      return Replay.run(notebooks[index], misfits: misfits[index], context: context)
    } deliver: { index, report in
      summary.tell(notebooks[index], report)
    }
    throw ExitCode(summary.close())
  }
}

/// What is said of one notebook after the other.
private struct ReplaySummary {
  let output: Display
  let errors: Display
  let updates: Bool
  /// Nobody reads more about one notebook.
  private static let limit = 100
  private var count = 0
  private var passed = 0
  private var failed = 0
  private var updated = 0
  private var cannotWrite = false

  init(output: Display, errors: Display, updates: Bool) {
    self.output = output
    self.errors = errors
    self.updates = updates
  }

  mutating func tell(_ notebook: NotebookFile, _ report: Replay.Report) {
    let name = notebook.source.name
    let failures = report.failures.prefix(ReplaySummary.limit)
    for failure in failures { output.show(failure.text(file: name)) }
    for warning in report.warnings.prefix(ReplaySummary.limit - failures.count) {
      output.show(warning.styled(width: 80))
    }
    let rest = report.failures.count + report.warnings.count - ReplaySummary.limit
    if rest > 0 { output.show(StyledText("and \(rest) more", .faint)) }
    var failed = report.failures.count
    var note = StyledText()
    if let corrected = report.corrected {
      let path = updates ? name : name + ".corrected"
      do throws(FileError) {
        try TextFile.write(corrected, to: Path(path), mayReplace: true)
        if updates {
          failed -= report.correctedCount
          updated += report.correctedCount
        }
        note = StyledText(
          updates ? ", \(report.correctedCount) updated" : ", see \(path)", .faint)
      } catch {
        cannotWrite = true
        errors.show(FileDiagnostics.diagnostic(error, Path(path)).styled(width: 80))
      }
    }
    if report.corrected == nil || updates { unlink(Path(name + ".corrected").expanded) }
    output.show(StyledText("\(name)  ") + ReplaySummary.counts(report.passed, failed) + note)
    count += 1
    passed += report.passed
    self.failed += failed
  }

  /// - Returns: The exit status.
  func close() -> Int32 {
    if count > 1 {
      var line = ReplaySummary.counts(passed, failed)
      if updated > 0 { line += StyledText(", \(updated) updated") }
      output.show(line)
    }
    return cannotWrite ? 2 : failed > 0 ? 3 : 0
  }

  private static func counts(_ passed: Int, _ failed: Int) -> StyledText {
    StyledText("\(passed) passed", passed > 0 ? .success : nil) + ", "
      + StyledText("\(failed) failed", failed > 0 ? .error : nil)
  }
}
