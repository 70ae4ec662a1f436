import Diagnostics
import Language
import Plots
import StyledText

/// The session as a script or a notebook, its last picture as SVG.
enum SaveCommand: NotebookCommand {
  static let name = "save"
  static let category = CommandCategory.session
  static let summary =
    "Writes the statements that led to the present state as a script or, where the name ends in "
    + ".md, as a notebook; with plot the last picture as SVG."
  static let usage =
    "save \"file.grad|file.md\" [force=true]  or  save plot \"file.svg\" [force=true]"
  static let options = [
    CommandOption(
      "force", "true|false",
      "replace a file that this session did not write; one that it wrote is replaced anyway")
  ]
  static let examples = [
    "save \"xor.grad\"", "save \"xor.md\"", "save \"xor.grad\" force=true",
    "save plot \"loss.svg\"",
  ]
  static let hasLiveExamples = false
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = CommandWords(command, SaveCommand.self)
    if command.startsWithPlot { return try savePlot(words, in: &session) }
    let (path, range) = try words.path()
    let isForced = try self.isForced(words.names.dropFirst())
    guard !session.log.isEmpty else {
      throw SessionDiagnostics.nothingToSave(at: command.word.range)
    }
    try write(
      text(session, path), to: path, isForced: isForced, by: "save", in: &session, at: range)
    return saved(EvaluatorDiagnostics.count(session.log.count, "statement"), path, session)
  }

  private static func savePlot(
    _ words: CommandWords, in session: inout Session
  ) throws(Diagnostic) -> Outcome {
    let command = words.command
    guard words.names.count > 1 else {
      throw CommandDiagnostics.usage(self, at: command.range)
    }
    let (path, range) = (Path(words.names[1].text), words.names[1].range)
    let isForced = try self.isForced(words.names.dropFirst(2))
    guard path.text.hasSuffix(".svg") else { throw PlotDiagnostics.onlySVG(at: range) }
    guard let plot = session.lastPlot else {
      throw PlotDiagnostics.nothingDrawn(at: command.word.range)
    }
    try write(
      plot.svg.text, to: path, isForced: isForced, by: "save plot", in: &session, at: range)
    return saved("the picture", path, session)
  }

  /// - Parameter words: What stands before the name of the file.
  private static func write(
    _ text: String, to path: Path, isForced: Bool, by words: String, in session: inout Session,
    at range: SourceRange
  ) throws(Diagnostic) {
    let isOwn = path.resolved.map(session.savedFiles.contains) ?? false
    do throws(FileError) {
      try TextFile.write(text, to: path, mayReplace: isForced || isOwn)
    } catch {
      throw FileDiagnostics.diagnostic(
        error, path, at: range, replacing: "\(words) \"\(path.text)\" force=true")
    }
    session.own(path.text)
  }

  private static func saved(_ what: String, _ path: Path, _ session: Session) -> Outcome {
    let text = StyledText("saved \(what) in ") + StyledText(path.text, .string)
    return Outcome(.command, text: text.wrapped(to: session.settings.width).joined())
  }

  private static func text(_ session: Session, _ path: Path) -> String {
    if path.isNotebook {
      return SavedNotebook.text(
        title: String(path.name.dropLast(Path.notebookEnding.count)), session.logged,
        seed: session.seed)
    }
    // A session that began with another seed than the usual one says so.
    let start = session.seed == 0 ? [] : ["seed \(session.seed)"]
    return (start + session.log).joined(separator: "\n") + "\n"
  }

  /// What stands behind the name of the file.
  private static func isForced(_ words: ArraySlice<Name>) throws(Diagnostic) -> Bool {
    let option = CommandWords.splitAtEqualSigns(words)
    guard let name = option.first else { return false }
    guard name.text == "force" else {
      throw EvaluatorDiagnostics.unexpectedOption(
        name.text, options: options.map(\.name), at: name.range)
    }
    guard option.count == 2, ["true", "false"].contains(option[1].text) else {
      throw EvaluatorDiagnostics.notAWord(
        ["true", "false"], "force", at: option.last?.range ?? name.range)
    }
    return option[1].text == "true"
  }
}

extension Command {
  /// Whether the first word is `plot`; in quotes it would be a file.
  fileprivate var startsWithPlot: Bool {
    guard case .expression(let first)? = items.first else { return false }
    return first.bareName == "plot"
  }
}
