import Diagnostics
import Notebook
import StyledText

/// What the words of a lesson do.
extension LessonPlayer {
  mutating func obey(_ word: LessonWord, _ emit: (Shown) -> Void) -> LessonReply {
    switch word {
    case .leave: return .left
    case .progress: return .asksForLesson(nil)
    case .play: play()
    case .resume: resume(emit)
    case .next: next(emit)
    case .back: back(emit)
    case .hint: hint()
    case .answer: showAnswer(emit)
    case .skip: skip(emit)
    case .reset: reset(emit)
    }
    return .goesOn
  }

  private mutating func play() {
    isPlaying = true
    add("Try what you like, the lesson looks away; ", .resume, " returns to it.")
  }

  private mutating func resume(_ emit: (Shown) -> Void) {
    isPlaying = false
    putBack()
    if isOver { add("The lesson is over; ", .back, " goes back into it.") } else { showStop(emit) }
  }

  // MARK: - Sections

  /// Goes on to the next section; the lines and tasks between are done unseen.
  private mutating func next(_ emit: (Shown) -> Void) {
    guard !isOver else { return add("The lesson is over; ", .back, " goes back into it.") }
    isPlaying = false
    putBack()
    var lines = 0
    var open: [Int] = []
    while let current {
      switch current {
      case .prose: break
      case .line(let line):
        lines += line.isHidden ? 0 : 1
        guard runOwn(line.input, { _ in }) else { return showStopped(emit) }
      case .task(let task, let number):
        if record(task).state == .open { open.append(number) }
        guard takeOn(task) else { return showStopped(emit) }
      }
      part += 1
    }
    var notes: [String] = []
    if lines > 0 { notes.append("\(LessonStanding.count(lines, "line")) run unseen") }
    if !open.isEmpty {
      let list = open.map(String.init).joined(separator: ", ")
      notes.append("\(open.count == 1 ? "task" : "tasks") \(list) left open")
    }
    if !notes.isEmpty {
      add(.text("\(notes.joined(separator: "; ")); "), .back, " goes back.")
    }
    beginSection(section + 1, emit)
  }

  private mutating func showStopped(_ emit: (Shown) -> Void) {
    add("Stopped.")
    showStop(emit)
  }

  /// Goes back to the start of the section, or of the one before if it stands there.
  private mutating func back(_ emit: (Shown) -> Void) {
    isPlaying = false
    let isAtStart = !isOver && !parts.prefix(part).contains(where: \.isStop)
    let target = isAtStart ? section - 1 : min(section, script.sections.count - 1)
    let earlier = isOver ? script.sections.count - 1 : target
    guard earlier >= 0, let start = starts[earlier] else {
      add("This is the beginning.")
      return
    }
    base.goBack(to: start)
    session.goBack(to: start)
    (section, part) = (earlier, 0)
    showHeading()
    goOn(emit)
  }

  // MARK: - Tasks

  private mutating func hint() {
    guard let (task, _) = currentTask else { return sayNoTask() }
    guard !task.hints.isEmpty else {
      add("This task has no hints; ", .answer, " shows an answer.")
      return
    }
    let given = record(task).hints
    guard given < task.hints.count else {
      // The ladder is at its end: all of it once more.
      for index in task.hints.indices { showHint(task, index) }
      add("There are no more hints; ", .answer, " shows an answer.")
      return
    }
    showHint(task, given)
    change(task) { $0.hints += 1 }
  }

  private mutating func showHint(_ task: LessonTask, _ index: Int) {
    let head = StyledText("Hint \(index + 1) of \(task.hints.count)", .heading)
    if case .paragraph(let text)? = task.hints[index].first, task.hints[index].count == 1 {
      add(lines: prose.lines(head + "   " + prose.text(text)))
    } else {
      add(lines: [head] + prose.lines(task.hints[index]))
    }
  }

  private mutating func showAnswer(_ emit: (Shown) -> Void) {
    guard let (task, _) = currentTask else { return sayNoTask() }
    guard let lines = answerLines(task) else { return sayFaulty() }
    add(lines: lines)
    if record(task).state == .open { change(task) { $0.isAnswerSeen = true } }
  }

  private mutating func skip(_ emit: (Shown) -> Void) {
    isPlaying = false
    switch current {
    case .line:
      putBack()
      part += 1
      goOn(emit)
    case .task(let task, _):
      if case .statements(let exercise) = task.kind {
        putBack(before: exercise.solution.text)
      } else {
        putBack()
      }
      if record(task).state == .open { change(task) { $0.state = .skipped } }
      showSolution(task, emit)
      part += 1
      goOn(emit)
    case .prose, nil: _ = enter(emit)
    }
  }

  private mutating func reset(_ emit: (Shown) -> Void) {
    isPlaying = false
    putBack()
    if let (task, _) = currentTask {
      progress.tasks[task.id] = nil
    } else if isOver || current == nil {
      add("There is no task here; ", .back, " goes back to the start of the section.")
      return
    }
    showStop(emit)
  }

  private mutating func sayNoTask() {
    add("There is no task here.")
  }

  private mutating func sayFaulty() {
    add("The lesson's own answer does not work here; ", .skip, " goes on.")
  }
}
