import Diagnostics
import Glibc
import Notebook
import StyledText
import Terminal

/// Runs files, code and standard input without a person at the keyboard.
///
/// Results go to standard output and diagnostics to standard error; as JSON both go to standard
/// output, an object for every statement.
struct Batch {
  private var session: Session
  private let isJSON: Bool
  private let keepsGoing: Bool
  private let output: Display
  private let errors: Display

  private enum Input {
    case text(SourceText)
    case standardInput
  }

  private enum Ending { case fine, failed, quit }

  init(_ setup: Setup, keepsGoing: Bool) {
    session = setup.session()
    isJSON = setup.isJSON
    output = setup.display(on: .output)
    errors = setup.display(on: .error)
    self.keepsGoing = keepsGoing
  }

  /// Runs all files, then all code, in one session; nothing given stands for standard input.
  /// - Returns: The exit status.
  mutating func run(files: [String], code: [String]) -> Int32 {
    Batch.handleSignals()
    var inputs: [Input] = []
    do throws(Diagnostic) {
      for file in files {
        inputs.append(file == "-" ? .standardInput : .text(try SourceFile.read(file)))
      }
    } catch {
      errors.show(error.styled(width: session.settings.width))
      return 2
    }
    inputs += code.map { .text(SourceText(name: "", text: $0)) }
    let isFine = run(inputs.isEmpty ? [.standardInput] : inputs)
    if let failure = output.stream.failure {
      errors.show(
        Diagnostic("output", "cannot write: \(failure)").styled(width: session.settings.width))
      return 1
    }
    return isFine ? 0 : 1
  }

  /// Ctrl-C ends a script at once, a reader that went away ends it quietly.
  private static func handleSignals() {
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
        tell(Outcome(diagnostic, width: session.settings.width))
        ending = .failed
      }
      if !keepsGoing { return ending }
    }
    return ending
  }

  private mutating func run(_ source: SourceText) -> Ending {
    let batch = self
    var asksToQuit = false
    let isFine = session.execute(source, keepGoing: keepsGoing) { outcome in
      batch.tell(outcome)
      asksToQuit = asksToQuit || outcome.asksToQuit
    }
    return !isFine ? .failed : asksToQuit ? .quit : .fine
  }

  private func tell(_ outcome: Outcome) {
    if isJSON {
      var outcome = outcome
      outcome.text = output.shown(outcome.text)
      output.write(outcome.json.line + "\n")
    } else if outcome.kind == .error {
      errors.show(outcome.text)
    } else {
      output.show(outcome.text)
    }
  }
}
