import Diagnostics
import Language
import StyledText

/// The session as a script or a notebook.
enum SaveCommand: NotebookCommand {
  static let name = "save"
  static let category = CommandCategory.session
  static let summary =
    "Writes the statements that led to the present state as a script, or as a notebook (.md)."
  static let usage = "save \"file.grad|file.md\" [force=true]"
  static let options = [
    CommandOption(
      "force", "true|false",
      "replace a file that this session did not write; one that it wrote is replaced anyway")
  ]
  static let examples = [
    "save \"xor.grad\"", "save \"xor.md\"", "save \"xor.grad\" force=true",
  ]
  static let hasLiveExamples = false
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = CommandWords(command, SaveCommand.self)
    let (path, range) = try words.path()
    let isForced = try self.isForced(words)
    guard !session.log.isEmpty else {
      throw SessionDiagnostics.nothingToSave(at: command.word.range)
    }
    let isOwn = path.resolved.map(session.savedFiles.contains) ?? false
    do throws(FileError) {
      try TextFile.write(text(session, path), to: path, mayReplace: isForced || isOwn)
    } catch {
      throw FileDiagnostics.diagnostic(error, path, at: range)
    }
    session.own(path.text)
    let count = EvaluatorDiagnostics.count(session.log.count, "statement")
    let outcome = StyledText("saved \(count) in ") + StyledText(path.text, .string)
    return Outcome(.command, text: outcome.wrapped(to: session.settings.width).joined())
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
  private static func isForced(_ words: CommandWords) throws(Diagnostic) -> Bool {
    let option = CommandWords.splitAtEqualSigns(words.names.dropFirst())
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
