import Diagnostics
import Language
import Tensors

/// Random numbers from the start.
enum SeedCommand: NotebookCommand {
  static let name = "seed"
  static let category = CommandCategory.session
  static let summary = "Restarts the random numbers: those of NumPy for the same seed."
  static let usage = "seed n"
  static let examples = ["seed 0", "randn(2)"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let expression = try CommandReader(command, SeedCommand.self).subject()
    let value = try session.evaluate([expression], in: source, expression.range)[0]
    guard let number = value.scalar, let seed = UInt32(exactly: number) else {
      throw EvaluatorDiagnostics.expected(
        "a whole number from 0 to \(UInt32.max)", at: expression.range)
    }
    session.state.restart(seed: seed)
    return Outcome(.command)
  }
}
