import Diagnostics
import StyledText
import Tensors

extension Outcome {
  /// The outcome for machines.
  ///
  /// ```
  /// {"cell": 2, "input": "x^2", "kind": "value", "shape": [], "value": 4, "text": "4"}
  /// ```
  /// Members that have nothing to say are left out: `name` of what has none, `shape` and `value` of
  /// what is not a tensor, `value` also after a quiet statement, the last five of what went well.
  package var json: JSON {
    var members: [(String, JSON)] = [
      ("cell", .number(Double(cell))), ("input", .text(input)), ("kind", .text(kind.rawValue)),
    ]
    if let name { members.append(("name", .text(name))) }
    if let value {
      members.append(("shape", .list(value.shape.dimensions.map { .number(Double($0)) })))
      if !isQuiet { members.append(("value", .tensor(value))) }
    }
    members.append(("text", .text(text.plain)))
    if let steps { members.append(("steps", steps)) }
    if let diagnostic { members += diagnostic.json }
    return .object(members)
  }
}

extension Diagnostic {
  /// The members that an error adds.
  fileprivate var json: [(String, JSON)] {
    var members: [(String, JSON)] = [("code", .text(code)), ("message", .text(message))]
    if let location {
      members.append(("line", .number(Double(location.line))))
      members.append(("column", .number(Double(location.column))))
    }
    if let help { members.append(("help", .text(help))) }
    return members
  }
}
