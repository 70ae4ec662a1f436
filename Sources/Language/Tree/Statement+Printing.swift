extension Statement: CustomStringConvertible {
  /// The statement as source text.
  package var description: String {
    kind.description + (isQuiet ? ";" : "")
  }
}

extension Statement.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fact(let name, let body):
      "\(name) = \(body)"
    case .set(let targets, let values):
      targets.map(\.description).joined(separator: ", ") + " := "
        + values.map(\.description).joined(separator: ", ")
    case .function(let name, let parameters, let body):
      "\(name)(\(parameters.map(\.text).joined(separator: ", "))) = \(body)"
    case .expression(let expression):
      "\(expression)"
    case .command(let command):
      "\(command)"
    case .repetition(let count, let body):
      "repeat \(Statement.Kind.spelled(count: count)) {\(Statement.Kind.joined(body)) }"
    }
  }

  /// The count of a repetition, in brackets where it could be read as part of an expression.
  private static func spelled(count: Expression) -> String {
    let text = count.description
    let isPlain = text.unicodeScalars.first.map {
      Scalars.startsName($0) || "-0123456789".unicodeScalars.contains($0)
    }
    return isPlain == true && !text.hasPrefix("not ") ? text : "(\(text))"
  }

  /// A line break follows a quiet statement, whose `;` would only separate otherwise.
  private static func joined(_ statements: [Statement]) -> String {
    var text = ""
    for statement in statements {
      let separator = text.isEmpty ? " " : text.hasSuffix(";") ? "\n" : "; "
      text += separator + "\(statement)"
    }
    return text
  }
}

extension Name: CustomStringConvertible {
  package var description: String { text }
}

extension Target: CustomStringConvertible {
  package var description: String { name.text + Subscript.list(subscripts) }
}

extension Command: CustomStringConvertible {
  package var description: String {
    switch style {
    case .words:
      return rest.isEmpty ? word.text : "\(word) \(rest)"
    case .statement:
      return statement.map { "\(word) \(Command.unbracketed($0.description))" } ?? word.text
    case .expressions:
      var text = word.text
      for (index, item) in items.enumerated() {
        let previous = index > 0 ? items[index - 1] : nil
        let part = index == 0 ? Command.unbracketed("\(item)") : "\(item)"
        text += Item.separator(previous, item) + part
      }
      return text
    }
  }

  /// A word before `(` is a function, not a command; a plus sign, which means nothing, keeps apart.
  private static func unbracketed(_ text: String) -> String {
    text.hasPrefix("(") ? "+" + text : text
  }
}

extension Command.Item: CustomStringConvertible {
  package var description: String {
    switch self {
    case .expression(let expression): "\(expression)"
    case .keyword(let name): name.text
    case .option(let name, let value): "\(name)=\(value)"
    }
  }

  /// A comma where the item would otherwise go on what stands before it: `f, -x`.
  fileprivate static func separator(_ previous: Command.Item?, _ item: Command.Item) -> String {
    guard case .expression(let expression) = item, case .expression = previous else { return " " }
    let continues = expression.description.first.map { "-([".contains($0) } ?? false
    return continues ? ", " : " "
  }
}

extension OptionValue: CustomStringConvertible {
  package var description: String {
    switch self {
    case .expression(let expression): "\(expression)"
    case .range(let from, let to, _): "\(from)..\(to)"
    case .list(let values): values.map(\.description).joined(separator: ",")
    }
  }
}
