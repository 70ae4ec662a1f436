import Diagnostics
import Language
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
  private var hasExplainedLines = false
  /// The texts of the present turn, shown together.
  private var page: [[StyledText]] = []

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
    if progress.isFinished {
      add("You have been through this lesson; it begins again, and your answers are kept.")
      progress.isFinished = false
      progress.place = nil
    }
    if let place = progress.place, rebuild(to: place, emit) {
      add("You were here:")
      showHeading()
      showProseBefore()
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
    progress.isFinished = true
    page.append(frame.end(LessonStanding(lesson, progress)))
    if lesson.next == nil {
      add("Enter or ", .leave, " returns to your own notebook.")
    } else {
      add("Enter begins the next one, ", .leave, " returns to your own notebook.")
    }
  }

  /// Shows where the lesson waits.
  mutating func showStop(_ emit: (Shown) -> Void) {
    switch current {
    case .line(let line): showSuggestion(line)
    case .task(let task, let number):
      page.append(
        TaskView(task: task, number: number, count: script.tasks.count, prose: prose).lines())
      showState(of: task)
    case .prose: goOn(emit)
    case nil where !isOver && section + 1 < script.sections.count:
      let title = prose.text(script.sections[section + 1].title).plain
      page.append(
        prose.lines(
          StyledText("  [enter] goes on" + (title.isEmpty ? "" : " to: \(title)"), .faint)))
    case nil:
      // The last section ends with the lesson.
      if !isOver { beginSection(section + 1, emit) }
    }
  }

  private mutating func showSuggestion(_ line: LessonScript.Line) {
    let lines = line.input.split(separator: "\n", omittingEmptySubsequences: false)
    var text = lines.enumerated().map { index, part in
      StyledText(index == 0 ? "  try this:  " : "             ")
        + StyledText(String(part), .command)
    }.joined()
    let note = hasExplainedLines ? "[enter]" : "[enter] runs it, or type your own"
    hasExplainedLines = true
    if lines.count == 1, text.width + note.count + 4 <= prose.width {
      text += StyledText("    \(note)", .faint)
    } else {
      text += StyledText("\n  \(note)", .faint)
    }
    page.append(text.fitting(width).lines)
  }

  private mutating func showState(of task: LessonTask) {
    let record = record(task)
    switch record.state {
    case .open: break
    case .right:
      let answer = record.answer.isEmpty ? "" : ": \(record.answer.joined(separator: "; "))"
      add("Done before\(answer). Enter goes on, ", .reset, " asks it again.")
    case .skipped: add("Skipped before. Enter goes on, ", .reset, " asks it again.")
    }
  }

  /// What was said last in the section, for whoever comes back on another day.
  private mutating func showProseBefore() {
    for case .prose(let blocks) in parts.prefix(part).reversed() {
      return page.append(prose.lines(blocks))
    }
  }

  mutating func showHeading() {
    guard !isOver, !script.sections[section].title.isEmpty || section > 0 else { return }
    // A lesson of one section, or one that begins with its own title, has said so already.
    let title = script.sections[section].title.plain
    if title != lesson.title || section > 0 { page.append([frame.heading(section)]) }
  }

  // MARK: - The lesson's own lines

  private mutating func runSuggested(_ line: LessonScript.Line, _ emit: (Shown) -> Void) {
    putBack(before: line.input)
    flush(emit)
    emit(.line(line.input))
    guard runOwn(line.input, { emit(.outcome($0)) }) else { return }
    part += 1
    goOn(emit)
  }

  private mutating func runHidden(_ line: LessonScript.Line, _ emit: (Shown) -> Void) {
    _ = runOwn(line.input) { if $0.kind == .error { emit(.outcome($0)) } }
  }

  /// Runs a line in the lesson's own state; one that fails is part of what the lesson shows, one
  /// that is stopped has changed only what the learner sees.
  /// - Returns: Whether it was not stopped.
  mutating func runOwn(_ input: String, _ tell: (Outcome) -> Void) -> Bool {
    var isStopped = false
    session.execute(SourceText(name: "", text: input)) { outcome in
      isStopped = isStopped || (outcome.diagnostic?.isInterruption ?? false)
      tell(outcome)
    }
    if !isStopped { base = session }
    return !isStopped
  }

  /// Puts the lesson's own variables back, and says so if the learner has changed any.
  /// - Parameter input: What is run next; names that it states anew are not worth a word.
  mutating func putBack(before input: String = "") {
    let stated = Self.namesStated(in: input)
    let changed = Self.changes(from: base, to: session).filter { !stated.contains($0) }
    session.goBack(to: base)
    guard !changed.isEmpty else { return }
    let names = changed.prefix(6).joined(separator: ", ") + (changed.count > 6 ? ", ..." : "")
    add(
      .text(
        "Your \(names) \(changed.count == 1 ? "is" : "are") set aside; the lesson goes on with its "
          + "own variables."))
  }

  /// The names that mean something else in another session.
  static func changes(from base: Session, to session: Session) -> [String] {
    let names = base.state.ownNames + session.state.ownNames
    var seen: Set<String> = [SessionState.answerName]
    return names.filter { name in
      let (one, other) = (base.state.definitions[name], session.state.definitions[name])
      guard one?.revision != other?.revision, seen.insert(name).inserted else { return false }
      // What was only drawn anew is still what was stated.
      return one.map { $0.source[$0.range] } != other.map { $0.source[$0.range] }
        || one?.tensor != other?.tensor
    }
  }

  private static func namesStated(in input: String) -> Set<String> {
    let statements = Session.parser.parse(SourceText(name: "", text: input)).statements
    return statements.reduce(into: []) { names, statement in
      switch statement.kind {
      case .fact(let name, _), .function(let name, _, _): names.insert(name.text)
      case .set(let targets, _): names.formUnion(targets.map(\.name.text))
      case .expression, .command, .repetition: break
      }
    }
  }

  // MARK: - Texts

  func record(_ task: LessonTask) -> TaskRecord { progress.tasks[task.id] ?? TaskRecord() }

  mutating func change(_ task: LessonTask, _ body: (inout TaskRecord) -> Void) {
    body(&progress.tasks[task.id, default: TaskRecord()])
  }

  /// Adds lines to what the turn shows.
  mutating func add(lines: [StyledText]) { page.append(lines) }

  /// Adds a sentence with words of the lesson in it.
  mutating func add(_ pieces: SentencePiece...) {
    let text = pieces.reduce(into: StyledText("  ")) { text, piece in
      switch piece {
      case .text(let words): text.append(words, .faint)
      case .word(let word): text.append(word.rawValue, .command)
      }
    }
    page.append(prose.lines(text, indent: 2))
  }

  /// Shows what the turn has come to, framed by blank lines.
  mutating func flush(_ emit: (Shown) -> Void) {
    let lines = page.filter { !$0.isEmpty }.map { $0.joined() }
    page = []
    guard !lines.isEmpty else { return }
    emit(.text("\n" + lines.joined(separator: "\n\n") + "\n"))
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

/// A piece of a sentence: words, or a word that can be typed.
enum SentencePiece: ExpressibleByStringInterpolation {
  case text(String)
  case word(LessonWord)

  init(stringLiteral value: String) { self = .text(value) }

  static var hint: SentencePiece { .word(.hint) }
  static var answer: SentencePiece { .word(.answer) }
  static var skip: SentencePiece { .word(.skip) }
  static var reset: SentencePiece { .word(.reset) }
  static var back: SentencePiece { .word(.back) }
  static var next: SentencePiece { .word(.next) }
  static var resume: SentencePiece { .word(.resume) }
  static var leave: SentencePiece { .word(.leave) }
}
