import Diagnostics
import Language

/// A script within the session.
enum RunCommand: StatementCommand {
  static let name = "run"
  static let category = CommandCategory.session
  static let summary = "Runs the statements of a script or a notebook as if they were typed here."
  static let usage = "run \"file.grad|file.md\""
  static let examples = ["run \"xor.grad\"", "run \"~/notes/spiral.md\";"]
  static let hasLiveExamples = false
  static let style = CommandStyle.words
  // What it runs is recorded instead, so that a saved script needs no other.
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText, isQuiet: Bool,
    emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    let words = CommandWords(command, RunCommand.self)
    let (path, range) = try words.path()
    if let extra = words.names.dropFirst().first {
      throw CommandDiagnostics.usage(RunCommand.self, at: extra.range)
    }
    guard session.depthOfScripts < Session.scriptLimit else {
      throw SessionDiagnostics.scriptsTooDeep(path.text, at: range)
    }
    let text: String
    do throws(FileError) {
      text = try TextFile.read(path)
    } catch {
      throw FileDiagnostics.diagnostic(error, path, at: range)
    }
    let script = SourceText(name: path.text, text: text)
    let statements = path.isNotebook ? try session.context.statements?(script) : nil
    try session.run(scripts: statements ?? [script], isQuiet: isQuiet, emit: emit)
  }
}
