import Diagnostics
import Language

/// What can be wrong with a command line.
enum CommandDiagnostics {
  /// Says of a call that failed how the command of the same name would have been meant: a word right
  /// before a bracket is called.
  static func called(_ name: String, _ problem: Diagnostic) -> Diagnostic {
    guard let command = Commands.named(name) else { return problem }
    var problem = problem
    problem.notes += [
      "before a bracket \(name) is read as a function; the command is written:", command.usage,
    ]
    problem.help =
      command.style == .expressions
      ? "what begins with a bracket gets a name first: u = (...)" : "help \(name)"
    return problem
  }

  static func nothingAfter(
    _ keyword: String, _ command: any NotebookCommand.Type, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("usage", "\(keyword) needs a name after it", at: range, notes: [command.usage])
  }

  static func nothingToDifferentiate(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "this depends on no variable", at: range,
      notes: ["data from load is not differentiated unless it is named"],
      help: "name what to differentiate by: wrt x")
  }

  static func nothingToExplain(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "\(text) is a constant: nothing is computed here", at: range,
      help: "a value with a name is a node: x := ...")
  }

  static func unexpectedKeyword(
    _ keyword: String, _ command: any NotebookCommand.Type, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "usage", "\(command.name) does not take \(keyword)", at: range, notes: [command.usage])
  }

  static func usage(_ command: any NotebookCommand.Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "\(command.name) is used like this: \(command.usage)", at: range,
      help: "help \(command.name)")
  }
}
