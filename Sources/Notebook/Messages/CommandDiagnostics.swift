import Diagnostics

/// What can be wrong with a command line.
enum CommandDiagnostics {
  static func usage(_ command: any NotebookCommand.Type, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "\(command.name) is used differently", at: range, notes: [command.usage],
      help: "help \(command.name)")
  }
}
