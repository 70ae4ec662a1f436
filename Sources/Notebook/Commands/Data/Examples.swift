import Diagnostics
import Language
import Operations
import Tensors

/// Values of the session whose rows belong together: features, labels.
struct Examples {
  struct Part {
    let name: Name
    let value: Tensor
    let role: Leaf.Role
  }

  let parts: [Part]
  /// How many rows each of them has.
  let count: Int

  /// The values of names, at least one.
  init(_ names: [Name], in session: Session) throws(Diagnostic) {
    var parts: [Part] = []
    for name in names {
      guard !parts.contains(where: { $0.name.text == name.text }) else {
        throw DataDiagnostics.namedTwice(name.text, at: name.range)
      }
      guard let definition = session.state.definitions[name.text] else {
        throw EvaluatorDiagnostics.unknownName(
          name.text, at: name.range, candidates: session.state.order)
      }
      guard case .value(let value, let role) = definition.kind else {
        throw DataDiagnostics.noValue(
          name.text, isFact: definition.isFact, at: name.range)
      }
      guard value.shape.rank > 0 else {
        throw DataDiagnostics.noRows(name.text, at: name.range)
      }
      if let first = parts.first, first.value.shape[0] != value.shape[0] {
        throw DataDiagnostics.differentRows(
          first.name.text, first.value.shape, name.text, value.shape, at: name.range)
      }
      parts.append(Part(name: name, value: value, role: role))
    }
    self.parts = parts
    count = parts.first?.value.shape[0] ?? 0
  }
}

extension CommandReader {
  /// The names that stand where the command's expressions do.
  func names() throws(Diagnostic) -> [Name] {
    var names: [Name] = []
    for expression in expressions {
      guard case .name(let name) = expression.kind else {
        throw DataDiagnostics.notAName(type, expression.shortText, at: expression.range)
      }
      names.append(Name(name, at: expression.range))
    }
    return names
  }
}

extension Tensor {
  /// Some of the rows, in the order given.
  func rows(_ places: some Collection<Int>) -> Tensor {
    let width = shape.dimensions.dropFirst().reduce(1, *)
    var rows: [Double] = []
    rows.reserveCapacity(places.count * width)
    for place in places { rows += values[place * width..<(place + 1) * width] }
    return Tensor(
      shape: Shape([places.count] + shape.dimensions.dropFirst()), values: rows)
  }
}
