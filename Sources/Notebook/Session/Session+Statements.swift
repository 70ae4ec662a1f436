import Diagnostics
package import Language
import StyledText
import Tensors

/// What every statement has in common: it can be taken back, saved, and come from a script.
extension Session {
  /// How many scripts can run one another.
  package static let scriptLimit = 16
  /// How many statements `undo` can take back.
  package static let undoLimit = 100

  /// Runs a statement and keeps what it takes to undo and to save it.
  mutating func perform(
    _ statement: Statement, in source: SourceText, emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    let before = Past.Step(state: state, statement: source[statement.range], logged: logged.count)
    entry.finishedRounds = 0
    entry.finishedCommand = nil
    entry.isUndone = false
    defer { entry.isUndone = false }
    let width = settings.width
    var output = OutputLog(settings)
    do throws(Diagnostic) {
      try run(statement, in: source) { outcome in
        var outcome = outcome
        outcome.text = outcome.text.fitting(width)
        output.add(outcome)
        emit(outcome)
      }
      record(statement, in: source, output.lines, width)
    } catch {
      recordFinishedRounds(of: statement, in: source)
      recordFinishedCommand(of: statement)
      if state.revision != before.state.revision { past.append(before) }
      throw error.source == nil ? error.located(in: source) : error
    }
    if state.revision != before.state.revision, !entry.isUndone { past.append(before) }
  }

  /// Takes the last statement that changed something back, with what was only looked at since.
  /// - Returns: The statement, or nil if there is none.
  package mutating func undo() -> String? {
    guard let step = past.popLast() else { return nil }
    state = step.state
    logged.removeLast(max(logged.count - step.logged, 0))
    entry.isUndone = true
    return step.statement
  }

  /// Takes over what an earlier session of the same notebook knew; settings and what was typed
  /// stay.
  package mutating func goBack(to earlier: Session) {
    (state, logged, past) = (earlier.state, earlier.logged, earlier.past)
  }

  mutating func run(
    _ command: Command, _ type: any NotebookCommand.Type, isQuiet: Bool, _ source: SourceText,
    emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    if let type = type as? any StatementCommand.Type {
      return try type.run(command, in: &self, source: source, isQuiet: isQuiet, emit: emit)
    }
    var outcome: Outcome
    do throws(Diagnostic) {
      outcome = try type.run(command, in: &self, source: source)
    } catch {
      throw CommandDiagnostics.parted(error, command, source)
    }
    if let plot = outcome.plot { lastPlot = plot }
    if isQuiet { outcome.text = StyledText() }
    emit(outcome)
  }

  // MARK: - Scripts

  /// Makes a file the session's own, which `save` may write again.
  package mutating func own(_ file: String) {
    if let file = Path(file).resolved { savedFiles.insert(file) }
  }

  /// Runs every statement of a script as part of the statement under way, so that `undo` takes
  /// all of it back and `save` writes what it says.
  mutating func run(
    scripts: [SourceText], isQuiet: Bool, emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    for script in scripts {
      guard try run(script: script, isQuiet: isQuiet, emit: emit) else { return }
    }
  }

  /// - Returns: Whether to go on.
  private mutating func run(
    script: SourceText, isQuiet: Bool, emit: (Outcome) -> Void
  ) throws(Diagnostic) -> Bool {
    let parsed = Session.parser.parse(script)
    if let last = parsed.diagnostics.last {
      for diagnostic in parsed.diagnostics.dropLast() {
        emit(Outcome(diagnostic.located(in: script), width: settings.width))
      }
      throw last.located(in: script)
    }
    let outer = entry
    let floor = past.hold()
    depthOfScripts += 1
    entry = Entry(isPartOfRepetition: outer.isPartOfRepetition)
    defer {
      depthOfScripts -= 1
      past.release(floor)
      entry = outer
    }
    for statement in parsed.statements {
      if context.interruption.isRequested {
        throw EvaluatorDiagnostics.interrupted().located(in: script)
      }
      let input = script[statement.range]
      var asksToQuit = false
      try perform(statement, in: script) { outcome in
        var outcome = outcome
        if outcome.input.isEmpty { outcome.input = input }
        if isQuiet { outcome.text = StyledText() }
        outcome.isQuiet = isQuiet || statement.isQuiet
        asksToQuit = asksToQuit || outcome.asksToQuit
        emit(outcome)
      }
      if asksToQuit { return false }
    }
    return true
  }

  // MARK: - The log

  private mutating func record(
    _ statement: Statement, in source: SourceText, _ output: [String], _ width: Int
  ) {
    guard !entry.isPartOfRepetition, Session.isRecorded(statement) else { return }
    log(source[statement.range] + (statement.isQuiet ? ";" : ""), output, width)
  }

  private mutating func log(_ statement: String, _ output: [String], _ width: Int) {
    logged.append(
      LoggedStatement(
        statement: statement, output: output, widths: (before: width, after: settings.width)))
  }

  /// What was stopped printed other things than what stands for it in the log.
  private mutating func log(finished statement: String) {
    log(statement, [Transcript.anyLines], settings.width)
  }

  /// A repetition that was stopped is recorded as one of the rounds it finished.
  private mutating func recordFinishedRounds(of statement: Statement, in source: SourceText) {
    guard case .repetition(let count, _) = statement.kind, entry.finishedRounds > 0,
      !entry.isPartOfRepetition
    else { return }
    let head = source[SourceRange(statement.range.lowerBound, count.range.lowerBound)]
    let body = source[SourceRange(count.range.upperBound, statement.range.upperBound)]
    log(finished: "\(head)\(entry.finishedRounds)\(body)" + (statement.isQuiet ? ";" : ""))
  }

  /// Training that was stopped is recorded as training of the steps it finished.
  private mutating func recordFinishedCommand(of statement: Statement) {
    guard let finished = entry.finishedCommand, !entry.isPartOfRepetition else { return }
    func replaced(_ statement: Statement) -> Statement {
      guard case .command(var command) = statement.kind else { return statement }
      var statement = statement
      if let inner = command.statement {
        command.statement = replaced(inner)
        statement.kind = .command(command)
      } else {
        statement.kind = .command(finished)
      }
      return statement
    }
    log(finished: "\(replaced(statement))")
  }

  /// Whether a statement belongs into a script; what only asks about the session does not.
  package static func isRecorded(_ statement: Statement) -> Bool {
    guard case .command(let command) = statement.kind,
      let type = Commands.named(command.word.text)
    else { return true }
    return type.isRecorded(command) && command.statement.map(isRecorded) ?? true
  }
}
