import Diagnostics

/// Trees stripped of where they stood and how their numbers were spelled, to compare what they say.

extension Expression {
  /// The expression with every range and number spelling left out.
  package var withoutPlaces: Expression {
    let kind: Kind =
      switch self.kind {
      case .number(let value, _): .number(value, spelling: "")
      case .string, .name: self.kind
      case .list(let entries): .list(entries.map(\.withoutPlaces))
      case .matrix(let rows): .matrix(rows.map { $0.map(\.withoutPlaces) })
      case .prefix(let operation, let operand): .prefix(operation, operand.withoutPlaces)
      case .chain(let first, let links):
        .chain(first.withoutPlaces, links.map { Link($0.operation, $0.operand.withoutPlaces) })
      case .power(let base, let exponent): .power(base.withoutPlaces, exponent.withoutPlaces)
      case .transpose(let operand): .transpose(operand.withoutPlaces)
      case .call(let function, let arguments):
        .call(
          function.withoutPlaces,
          arguments.map { Argument(label: $0.label, $0.value.withoutPlaces) })
      case .index(let value, let subscripts):
        .index(value.withoutPlaces, subscripts.map(\.withoutPlaces))
      case .member(let value, let name): .member(value.withoutPlaces, name)
      }
    return Expression(kind)
  }
}

extension Subscript {
  package var withoutPlaces: Subscript {
    switch self {
    case .index(let expression): .index(expression.withoutPlaces)
    case .range(let from, let to, _):
      .range(from: from?.withoutPlaces, to: to?.withoutPlaces, SourceRange(0, 0))
    }
  }
}

extension Statement {
  /// The statement with every range and number spelling left out.
  package var withoutPlaces: Statement {
    let kind: Kind =
      switch self.kind {
      case .fact(let name, let body): .fact(Name(name.text), body.withoutPlaces)
      case .set(let targets, let values):
        .set(
          targets.map {
            Target(Name($0.name.text), subscripts: $0.subscripts.map(\.withoutPlaces))
          }, values.map(\.withoutPlaces))
      case .function(let name, let parameters, let body):
        .function(
          Name(name.text), parameters: parameters.map { Name($0.text) }, body: body.withoutPlaces)
      case .expression(let expression): .expression(expression.withoutPlaces)
      case .command(let command): .command(command.withoutPlaces)
      case .repetition(let count, let body):
        .repetition(count: count.withoutPlaces, body: body.map(\.withoutPlaces))
      }
    return Statement(kind, isQuiet: isQuiet)
  }
}

extension Command {
  /// The command with every range left out, and the raw text unless words are read from it.
  package var withoutPlaces: Command {
    Command(
      Name(word.text), style: style, items: items.map(\.withoutPlaces),
      rest: style == .words ? rest : "", statement: statement?.withoutPlaces)
  }
}

extension Command.Item {
  package var withoutPlaces: Command.Item {
    switch self {
    case .expression(let expression): .expression(expression.withoutPlaces)
    case .keyword(let name): .keyword(Name(name.text))
    case .option(let name, let value): .option(Name(name.text), value.withoutPlaces)
    }
  }
}

extension OptionValue {
  package var withoutPlaces: OptionValue {
    switch self {
    case .expression(let expression): .expression(expression.withoutPlaces)
    case .range(let from, let to, _):
      .range(from.withoutPlaces, to.withoutPlaces, SourceRange(0, 0))
    case .list(let values): .list(values.map(\.withoutPlaces))
    }
  }
}
