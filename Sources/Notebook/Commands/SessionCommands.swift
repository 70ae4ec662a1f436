import Diagnostics
import Language
import StyledText
import Tensors

enum Seed: NotebookCommand {
  static let name = "seed"
  static let category = CommandCategory.session
  static let summary = "Restarts the random numbers: those of NumPy for the same seed."
  static let usage = "seed n"
  static let examples = ["seed 0"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    guard command.items.count == 1, case .expression(let expression) = command.items[0] else {
      throw CommandDiagnostics.usage(Seed.self, at: command.word.range)
    }
    let value = try session.evaluate([expression], in: source, expression.range)[0]
    guard let number = value.scalar, let seed = UInt32(exactly: number) else {
      throw EvaluatorDiagnostics.expected(
        "a whole number from 0 to \(UInt32.max)", at: expression.range)
    }
    session.state.random = RandomState(seed: seed)
    return Outcome(.command)
  }
}

enum Undo: NotebookCommand {
  static let name = "undo"
  static let category = CommandCategory.session
  static let summary = "Takes the last statement that changed something back."
  static let usage = "undo"
  static let examples = ["undo"]
  static let style = CommandStyle.words

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    guard let statement = session.undo() else {
      throw Diagnostic("undo", "there is nothing to take back", at: command.word.range)
    }
    return Outcome(.command, text: "took back: " + StyledText(statement))
  }
}

enum Quit: NotebookCommand {
  static let name = "quit"
  static let category = CommandCategory.session
  static let summary = "Leaves; Ctrl-D on an empty line does too."
  static let usage = "quit"
  static let examples = ["quit"]
  static let style = CommandStyle.words

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    Outcome(.command, action: .quit)
  }
}
