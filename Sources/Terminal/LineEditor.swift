@preconcurrency import CReadline
import Glibc

/// Reads entries from the person at the terminal, with GNU readline.
///
/// Both standard input and standard output must be terminals. Readline keeps its state in globals, so
/// a program makes one editor and uses it on the main thread.
@MainActor package final class LineEditor {
  /// What the person did.
  package enum Input: Sendable, Equatable {
    /// A whole entry, of one line or several; it may be blank.
    case entry(String)
    /// Ctrl-C, or Ctrl-D at a continuation: what was typed is dropped.
    case cancelled
    /// Ctrl-D on an empty line, or the terminal went away.
    case endOfInput
  }

  /// What can stand in the place of the word before the cursor. Only what begins with it is offered.
  package var complete: @MainActor (CompletionRequest) -> [String] = { _ in [] }

  let settings: LineEditorSettings

  /// The lines of the entry before the one being typed.
  var earlierLines = ""

  /// Takes the prompts out of pasted text.
  var stripPrompts: (String) -> String = { $0 }

  /// What completion found; readline asks for one after the other.
  var candidates: [String] = []

  /// The editor that readline's callbacks, which can capture nothing, are to talk to.
  private(set) static var active: LineEditor?

  private let history: HistoryFile?
  private var lastEntry: String?
  private var historyProblem: HistoryProblem?
  private var isHistoryProblemTold = false

  /// Lines readline has delivered; nil stands for the end of input. More than one comes from a key
  /// that the inputrc binds to several lines.
  private var delivered: [String?] = []

  private var isInstalled = false

  /// What such a key typed after its last newline.
  private var leftOver = ""

  /// Sets readline up and reads the history and the person's inputrc.
  package init(settings: LineEditorSettings) {
    self.settings = settings
    history = settings.historyPath.map { HistoryFile(path: $0, limit: settings.historyLimit) }
    Interrupts.install()
    Self.useUTF8()
    rl_readline_name = UnsafePointer(strdup(settings.applicationName))
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_change_environment = 0
    rl_getc_function = { _ in InputWait.byte().map(Int32.init) ?? EOF }
    setUpCompletion()
    rl_initialize()
    // Read through callbacks, readline asks whether to list much without waiting for an answer.
    rl_completion_query_items = 0
    setUpPaste()
    using_history()
    stifle_history(Int32(clamping: settings.historyLimit))
    loadHistory()
  }

  /// Reads one entry.
  ///
  /// A Ctrl-C from before is forgotten. One that comes once the entry is complete is meant for what
  /// evaluates it, which should therefore not call `Interrupts.clear` first.
  ///
  /// - Parameters:
  ///   - prompt: shown before the first line; may contain colours.
  ///   - continuation: shown before the further lines.
  ///   - needsMore: whether an entry is unfinished and goes on on another line.
  ///   - strip: takes the prompts out of pasted text.
  package func read(
    prompt: String, continuation: String, needsMore: (String) -> Bool,
    strip: @escaping (String) -> String = { $0 }
  ) -> Input {
    earlierLines = ""
    stripPrompts = strip
    Interrupts.clear()
    while true {
      let isFirst = earlierLines.isEmpty
      switch readLine(prompt: isFirst ? prompt : continuation) {
      case .entry(let typed):
        let entry = earlierLines + Self.withoutFinalNewlines(strip(typed))
        if needsMore(entry) {
          earlierLines = entry + "\n"
          continue
        }
        remember(entry)
        return .entry(entry)
      case .cancelled: return .cancelled
      case .endOfInput: return isFirst ? .endOfInput : .cancelled
      }
    }
  }

  /// Why the history cannot be kept, the first time this is asked after it failed; nil otherwise.
  package func takeWarning() -> String? {
    guard let historyProblem, !isHistoryProblemTold else { return nil }
    isHistoryProblemTold = true
    return historyProblem.message
  }

  // MARK: - One line

  private func readLine(prompt: String) -> Input {
    if delivered.isEmpty { edit(prompt: prompt) }
    guard !delivered.isEmpty else { return .cancelled }
    return delivered.removeFirst().map(Input.entry) ?? .endOfInput
  }

  /// Lets the person edit until a line is delivered; delivers none if it is cancelled.
  private func edit(prompt: String) {
    Self.active = self
    rl_reset_screen_size()
    TerminalMode.catchSuspension()
    TerminalMode.noteEditing(bracketedPaste: Self.isOn("enable-bracketed-paste"))
    install(prompt: prompt)
    while delivered.isEmpty {
      switch InputWait.next() {
      case .readable: rl_callback_read_char()
      case .resize: rl_resize_terminal()
      case .suspend: suspend()
      case .interrupt: cancel()
      case .timeout: continue
      }
      if !isInstalled { break }
    }
    if isInstalled {
      leftOver = String(cString: rl_line_buffer)
      rl_clear_visible_line()
      remove()
    }
    TerminalMode.noteEdited()
    TerminalMode.releaseSuspension()
  }

  private func install(prompt: String) {
    isInstalled = true
    rl_callback_handler_install(PromptMarkup.marked(prompt)) { line in
      let text = line.map { String(cString: $0) }
      free(line)
      MainActor.assumeIsolated { LineEditor.active?.deliver(text) }
    }
    guard !leftOver.isEmpty else { return }
    rl_insert_text(leftOver)
    rl_redisplay()
    leftOver = ""
  }

  private func remove() {
    rl_callback_handler_remove()
    // Left set, it would make readline start a new line after every further line.
    rl_eof_found = 0
    isInstalled = false
  }

  /// Takes a line from readline.
  private func deliver(_ line: String?) {
    delivered.append(line)
    // At the end of input readline starts a new line only when it also ends bracketed paste.
    if line == nil, !Self.isOn("enable-bracketed-paste") { write("\n") }
    // Otherwise readline shows the prompt again. While it still has characters of its own to work
    // through, however, it must keep its handler.
    if rl_pending_input == 0, rl_readline_state & UInt(RL_STATE_MACROINPUT) == 0 { remove() }
  }

  /// Drops the line as Ctrl-C asks.
  private func cancel() {
    rl_callback_sigcleanup()
    // The next prompt belongs below the last line of what was typed.
    rl_point = rl_end
    rl_redisplay()
    rl_free_line_state()
    write("^C")
    remove()
    write("\n")
  }

  /// Stops as Ctrl-Z asks, and shows the line again when the person comes back.
  private func suspend() {
    rl_cleanup_after_signal()
    TerminalMode.suspend()
    rl_reset_after_signal()
    rl_reset_screen_size()
    rl_forced_update_display()
  }

  // MARK: - Set-up

  /// Typing anything but ASCII takes a locale with UTF-8; readline looks at the environment itself.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    guard String(cString: nl_langinfo(nl_item(CODESET))) != "UTF-8" else { return }
    setenv("LC_ALL", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "")
  }

  private static func isOn(_ variable: String) -> Bool {
    rl_variable_value(variable).map { String(cString: $0) == "on" } ?? false
  }

  private static func withoutFinalNewlines(_ text: String) -> String {
    String(text.reversed().drop(while: \.isNewline).reversed())
  }

  private func write(_ text: String) {
    fputs(text, rl_outstream)
    fflush(rl_outstream)
  }

  // MARK: - History

  private func loadHistory() {
    guard let history else { return }
    do throws(HistoryProblem) {
      for entry in try history.entries() {
        add_history(entry)
        lastEntry = entry
      }
    } catch {
      historyProblem = error
    }
  }

  /// Adds an entry to the history and its file, before it is evaluated: if that ends the program, the
  /// entry is not lost.
  private func remember(_ entry: String) {
    guard !entry.allSatisfy(\.isWhitespace), entry != lastEntry else { return }
    lastEntry = entry
    add_history(entry)
    using_history()
    guard let history else { return }
    do throws(HistoryProblem) {
      try history.append(entry)
    } catch {
      historyProblem = historyProblem ?? error
    }
  }
}
