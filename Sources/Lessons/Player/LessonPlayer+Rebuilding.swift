import Diagnostics
import Language
import Notebook
import StyledText

/// The lesson's state, made again from what the learner did on earlier days.
extension LessonPlayer {
  /// Goes to a place, running what leads there; what its section had shown is shown again, since
  /// its prose speaks of it.
  /// - Returns: Whether it was reached; if it was stopped, the lesson stands at its beginning.
  mutating func rebuild(to place: LessonProgress.Place, _ emit: (Shown) -> Void) -> Bool {
    let start = session
    let target = position(of: place)
    var shown: [[StyledText]] = []
    (section, part) = (0, 0)
    base.goBack(to: session)
    starts[0] = base
    while (section, part) < target {
      guard let current else {
        (section, part) = (section + 1, 0)
        starts[section] = base
        continue
      }
      if part == 0 { shown = [] }
      let isFine =
        switch current {
        case .prose(let blocks): note(prose.lines(blocks), in: &shown)
        case .line(let line): runAgain(line, &shown)
        case .task(let task, _): takeOn(task)
        }
      guard isFine else {
        session.goBack(to: start)
        starts = [:]
        add("Stopped before the place where you were; the lesson begins again.")
        return false
      }
      part += 1
    }
    // Prose and hidden lines on the way to the next stop were seen.
    if part == 0 { shown = [] }
    while let current, !current.isStop {
      switch current {
      case .prose(let blocks): note(prose.lines(blocks), in: &shown)
      case .line(let line): _ = runAgain(line, &shown)
      case .task: break
      }
      part += 1
    }
    add("You were here:")
    showHeading()
    for lines in shown { add(lines: lines) }
    return true
  }

  @discardableResult
  private func note(_ lines: [StyledText], in shown: inout [[StyledText]]) -> Bool {
    shown.append(lines)
    return true
  }

  /// Runs a line of the lesson and notes it with what it prints.
  private mutating func runAgain(
    _ line: LessonScript.Line, _ shown: inout [[StyledText]]
  ) -> Bool {
    var lines = line.input.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, text in
        StyledText(index == 0 ? Transcript.prompt : Transcript.continuation, .prompt)
          + StyledText(String(text))
      }
    let isFine = runOwn(line.input) { outcome in
      if !outcome.isQuiet, !outcome.text.isEmpty { lines += outcome.text.lines }
    }
    if !line.isHidden { shown.append(lines.map { $0.truncated(to: width) }) }
    return isFine
  }

  /// Where a place is in the lesson as it is now: at its task, else in the section of its name,
  /// else in the one of its number.
  private func position(of place: LessonProgress.Place) -> (Int, Int) {
    if let task = place.task {
      for (section, content) in script.sections.enumerated() {
        for (part, candidate) in content.parts.enumerated() {
          if case .task(let found, _) = candidate, found.id == task { return (section, part) }
        }
      }
    }
    let named = script.sections.indices.filter {
      !place.title.isEmpty && script.sections[$0].title.plain.trimmed == place.title
    }
    let section =
      named.min { abs($0 - place.section) < abs($1 - place.section) }
      ?? min(place.section, script.sections.count - 1)
    guard section >= 0 else { return (0, 0) }
    let parts = script.sections[section].parts
    var stops = 0
    for (index, part) in parts.enumerated() where part.isStop {
      if stops == place.stop { return (section, index) }
      stops += 1
    }
    // No more stops than were done: the pause after the section, which the last one has not.
    let isLast = section == script.sections.count - 1
    return (section, isLast ? parts.lastIndex(where: \.isStop) ?? 0 : parts.count)
  }

  /// Runs what the learner answered, or the lesson's own answer where there is none that still
  /// holds, in the lesson's own state.
  /// - Returns: Whether it was not stopped.
  mutating func takeOn(_ task: LessonTask) -> Bool {
    switch task.kind {
    case .choice: return true
    case .prediction(let prediction):
      return prediction.run.map { run in runOwn(run.text) { _ in } } ?? true
    case .statements(let exercise):
      let record = record(task)
      if record.state == .right, record.answer.allSatisfy(Self.isReplayable) {
        let answer = record.answer.joined(separator: "\n")
        guard runOwn(answer, in: judge(task)) else {
          return runOwn(exercise.solution.text) { _ in }
        }
        return true
      }
      return runOwn(exercise.solution.text) { _ in }
    }
  }

  /// Runs an answer and keeps what it did only if it is right.
  private mutating func runOwn(_ answer: String, in judge: TaskJudge) -> Bool {
    var copy = session
    copy.execute(SourceText(name: "", text: answer)) { _ in }
    guard judge.judge(copy).isRight else { return false }
    session = copy
    base = session
    return true
  }

  /// Whether a statement from a file of progress may be run unseen: none that writes files or runs
  /// them, since the file may come from anywhere.
  private static func isReplayable(_ text: String) -> Bool {
    let parsed = Session.parser.parse(SourceText(name: "", text: text))
    return parsed.diagnostics.isEmpty && parsed.statements.allSatisfy(isReplayable)
  }

  private static func isReplayable(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .repetition(_, let body): body.allSatisfy(isReplayable)
    case .command(let command):
      Session.isRecorded(statement) && command.statement.map(isReplayable) ?? true
    default: true
    }
  }
}
