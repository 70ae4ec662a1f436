package import Diagnostics

/// A command word and what follows it.
package struct Command: Sendable, Equatable {
  package var word: Name
  package var style: CommandStyle
  package var items: [Item]
  /// The text after the word as it was typed, without blanks around it.
  package var rest: String
  package var restRange: SourceRange
  /// The statement a command such as `time` works on.
  package var statement: Statement?

  package init(
    _ word: Name, style: CommandStyle = .expressions, items: [Item] = [], rest: String = "",
    restRange: SourceRange = SourceRange(0, 0), statement: Statement? = nil
  ) {
    self.word = word
    self.style = style
    self.items = items
    self.rest = rest
    self.restRange = restRange
    self.statement = statement
  }

  package enum Item: Sendable, Equatable {
    case expression(Expression)
    /// One of ``Command/keywords``.
    case keyword(Name)
    /// `steps=200`
    case option(Name, OptionValue)
  }

  /// The words that join the parts of a command: `train J batch=32 over X y wrt W`.
  package static let keywords: Set<String> = ["wrt", "against", "over", "all"]
}

/// What stands right of the `=` of an option.
package enum OptionValue: Sendable, Equatable {
  case expression(Expression)
  /// `-5..5`
  case range(Expression, Expression, SourceRange)
  /// `init=small,xavier`, at least two.
  case list([Expression])

  package var range: SourceRange {
    switch self {
    case .expression(let expression): expression.range
    case .range(_, _, let range): range
    case .list(let values):
      values.dropFirst().reduce(values.first?.range ?? SourceRange(0, 0)) { $0.union($1.range) }
    }
  }
}

/// How the text after a command word is read.
package enum CommandStyle: Sendable, Hashable {
  /// Expressions, keywords and options.
  case expressions
  /// Words between blanks, as they stand: names whatever their spelling, numbers, strings.
  case words
  /// One statement.
  case statement
}
