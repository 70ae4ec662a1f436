package import Diagnostics
package import Notebook
import StyledText

/// Runs a notebook and compares what it prints with what it says.
///
/// Always in the same surroundings: 80 columns, no colour, every glyph, seed 0. Every cell is run
/// in order, at every task its solution.
package struct Replay {
  /// What came of a notebook.
  package struct Report: Sendable {
    package fileprivate(set) var passed = 0
    package fileprivate(set) var failures: [Failure] = []
    /// What could be better.
    package fileprivate(set) var warnings: [Diagnostic] = []
    /// The text of the file with its stale lines rewritten; nil if none is stale.
    package fileprivate(set) var corrected: String?
    /// How many of the failures the corrected text would not have.
    package fileprivate(set) var correctedCount = 0
  }

  package enum Failure: Sendable {
    /// The notebook, or one of its tasks, is not as it should be.
    case problem(Diagnostic)
    /// An input printed something else.
    case output(StaleOutput)
  }

  /// An input whose output is not what the notebook says.
  package struct StaleOutput: Sendable {
    package let input: String
    package let line: Int
    package let difference: OutputDifference
  }

  private let file: NotebookFile
  private var session: Session
  private var report = Report()
  private var correction: Correction

  private init(_ file: NotebookFile, _ context: SessionContext) {
    self.file = file
    var context = context
    context.statements = { notebook throws(Diagnostic) in
      try NotebookFile.statements(of: notebook)
    }
    session = Session(context: context, seed: 0)
    correction = Correction(file.source)
  }

  /// - Parameter misfits: What is wrong with the notebook beside others.
  package static func run(
    _ file: NotebookFile, misfits: [Diagnostic] = [], context: SessionContext = SessionContext()
  ) -> Report {
    var replay = Replay(file, context)
    replay.report.failures = (file.problems + misfits).map(Failure.problem)
    return replay.run()
  }

  private mutating func run() -> Report {
    for block in file.blocks {
      switch block.content {
      case .prose, .ask, .answer: continue
      case .cell(let cell): if cell.attributes.isRun { run(cell) }
      case .task(let task): run(task)
      }
    }
    if report.passed == 0, report.failures.isEmpty {
      fail(LessonDiagnostics.nothingToRun(file.source.name))
    }
    report.corrected = correction.text
    return report
  }

  private mutating func fail(_ problem: Diagnostic) {
    let located = problem.source == nil ? problem.located(in: file.source) : problem
    let isKnown = report.failures.contains { failure in
      guard case .problem(let known) = failure else { return false }
      return known.message == located.message && known.range == located.range
    }
    if !isKnown { report.failures.append(.problem(located)) }
  }

  // MARK: - Cells

  private mutating func run(_ cell: NotebookCell) {
    let matcher = OutputMatcher(cell.attributes)
    for entry in cell.entries {
      let printed = session.output(of: entry.input)
      if matcher.matches(entry.expected, printed) {
        report.passed += 1
        continue
      }
      let difference = OutputDifference(matcher, expected: entry.expected, printed: printed)
      report.failures.append(
        .output(
          StaleOutput(
            input: entry.input, line: entry.inputLines.lowerBound, difference: difference)))
      if correction.replace(entry, by: difference.corrected) { report.correctedCount += 1 }
    }
  }

  // MARK: - Tasks

  private mutating func run(_ task: LessonTask) {
    let failures = report.failures.count
    if task.hints.isEmpty {
      report.warnings.append(
        LessonDiagnostics.noHint(task.id, at: task.place).with(severity: .warning)
          .located(in: file.source))
    }
    let judge = TaskJudge(task, from: session, tolerance: file.frontMatter.tolerance)
    switch task.kind {
    case .statements(let exercise): run(exercise, task, judge)
    case .choice: break
    case .prediction(let prediction): run(prediction, judge)
    }
    if report.failures.count == failures { report.passed += 1 }
  }

  private mutating func run(
    _ exercise: LessonTask.Exercise, _ task: LessonTask, _ judge: TaskJudge
  ) {
    let solved: Session
    do throws(Diagnostic) {
      solved = try judge.solved()
    } catch {
      return fail(error)
    }
    if judge.judge(session).isRight {
      fail(LessonDiagnostics.passedBefore(task.id, at: task.place))
    }
    switch judge.judge(solved) {
    case .right: break
    case .notYet(let finding):
      fail(
        LessonDiagnostics.solutionFails(
          task.id, finding.text(session.settings).plain, at: exercise.solution.range))
    case .unjudgeable(let problem):
      fail(
        LessonDiagnostics.solutionFails(task.id, problem.message, at: exercise.solution.range))
    }
    // Mistakes are told from a right answer; without one they would only repeat what is wrong.
    if judge.judge(solved).isRight { check(exercise.mistakes, judge) }
    session = solved
  }

  private mutating func run(_ prediction: LessonTask.Prediction, _ judge: TaskJudge) {
    do throws(Diagnostic) {
      session = try judge.solved()
      _ = try session.value(of: prediction.expression)
    } catch {
      return fail(error)
    }
    check(prediction.mistakes, judge)
  }

  private mutating func check(_ mistakes: [LessonTask.Mistake], _ judge: TaskJudge) {
    for mistake in mistakes {
      do throws(Diagnostic) {
        if try judge.isRight(mistake) {
          fail(LessonDiagnostics.mistakeIsRight(at: mistake.expression.code.range))
        }
      } catch {
        fail(error)
      }
    }
  }
}

extension Session {
  /// The lines that an entry prints, errors too.
  package mutating func output(of input: String) -> [String] {
    var lines: [String] = []
    execute(SourceText(name: "", text: input)) { outcome in
      if !outcome.text.isEmpty { lines += outcome.text.lines.map(\.plain) }
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines
  }
}
