import Diagnostics

/// What can be wrong with a command line.
enum CommandDiagnostics {
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
