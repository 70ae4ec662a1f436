import Diagnostics
package import Notebook
import StyledText

/// A lesson that is being played: takes what the learner types and tells what to show.
///
/// It is a value and touches neither the screen nor files. Whenever ``progress`` has changed it
/// wants to be kept. Two sessions are at work: the one the learner types in, and the lesson's own,
/// which holds what its lines and the accepted answers made. The lesson goes on from its own, so
/// that nothing a learner tries can spoil what follows.
package struct LessonPlayer {
  package let lesson: Lesson
  /// Where the learner's lines are run.
  package internal(set) var session: Session
  package internal(set) var progress: LessonProgress
  /// The lesson's own state at the present place.
  var base: Session
  /// The lesson's own state at the start of sections that were reached.
  var starts: [Int: Session] = [:]
  /// The section, from 0; beyond the last once the lesson is over.
  var section = 0
  /// The part of the section; beyond the last in the pause after it.
  var part = 0
  /// Whether the learner tries things and the lesson looks away.
  var isPlaying = false
  /// Whether how suggested lines are run was told.
  var hasExplainedLines = false
  /// Whether how a guess is handed in was told.
  var hasExplainedGuesses = false
  /// The texts of the present turn, shown together.
  var page: [[StyledText]] = []

  /// - Parameters:
  ///   - session: An empty one with the learner's settings.
  ///   - progress: What was kept of earlier days.
  package init(_ lesson: Lesson, session: Session, progress: LessonProgress? = nil) {
    self.lesson = lesson
    self.session = session
    base = session
    self.progress = progress ?? LessonProgress(lesson: lesson.id)
  }

  var script: LessonScript { lesson.script }
  var prose: ProseView { ProseView(session.settings) }
  var frame: LessonFrame { LessonFrame(lesson: lesson, prose: prose) }
  var isOver: Bool { section >= script.sections.count }
  var parts: [LessonScript.Part] { isOver ? [] : script.sections[section].parts }

  /// The part at which the lesson waits; nil in the pause after a section and at the end.
  var current: LessonScript.Part? { parts.indices.contains(part) ? parts[part] : nil }

  var currentTask: (task: LessonTask, number: Int)? {
    if case .task(let task, let number)? = current { (task, number) } else { nil }
  }

  /// The columns to fill, which may change between two lines.
  package var width: Int {
    get { session.settings.width }
    set { session.settings.width = newValue }
  }

  // MARK: - Turns

  /// Shows the beginning of the lesson, or where it goes on.
  package mutating func begin(_ emit: (Shown) -> Void) {
    page = [[frame.header()]]
    if !lesson.file.problems.isEmpty {
      let warning = PlayerDiagnostics.faultyLesson(lesson, count: lesson.file.problems.count)
      page.append(warning.styled(width: width).lines)
    }
    page.append(prose.lines(Self.explanation, indent: 2))
    if progress.place == nil, LessonStanding(lesson, progress).isBegun {
      add("You have been through this lesson; it begins again, and your answers are kept.")
    }
    if let place = progress.place, rebuild(to: place, emit) {
      showStop(emit)
    } else {
      (section, part) = (0, 0)
      base.goBack(to: session)
      starts[0] = base
      showHeading()
      goOn(emit)
    }
    keepPlace()
    flush(emit)
  }

  private static let explanation =
    StyledText("  Enter goes on; whatever you type is run. To steer: ", .faint)
    + LessonWord.allCases.map { StyledText($0.rawValue, .command) }.joined(separator: " ")

  /// Takes a line, or several that belong together.
  package mutating func take(_ input: String, _ emit: (Shown) -> Void) -> LessonReply {
    let line = input.trimmed
    let reply: LessonReply
    if line.isEmpty {
      reply = enter(emit)
    } else if let word = word(line) {
      reply = obey(word, emit)
    } else {
      reply = run(input, emit)
    }
    keepPlace()
    flush(emit)
    return reply
  }

  /// The words that are understood now, for completion.
  package var words: [String] {
    LessonWord.allCases.map(\.rawValue).filter { session.state.definitions[$0] == nil }
  }

  /// A word of the lesson: as it stands unless it is a variable, or behind a colon.
  private func word(_ line: String) -> LessonWord? {
    if line.first == ":" { return LessonWord(rawValue: line.dropFirst().trimmed) }
    guard session.state.definitions[line] == nil else { return nil }
    return LessonWord(rawValue: line)
  }

  /// A bare Enter: goes on.
  mutating func enter(_ emit: (Shown) -> Void) -> LessonReply {
    if isPlaying {
      add("You are trying things; ", .resume, " returns to the lesson.")
      return .goesOn
    }
    guard !isOver else {
      if let next = lesson.next { return .asksForLesson(next.id) }
      return .left
    }
    switch current {
    case .line(let line): runSuggested(line, emit)
    case .task(let task, _):
      if record(task).state == .open {
        // The question may have scrolled away.
        showStop(emit)
        add("The task waits for your answer; ", .hint, ", ", .answer, " and ", .skip, " help.")
      } else {
        passDoneTask(task, emit)
      }
    case .prose, nil: beginSection(section + 1, emit)
    }
    return .goesOn
  }

  // MARK: - Going on

  /// Shows what comes up to where the lesson waits next.
  mutating func goOn(_ emit: (Shown) -> Void) {
    while let current {
      switch current {
      case .prose(let blocks): page.append(prose.lines(blocks))
      case .line(let line) where line.isHidden: runHidden(line, emit)
      case .line, .task:
        showStop(emit)
        return
      }
      part += 1
    }
    showStop(emit)
  }

  mutating func beginSection(_ number: Int, _ emit: (Shown) -> Void) {
    putBack()
    (section, part) = (number, 0)
    isPlaying = false
    guard !isOver else { return finish(emit) }
    starts[section] = base
    showHeading()
    goOn(emit)
  }

  private mutating func finish(_ emit: (Shown) -> Void) {
    let standing = LessonStanding(lesson, progress)
    progress.isFinished = standing.openTasks.isEmpty
    page.append(frame.end(standing))
    if lesson.next == nil {
      add("Enter or ", .leave, " returns to your own notebook.")
    } else {
      add("Enter begins the next one, ", .leave, " returns to your own notebook.")
    }
  }

  // MARK: - What is kept

  func record(_ task: LessonTask) -> TaskRecord { progress.tasks[task.id] ?? TaskRecord() }

  mutating func change(_ task: LessonTask, _ body: (inout TaskRecord) -> Void) {
    body(&progress.tasks[task.id, default: TaskRecord()])
  }

  /// Notes where to go on another day.
  private mutating func keepPlace() {
    guard !isOver else {
      progress.place = nil
      return
    }
    progress.place = LessonProgress.Place(
      section: section, title: script.sections[section].title.plain.trimmed,
      stop: parts.prefix(part).count(where: \.isStop), task: currentTask?.task.id)
  }
}
