import Diagnostics
import Language
import Notebook

/// Writes a formula of a submission in the names of the setup alone, as an assignment can take it.
struct FormulaInline {
  private let source: SourceText
  private let setup: SessionState
  private var own: [String: Expression] = [:]
  /// Names that are stated in a way that no formula can stand for.
  private var others: Set<String> = []

  /// Nobody reads more.
  private static let longest = 200

  init(_ statements: SourceText, setup: SessionState, limits: FormulaLimits) {
    source = statements
    self.setup = setup
    guard statements.text.utf8.count <= limits.characters else { return }
    for statement in Session.parser.parse(statements).statements.prefix(limits.statements) {
      switch statement.kind {
      case .fact(let name, let expression): state(name.text, expression)
      case .set(let targets, let values)
      where targets.count == 1 && values.count == 1 && targets[0].subscripts.isEmpty:
        state(targets[0].name.text, values[0])
      case .set(let targets, _): others.formUnion(targets.map(\.name.text))
      case .function(let name, _, _): others.insert(name.text)
      case .expression, .command, .repetition: break
      }
    }
  }

  private mutating func state(_ name: String, _ expression: Expression) {
    if own.updateValue(expression, forKey: name) != nil { others.insert(name) }
  }

  /// The formula behind a name; nil if there is none, or none that is short and complete.
  func formula(of name: String) -> String? {
    guard !others.contains(name), let expression = own[name],
      let text = text(of: expression, within: [name]), !text.contains("=>")
    else { return nil }
    return text
  }

  private func text(of expression: Expression, within names: Set<String>) -> String? {
    var parts: [(range: SourceRange, text: String)] = []
    var isWhole = true
    expression.visit { part in
      guard isWhole, let name = part.bareName else { return }
      if others.contains(name) || names.contains(name) {
        isWhole = false
      } else if let inner = own[name] {
        // What the setup states too would mean something else there.
        guard setup.definitions[name] == nil, names.count < 20,
          let text = self.text(of: inner, within: names.union([name]))
        else {
          isWhole = false
          return
        }
        parts.append((part.range, inner.isAtom ? text : "(\(text))"))
      }
    }
    guard isWhole else { return nil }
    var text = ""
    var place = expression.range.lowerBound
    for part in parts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      text += source[SourceRange(place, part.range.lowerBound)] + part.text
      place = part.range.upperBound
    }
    text += source[SourceRange(place, expression.range.upperBound)]
    guard text.utf8.count <= FormulaInline.longest, !text.contains("#") else { return nil }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Expression {
  /// Whether it stands for itself without brackets.
  fileprivate var isAtom: Bool {
    switch kind {
    case .name, .number, .call: true
    default: false
    }
  }
}
