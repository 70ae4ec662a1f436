import Diagnostics
import Glibc
import Notebook
import StyledText
import Terminal

/// Runs files, code and standard input without a person at the keyboard.
struct Batch {
  private var session: Session
  private var report: Report
  private let keepsGoing: Bool

  private enum Input {
    case text(SourceText)
    case standardInput
  }

  private enum Ending { case fine, failed, quit }

  init(_ setup: Setup, keepsGoing: Bool) {
    session = setup.session()
    report = Report(setup)
    self.keepsGoing = keepsGoing
  }

  /// Runs all files, then all code, in one session; nothing given stands for standard input.
  /// - Returns: The exit status.
  mutating func run(files: [String], code: [String]) -> Int32 {
    Batch.handleSignals()
    var inputs: [Input] = []
    do throws(Diagnostic) {
      for file in files {
        inputs += file == "-" ? [.standardInput] : try SourceFile.texts(of: file).map(Input.text)
      }
    } catch {
      report.tell(error, width: session.settings.width)
      return 2
    }
    inputs += code.map { .text(SourceText(name: "", text: $0)) }
    let isFine = run(inputs.isEmpty ? [.standardInput] : inputs)
    if let failure = report.failure {
      report.tell(
        Diagnostic("output", "cannot write: \(failure)"), width: session.settings.width)
      return 1
    }
    return isFine ? 0 : 1
  }

  /// Ctrl-C ends a script at once, a reader that went away ends it quietly.
  static func handleSignals() {
    signal(SIGPIPE, SIG_DFL)
    let previous = signal(SIGINT) { _ in _exit(130) }
    // In the background of a script Ctrl-C is not for us.
    if previous.map({ unsafeBitCast($0, to: Int.self) }) == 1 { signal(SIGINT, SIG_IGN) }
  }

  /// - Returns: Whether every statement went well.
  private mutating func run(_ inputs: [Input]) -> Bool {
    var isFine = true
    for input in inputs {
      let ending: Ending =
        switch input {
        case .text(let source): run(source)
        case .standardInput: runStandardInput()
        }
      if ending == .failed { isFine = false }
      if ending == .quit || (!isFine && !keepsGoing) { break }
    }
    return isFine
  }

  private mutating func runStandardInput() -> Ending {
    var input = StatementInput()
    var ending = Ending.fine
    while let next = input.next() {
      switch next {
      case .success(let source):
        switch run(source) {
        case .fine: continue
        case .quit: return ending == .fine ? .quit : ending
        case .failed: ending = .failed
        }
      case .failure(let diagnostic):
        report.tell(Outcome(diagnostic, width: session.settings.width))
        ending = .failed
      }
      if !keepsGoing { return ending }
    }
    return ending
  }

  private mutating func run(_ source: SourceText) -> Ending {
    var report = report
    report.begin(source)
    defer { self.report = report }
    var asksToQuit = false
    let isFine = session.execute(source, keepGoing: keepsGoing) { outcome in
      report.tell(outcome)
      asksToQuit = asksToQuit || outcome.asksToQuit
    }
    return !isFine ? .failed : asksToQuit ? .quit : .fine
  }
}
