import Diagnostics
import Language
import Notebook
import StyledText

/// What the learner types, and how it is judged.
extension LessonPlayer {
  /// Runs a line of the learner's, which may answer the task at hand.
  mutating func run(_ input: String, _ emit: (Shown) -> Void) -> LessonReply {
    if !isPlaying {
      if case .line(let line)? = current, Self.says(input, line.input) {
        return enterOwn(input, emit)
      }
      if let (task, _) = currentTask, record(task).state == .open {
        switch task.kind {
        case .choice(let options):
          if let index = choice(input, options) {
            choose(index, options, task, emit)
            return .goesOn
          }
          if isStrayLetter(input) {
            add("type a letter, a to \(TaskView.letter(options.count - 1))")
            flush(emit)
            return .goesOn
          }
        case .prediction:
          if guess(input, task, emit) { return .goesOn }
        case .statements: return answer(input, task, emit)
        }
      }
    }
    return explore(input, emit).reply
  }

  /// Whether two lines differ in blanks only.
  private static func says(_ input: String, _ line: String) -> Bool {
    func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != ";" } }
    return bare(input) == bare(line)
  }

  /// The suggested line, typed.
  private mutating func enterOwn(_ input: String, _ emit: (Shown) -> Void) -> LessonReply {
    putBack(before: input)
    flush(emit)
    guard runOwn(input, { emit(.outcome($0)) }) else { return .goesOn }
    part += 1
    goOn(emit)
    return .goesOn
  }

  /// Runs a line where the learner is.
  private mutating func explore(
    _ input: String, _ emit: (Shown) -> Void
  ) -> (reply: LessonReply, outcomes: [Outcome]) {
    var reply = LessonReply.goesOn
    var outcomes: [Outcome] = []
    session.execute(SourceText(name: "", text: input)) { outcome in
      switch outcome.action {
      case .quit: reply = .quit
      case .lesson(let name): reply = .asksForLesson(name)
      default: emit(.outcome(outcome))
      }
      outcomes.append(outcome)
    }
    remindOfWord(input)
    return (reply, outcomes)
  }

  /// A variable that bears the name of a word hides it, which the learner may not expect.
  private mutating func remindOfWord(_ input: String) {
    guard let word = LessonWord(rawValue: input.trimmed) else { return }
    add(.text("\(word.rawValue) is a variable here; :\(word.rawValue) is the lesson's word."))
  }

  func judge(_ task: LessonTask) -> TaskJudge {
    TaskJudge(task, from: base, tolerance: lesson.file.frontMatter.tolerance)
  }

  // MARK: - Statements

  private mutating func answer(
    _ input: String, _ task: LessonTask, _ emit: (Shown) -> Void
  ) -> LessonReply {
    let before = session
    let (reply, outcomes) = explore(input, emit)
    guard reply == .goesOn, !outcomes.contains(where: { $0.kind == .error }) else { return reply }
    // What changed nothing and came to no value is no answer, and judging one may take a while.
    guard
      session.state.revision != before.state.revision
        || outcomes.contains(where: { $0.kind == .value })
    else { return reply }
    let judge = judge(task)
    switch judge.judge(session) {
    case .right: accept(input, task, before: before, emit)
    case .notYet(let finding):
      guard concerns(finding, task, judge, before: before, outcomes) else { return reply }
      change(task) { $0.tries += 1 }
      tell(finding, task, isGuess: false)
    case .unjudgeable(let problem): tell(problem)
    }
    return reply
  }

  /// Whether a line was meant as an answer: it changed what the task looks at, or came to its value.
  private func concerns(
    _ finding: Verdict.Finding, _ task: LessonTask, _ judge: TaskJudge, before: Session,
    _ outcomes: [Outcome]
  ) -> Bool {
    if case .undefined = finding.reason { return false }
    if case .unnamed = finding.reason { return outcomes.contains { $0.kind == .value } }
    guard case .statements(let exercise) = task.kind, let solved = try? judge.solved() else {
      return false
    }
    func differs(_ name: String, _ one: Session, _ other: Session) -> Bool {
      one.state.definitions[name]?.revision != other.state.definitions[name]?.revision
    }
    return exercise.accepted.contains { accepted in
      let named = session.dependencies(of: accepted.expression)
      // What the lesson had stated before the task is no part of an answer unless it is asked for:
      // by its name, or because the solution changes it, in whatever way.
      return session.state.inOrderOfDependence(named).contains {
        (named.contains($0) || base.state.definitions[$0] == nil || differs($0, base, solved))
          && $0 != SessionState.answerName && differs($0, before, session)
      }
    }
  }

  /// Goes on from a right answer: from the one line if that is enough, else from all that led to it.
  private mutating func accept(
    _ input: String, _ task: LessonTask, before: Session, _ emit: (Shown) -> Void
  ) {
    var lean = session
    if !Self.changes(from: base, to: before).isEmpty {
      lean.goBack(to: base)
      let isFine = lean.execute(SourceText(name: "", text: input)) { _ in }
      if !isFine || !judge(task).judge(lean).isRight { lean = session }
    }
    let statements = Array(lean.log.dropFirst(base.log.count))
    change(task) {
      $0.state = .right
      $0.answer = statements
    }
    add(lines: FeedbackView(prose: prose, settings: session.settings).right([]))
    base.goBack(to: lean)
    putBack()
    part += 1
    goOn(emit)
  }

  // MARK: - Guesses and choices

  /// Takes an expression as a guess.
  /// - Returns: Whether it was one; else it is only something the learner looks at.
  private mutating func guess(
    _ input: String, _ task: LessonTask, _ emit: (Shown) -> Void
  ) -> Bool {
    let parsed = Session.parser.parse(SourceText(name: "", text: input))
    guard parsed.diagnostics.isEmpty, parsed.statements.count == 1,
      case .expression(let expression) = parsed.statements[0].kind
    else { return false }
    let namesAny = !session.dependencies(of: expression).isEmpty
    let text = String(input.trimmed.reversed().drop { $0 == ";" }.reversed())
    switch judge(task).judge(guess: text) {
    case .right:
      change(task) { $0.state = .right }
      add(lines: FeedbackView(prose: prose, settings: session.settings).right([]))
      putBack()
      flush(emit)
      showSolution(task, emit)
      part += 1
      goOn(emit)
    case .notYet(let finding):
      if case .failed = finding.reason { return false }
      // What names variables is looked at rather than guessed, but for a mistake that is known.
      if expression.bareName != nil || namesAny && finding.reply.isEmpty {
        explainGuesses()
        return false
      }
      change(task) { $0.tries += 1 }
      tell(finding, task, isGuess: true)
    case .unjudgeable(let problem): tell(problem)
    }
    return true
  }

  /// Says once that names are shown.
  private mutating func explainGuesses() {
    guard !hasExplainedGuesses else { return }
    hasExplainedGuesses = true
    add("Names are only shown; to hand in a guess, type the number.")
  }

  /// Which option is meant: its letter, or its text.
  private func choice(_ input: String, _ options: [LessonTask.Option]) -> Int? {
    func bare(_ text: String) -> String {
      text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    var wanted = bare(input)
    if let index = options.firstIndex(where: { bare($0.text.plain) == wanted }) { return index }
    while let last = wanted.last, ").".contains(last) { wanted.removeLast() }
    return options.indices.first { TaskView.letter($0) == wanted }
  }

  /// Whether a line can only have been meant as a choice: one sign, which means nothing here.
  private func isStrayLetter(_ input: String) -> Bool {
    let sign = input.trimmed
    guard sign.count == 1, let first = sign.first, first.isLetter || first.isNumber else {
      return false
    }
    return session.state.definitions[sign] == nil
  }

  private mutating func choose(
    _ index: Int, _ options: [LessonTask.Option], _ task: LessonTask, _ emit: (Shown) -> Void
  ) {
    switch judge(task).judge(choice: index) {
    case .right:
      change(task) { $0.state = .right }
      add(
        lines: FeedbackView(prose: prose, settings: session.settings).right(options[index].answer))
      putBack()
      part += 1
      goOn(emit)
    case .notYet(let finding):
      change(task) { $0.tries += 1 }
      tell(finding, task, isGuess: false)
    case .unjudgeable(let problem): tell(problem)
    }
  }

  private mutating func tell(_ finding: Verdict.Finding, _ task: LessonTask, isGuess: Bool) {
    let view = FeedbackView(prose: prose, settings: session.settings)
    let hasHints = record(task).hints < task.hints.count
    add(lines: view.notYet(finding, isGuess: isGuess, hasHints: hasHints))
  }

  private mutating func tell(_ problem: Diagnostic) {
    add(
      lines: Verdict.unjudgeable(problem).text(session.settings).lines
        + prose.lines("  skip goes on without it."))
  }

  // MARK: - Solutions

  /// An answer as it is shown; nil if the lesson's own does not work.
  func answerLines(_ task: LessonTask) -> [StyledText]? {
    switch task.kind {
    case .statements(let exercise):
      let lines = exercise.solution.text.split(separator: "\n")
      return lines.enumerated().flatMap { index, line in
        let head = StyledText(index == 0 ? "  one way:  " : "            ")
        return (head + StyledText(String(line), .command)).fitting(width).lines
      }
    case .choice(let options):
      return options.enumerated().filter { $0.element.isRight }.flatMap { index, option in
        let head = StyledText("  \(TaskView.letter(index))", .command) + "  "
        let reply = option.answer.isEmpty ? "" : "   " + prose.text(option.answer)
        return prose.lines(head + prose.text(option.text) + reply, indent: head.width)
      }
    case .prediction(let prediction):
      var copy = base
      if let run = prediction.run, !copy.execute(run.source, emit: { _ in }) { return nil }
      var text: StyledText?
      copy.execute(prediction.expression.code.source) { text = $0.kind == .error ? nil : $0.text }
      return text.map { "  " + $0 }?.lines
    }
  }

  /// Shows an answer and runs it in the lesson's own state.
  mutating func showSolution(_ task: LessonTask, _ emit: (Shown) -> Void) {
    switch task.kind {
    case .choice: add(lines: answerLines(task) ?? [])
    case .statements(let exercise): runShown([exercise.solution.text], emit)
    case .prediction(let prediction):
      runShown(
        [prediction.run?.text, prediction.expression.code.text].compactMap { $0 }, emit)
    }
  }

  private mutating func runShown(_ inputs: [String], _ emit: (Shown) -> Void) {
    flush(emit)
    for input in inputs {
      emit(.line(input))
      _ = runOwn(input) { emit(.outcome($0)) }
    }
  }

  /// Goes on from a task that was answered before.
  mutating func passDoneTask(_ task: LessonTask, _ emit: (Shown) -> Void) {
    putBack()
    flush(emit)
    guard takeOn(task) else {
      add("Stopped.")
      return
    }
    part += 1
    goOn(emit)
  }
}
