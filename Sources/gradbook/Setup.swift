import Diagnostics
import Grading
import Lessons
import Notebook
import StyledText
import Tensors
import Terminal

/// What was asked for, together with what the environment and the terminal allow.
struct Setup {
  /// The columns that output can be fitted into.
  static let widths = 20...10_000

  var settings = Settings()
  let seed: UInt32
  let isJSON: Bool
  let echoes: Bool
  /// The width that `--width` has fixed, if any.
  let fixedWidth: Int?
  let runsInitFile: Bool
  let keepsHistory: Bool
  let environment: [String: String]
  private let color: ColorChoice

  init(_ options: SessionOptions, isJSON: Bool = false, echoes: Bool = false) {
    environment = Environment.variables()
    seed = options.seed
    self.isJSON = isJSON
    self.echoes = echoes
    fixedWidth = options.width
    runsInitFile = !options.noInit
    keepsHistory = !options.noHistory
    color = options.color
    settings.isPlain = options.plain || !environment["ACCESSIBLE", default: ""].isEmpty
    settings.isASCII = options.ascii
    settings.colors = ColorSupport.depth(
      choice: color, environment: environment,
      isTerminal: StandardStream.output.isTerminal)
    settings.width = options.width ?? Setup.terminalWidth ?? settings.width
  }

  /// The columns of the window, if output goes to one.
  static var terminalWidth: Int? {
    guard StandardStream.output.isTerminal, let size = TerminalSize.current() else { return nil }
    return min(max(size.columns, widths.lowerBound), widths.upperBound)
  }

  /// Whether the terminal can show a view in the place of another.
  var canRedraw: Bool {
    !settings.isPlain && environment["TERM", default: "dumb"] != "dumb"
  }

  /// A new session as asked for.
  /// - Parameter frame: Where a conversation at the terminal shows how far something is.
  func session(interruption: Interruption = .never, frame: LiveFrame? = nil) -> Session {
    var context = SessionContext(
      interruption: interruption, isTerminal: frame != nil, progress: progress(in: frame))
    context.statements = { notebook throws(Diagnostic) in
      try NotebookFile.statements(of: notebook)
    }
    if fixedWidth == nil { context.columns = { Setup.terminalWidth } }
    context.diagnosis = GradientTutor.findings
    context.lessons = { (try? LessonLibrary.find())?.lessons.map(\.id) ?? [] }
    var session = Session(context: context, seed: seed)
    session.settings = settings
    return session
  }

  /// Where long computations show how far they are: lines of the terminal that are drawn over.
  ///
  /// What a script prints may go to a file, so its progress goes to the other stream.
  private func progress(in own: LiveFrame?) -> (@Sendable (StyledText) -> Void)? {
    let stream = own == nil ? StandardStream.error : .output
    guard canRedraw, !isJSON, stream.isTerminal else { return nil }
    let frame = own ?? LiveFrame { display(on: stream) }
    return { frame.show($0) }
  }

  /// Where progress in lessons is kept.
  var progressFolder: ProgressFolder {
    ProgressFolder(environment: environment)
  }

  /// A standard stream with the looks that suit it.
  func display(on stream: StandardStream) -> Display {
    Display(
      stream,
      depth: ColorSupport.depth(
        choice: color, environment: environment, isTerminal: stream.isTerminal),
      isASCII: settings.isASCII)
  }
}
