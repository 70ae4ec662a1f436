import Diagnostics
import Language

/// A command line taken apart: expressions, what follows keywords, options by name.
struct CommandReader {
  let command: Command
  let type: any NotebookCommand.Type
  /// Expressions before any keyword.
  private(set) var expressions: [Expression] = []
  /// Expressions after each keyword.
  private(set) var afterKeyword: [String: [Expression]] = [:]
  private(set) var options: [String: OptionValue] = [:]
  /// Names that go through a range: `x=-5..5`.
  private(set) var ranges: [(name: Name, from: Expression, to: Expression)] = []

  /// Takes a command apart, refusing what its type does not know.
  /// - Parameters:
  ///   - keywords: The keywords it takes.
  ///   - takesRanges: Whether names beside its options may go through ranges.
  init(
    _ command: Command, _ type: any NotebookCommand.Type, keywords: Set<String> = [],
    takesRanges: Bool = false
  ) throws(Diagnostic) {
    self.command = command
    self.type = type
    var keyword: String?
    for item in command.items {
      switch item {
      case .expression(let expression):
        if let keyword {
          afterKeyword[keyword, default: []].append(expression)
        } else {
          expressions.append(expression)
        }
      case .keyword(let name):
        guard keywords.contains(name.text) else {
          throw CommandDiagnostics.unexpectedKeyword(name.text, type, at: name.range)
        }
        keyword = name.text
        afterKeyword[name.text, default: []] += []
      case .option(let name, .range(let from, let to, _))
      where takesRanges && !type.options.contains { $0.name == name.text }:
        guard !ranges.contains(where: { $0.name.text == name.text }) else {
          throw EvaluatorDiagnostics.optionTwice(name.text, at: name.range)
        }
        ranges.append((name, from, to))
      case .option(let name, let value):
        guard type.options.contains(where: { $0.name == name.text }) else {
          if takesRanges, Suggestion.nearest(to: name.text, among: type.options.map(\.name)) == nil
          {
            throw PlotDiagnostics.noRange(name.text, at: value.range)
          }
          throw EvaluatorDiagnostics.unexpectedOption(
            name.text, options: type.options.map(\.name), at: name.range)
        }
        guard options.updateValue(value, forKey: name.text) == nil else {
          throw EvaluatorDiagnostics.optionTwice(name.text, at: name.range)
        }
      }
    }
  }

  /// The one expression the command is about.
  func subject() throws(Diagnostic) -> Expression {
    guard expressions.count == 1 else {
      throw CommandDiagnostics.usage(
        type, at: expressions.dropFirst().first?.range ?? command.word.range)
    }
    return expressions[0]
  }

  /// The names after a keyword.
  func names(after keyword: String) throws(Diagnostic) -> [Name] {
    var names: [Name] = []
    for expression in afterKeyword[keyword] ?? [] {
      guard let name = expression.bareName ?? expression.memberName else {
        throw EvaluatorDiagnostics.notAVariable(expression.shortText, at: expression.range)
      }
      names.append(Name(name, at: expression.range))
    }
    if afterKeyword[keyword]?.isEmpty == true {
      throw CommandDiagnostics.nothingAfter(keyword, type, at: command.word.range)
    }
    return names
  }

  /// Where an option's value stands; the command's word if it is not given.
  func range(of option: String) -> SourceRange { options[option]?.range ?? command.word.range }

  /// An option that is one of some words, bare or quoted.
  func word(_ option: String, of words: [String]) throws(Diagnostic) -> String? {
    guard let value = options[option] else { return nil }
    if case .expression(let expression) = value {
      switch expression.kind {
      case .name(let word) where words.contains(word), .string(let word) where words.contains(word):
        return word
      default: break
      }
    }
    throw EvaluatorDiagnostics.notAWord(words, option, at: value.range)
  }

  /// An option that is one expression.
  func expression(_ option: String) throws(Diagnostic) -> Expression? {
    guard let value = options[option] else { return nil }
    guard case .expression(let expression) = value else {
      throw EvaluatorDiagnostics.expected("one value for \(option)", at: value.range)
    }
    return expression
  }
}
