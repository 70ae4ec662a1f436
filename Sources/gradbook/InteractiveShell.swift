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
  /// What is stated before the person types anything.
  private let notebook: NotebookFile?
  private let display: Display
  private let editor: LineEditor
  private var session: Session
  /// The width that followed from the window, unless the person has set one.
  private var followedWidth: Int?
  private var hasEndedInterruptedLine = false

  init(_ setup: Setup, isQuiet: Bool, notebook: NotebookFile? = nil) {
    self.setup = setup
    self.isQuiet = isQuiet
    self.notebook = notebook
    display = setup.display(on: .output)
    session = setup.session(
      interruption: Interruption { Interrupts.isRequested }, isTerminal: true)
    followedWidth = setup.fixedWidth == nil ? session.settings.width : nil
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
    openNotebook()
    let stripper = PromptStripper(prompt: Transcript.prompt, continuation: Transcript.continuation)
    let prompt = display.rendered(StyledText(Transcript.prompt, .prompt))
    let continuation = display.rendered(StyledText(Transcript.continuation, .prompt))
    editor.complete = { [unowned self] request in
      Completions.candidates(for: request, in: session)
    }
    while true {
      if let warning = editor.takeWarning() { warn(warning) }
      let input = editor.read(
        prompt: prompt, continuation: continuation, needsMore: Completeness.needsMore,
        strip: stripper.strip)
      switch input {
      case .entry(let text): if answer(text) { return 0 }
      case .cancelled: continue
      case .endOfInput: return 0
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
  private func openNotebook() {
    guard let notebook else { return }
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
    let pages = session.settings.pager
    var asksToQuit = false
    session.execute(SourceText(name: "", text: text)) { outcome in
      asksToQuit = asksToQuit || outcome.asksToQuit
      endInterruptedLine()
      show(outcome, pages: pages)
    }
    endInterruptedLine()
    return asksToQuit
  }

  /// Starts a new line where the terminal has written ^C, once an entry.
  private func endInterruptedLine() {
    guard Interrupts.isRequested, !hasEndedInterruptedLine else { return }
    hasEndedInterruptedLine = true
    display.write("\n")
  }

  private func show(_ outcome: Outcome, pages: Bool) {
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
    guard session.settings.width == followedWidth, let width = Setup.terminalWidth else { return }
    session.settings.width = width
    followedWidth = width
  }
}
