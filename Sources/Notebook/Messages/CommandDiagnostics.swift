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

  /// Says of a command that failed where a comma parts what was read as one expression.
  static func parted(
    _ problem: Diagnostic, _ command: Command, _ source: SourceText
  ) -> Diagnostic {
    guard ["index", "shape"].contains(problem.code), problem.help == nil,
      let range = problem.range, problem.source == nil || problem.source == source
    else { return problem }
    for case .expression(let expression) in command.items {
      guard expression.range.lowerBound <= range.lowerBound,
        range.upperBound <= expression.range.upperBound, let end = expression.firstPart(in: source)
      else { continue }
      let (before, after) = (
        SourceRange(command.range.lowerBound, end), SourceRange(end, command.range.upperBound)
      )
      var problem = problem
      problem.help = "a comma tells two expressions apart: \(source[before]),\(source[after])"
      return problem
    }
    return problem
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

extension Expression {
  /// Where the first of two ends that a blank alone was to part: `[1, 2] [3, 4]` is an entry of a
  /// list, `a -b` a difference.
  fileprivate func firstPart(in source: SourceText) -> Int? {
    switch kind {
    case .index(let base, _) where base.collectiveName != nil:
      let end = base.range.upperBound
      return source[SourceRange(end, end + 1)] == " " ? end : nil
    case .chain(_, let links):
      for link in links where link.operation == .subtract {
        let sign = link.operatorRange
        if source[SourceRange(sign.lowerBound - 1, sign.lowerBound)] == " ",
          sign.upperBound == link.operand.range.lowerBound
        {
          return sign.lowerBound - 1
        }
      }
      return nil
    default: return nil
    }
  }
}
