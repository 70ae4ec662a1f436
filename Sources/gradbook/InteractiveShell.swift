import Diagnostics
import Language
import Lessons
import Notebook
import StyledText
import Tensors
import Terminal

/// The conversation at the terminal.
@MainActor final class InteractiveShell {
  private let setup: Setup
  private let isQuiet: Bool
  private let opening: Opening
  private let display: Display
  private let frame: LiveFrame
  private let editor: LineEditor
  private var session: Session
  private var desk: LessonDesk
  /// The width that followed from the window, unless the person has set one.
  private var followedWidth: Int?
  private var hasEndedInterruptedLine = false
  /// Whether what is taller than the screen is shown through a pager.
  private var pages = false
  /// Whether the line above the cursor is an empty prompt.
  private var canReplaceLine = false

  /// What comes before the person types anything.
  enum Opening {
    case nothing
    /// What it states.
    case notebook(NotebookFile)
    /// A lesson, or the list of them.
    case lesson(String?)
  }

  init(_ setup: Setup, isQuiet: Bool, opening: Opening = .nothing) {
    self.setup = setup
    self.isQuiet = isQuiet
    self.opening = opening
    display = setup.display(on: .output)
    let frame = LiveFrame { setup.display(on: .output) }
    self.frame = frame
    func session() -> Session {
      setup.session(interruption: Interruption { Interrupts.isRequested }, frame: frame)
    }
    self.session = session()
    desk = LessonDesk(setup.progressFolder, makeSession: session)
    followedWidth = setup.fixedWidth == nil ? setup.settings.width : nil
    editor = LineEditor(
      settings: LineEditorSettings(
        applicationName: "gradbook",
        historyPath: setup.keepsHistory ? HistoryFile.path(environment: setup.environment) : nil,
        hyphenatedCommands: ["lesson"]))
  }

  /// Reads and answers entries until the person leaves.
  /// - Returns: The exit status.
  func run() -> Int32 {
    if !isQuiet { display.show(Banner.text) }
    runInitFile()
    switch opening {
    case .nothing: break
    case .notebook(let notebook): open(notebook)
    case .lesson(let name): if !openLesson(name) { return 2 }
    }
    let stripper = PromptStripper(prompt: Transcript.prompt, continuation: Transcript.continuation)
    let prompt = display.rendered(StyledText(Transcript.prompt, .prompt))
    let continuation = display.rendered(StyledText(Transcript.continuation, .prompt))
    editor.complete = { [unowned self] request in
      Completions.candidates(
        for: request, in: desk.player?.session ?? session, words: desk.player?.words ?? [])
    }
    while true {
      if let warning = editor.takeWarning() { warn(warning) }
      let input = editor.read(
        prompt: prompt, continuation: continuation, needsMore: Completeness.needsMore,
        strip: stripper.strip)
      switch input {
      case .entry(let text): if answer(text) { return 0 }
      case .cancelled: continue
      case .endOfInput:
        guard desk.isOn else { return 0 }
        desk.leave(show)
      }
    }
  }

  private func warn(_ message: String) {
    let warning = Diagnostic("history", message).with(severity: .warning)
    display.show(warning.styled(width: session.settings.width))
  }

  private func runInitFile() {
    guard setup.runsInitFile, let file = InitFile(environment: setup.environment) else { return }
    for problem in file.run(in: &session) {
      display.show(problem.styled(width: session.settings.width))
    }
    Interrupts.clear()
  }

  /// Runs what a notebook states, and tells what went wrong.
  private func open(_ notebook: NotebookFile) {
    let width = session.settings.width
    // What was printed is kept to be saved again as it stands in the notebook.
    session.settings.width = Settings().width
    for statement in notebook.statements where !Interrupts.isRequested {
      session.execute(statement, keepGoing: true) { outcome in
        if outcome.diagnostic != nil { display.show(outcome.text) }
      }
    }
    session.settings.width = width
    if notebook.isSavedSession { session.own(notebook.source.name) }
    if !isQuiet { display.show(OpenedNotebook.text(notebook, session)) }
    Interrupts.clear()
  }

  /// Runs an entry.
  /// - Returns: Whether the person wants to leave.
  private func answer(_ text: String) -> Bool {
    followWindow()
    // A Ctrl-C since Enter is meant for this entry, so the request is not cleared here.
    hasEndedInterruptedLine = false
    defer { endInterruptedLine() }
    pages = (desk.player?.session ?? session).settings.pager
    if desk.isOn { return answerLesson(text) }
    var asksToQuit = false
    var lessons: [String?] = []
    session.execute(SourceText(name: "", text: text)) { outcome in
      asksToQuit = asksToQuit || outcome.asksToQuit
      endInterruptedLine()
      if case .lesson(let name) = outcome.action {
        lessons.append(name)
      } else {
        show(outcome)
      }
    }
    if let lesson = lessons.last { _ = openLesson(lesson) }
    return asksToQuit
  }

  // MARK: - Lessons

  /// Begins a lesson, or lists them all.
  /// - Returns: Whether there is such a lesson.
  private func openLesson(_ lesson: String?) -> Bool {
    do throws(Diagnostic) {
      if let lesson {
        try desk.begin(lesson, session.settings, show)
      } else {
        display.show(try desk.list(session.settings))
      }
      return true
    } catch {
      display.show(error.styled(width: session.settings.width))
      return false
    }
  }

  /// Hands an entry to the lesson.
  /// - Returns: Whether the person wants to leave the program.
  private func answerLesson(_ text: String) -> Bool {
    // A line that is run by a bare Enter takes the place of the empty one.
    canReplaceLine = setup.canRedraw && text.isEmpty
    let ending = desk.take(text, show)
    canReplaceLine = false
    return ending == .quit
  }

  private func show(_ shown: Shown) {
    endInterruptedLine()
    switch shown {
    case .text(let text): display.show(text)
    case .line(let line):
      if canReplaceLine { display.write("\u{1B}[A\r\u{1B}[J") }
      display.show(Transcript.input(line))
    case .outcome(let outcome): show(outcome)
    }
    canReplaceLine = false
  }

  /// Starts a new line where the terminal has written ^C, once an entry.
  private func endInterruptedLine() {
    guard Interrupts.isRequested, !hasEndedInterruptedLine else { return }
    hasEndedInterruptedLine = true
    if !frame.hasCoveredInterruption() { display.write("\n") }
  }

  private func show(_ outcome: Outcome) {
    if case .step(let view) = outcome.action,
      Stepping(display: display, canRedraw: setup.canRedraw).walk(through: view)
    {
      return
    }
    if pages, let pager = Pager(environment: setup.environment), let size = TerminalSize.current() {
      let text = display.rendered(outcome.text)
      if Pager.isNeeded(for: text, size: size), pager.show(text + "\n") { return }
    }
    display.show(outcome.text)
  }

  /// Keeps lines within a window that may have changed its size.
  private func followWindow() {
    guard desk.player?.width ?? session.settings.width == followedWidth,
      let width = Setup.terminalWidth
    else { return }
    session.settings.width = width
    desk.fit(width)
    followedWidth = width
  }
}
