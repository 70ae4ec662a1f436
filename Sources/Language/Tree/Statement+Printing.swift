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
      "repeat \(count) { \(Statement.Kind.joined(body)) }"
    }
  }

  private static func joined(_ statements: [Statement]) -> String {
    var text = ""
    for (index, statement) in statements.enumerated() {
      // A line break keeps apart what must not become quiet.
      let isLast = index == statements.count - 1
      text += "\(statement)" + (isLast ? "" : statement.isQuiet ? " " : "\n")
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
      return statement.map { "\(word) \($0)" } ?? word.text
    case .expressions:
      var text = word.text
      for (index, item) in items.enumerated() {
        let previous = index > 0 ? items[index - 1] : nil
        text += Item.separator(previous, item) + "\(item)"
      }
      return text
    }
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
