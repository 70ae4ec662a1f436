import Diagnostics
import Language

/// The words behind a command that is read word by word.
struct CommandWords {
  let command: Command
  let type: any NotebookCommand.Type
  /// As typed, text without its quotes.
  let names: [Name]

  init(_ command: Command, _ type: any NotebookCommand.Type) {
    self.command = command
    self.type = type
    names = command.items.compactMap { item in
      guard case .expression(let expression) = item else { return nil }
      switch expression.kind {
      case .name(let text), .string(let text), .number(_, spelling: let text):
        return Name(text, at: expression.range)
      default: return nil
      }
    }
  }

  /// Refuses any word, for commands that take none.
  func requireNone() throws(Diagnostic) {
    if let first = names.first {
      throw SessionDiagnostics.takesNothing(type, at: first.range)
    }
  }

  /// The file that the first word names, and where it does.
  func path() throws(Diagnostic) -> (Path, SourceRange) {
    guard let name = names.first, !name.text.isEmpty else {
      throw CommandDiagnostics.usage(type, at: names.first?.range ?? command.word.range)
    }
    return (Path(name.text), name.range)
  }

  /// Words with `a=b` taken apart and lone equal signs left out.
  static func splitAtEqualSigns(_ names: some Sequence<Name>) -> [Name] {
    names.flatMap { name in
      var start = name.range.lowerBound
      return name.text.split(separator: "=", omittingEmptySubsequences: false).compactMap { part in
        let end = start + part.utf8.count
        defer { start = end + 1 }
        return part.isEmpty ? nil : Name(String(part), at: SourceRange(start, end))
      }
    }
  }
}

extension Command {
  /// The whole command.
  var range: SourceRange { rest.isEmpty ? word.range : word.range.union(restRange) }
}
