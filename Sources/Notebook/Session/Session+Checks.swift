import Diagnostics
package import Language
import Networks

/// What is looked at before a statement is taken.
extension Session {
  package func dependencies(of expression: Expression) -> [String] {
    let layers = expression.layersCalled
    return expression.freeNames().filter {
      state.definitions[$0] != nil || $0 == SessionState.answerName
        || !BuiltInNames.isReserved($0) && !layers.contains($0)
    }
  }

  func requireFree(_ name: Name) throws(Diagnostic) {
    if BuiltInNames.isReserved(name.text) {
      throw EvaluatorDiagnostics.builtInName(name.text, at: name.range)
    }
  }

  /// A value may be stated later, a misspelt function may not.
  func requireKnownFunctions(
    _ expression: Expression, parameters: Set<String>
  ) throws(Diagnostic) {
    var unknown: (String, SourceRange)?
    expression.visit { part in
      guard unknown == nil, case .call(let callee, _) = part.kind,
        case .name(let name) = callee.kind, !parameters.contains(name),
        state.definitions[name] == nil, !BuiltInNames.isFunction(name),
        LayerEntry.named(name) == nil
      else { return }
      unknown = (name, callee.range)
    }
    if let (name, range) = unknown {
      throw EvaluatorDiagnostics.unknownFunction(
        name, at: range,
        candidates: BuiltInNames.functions
          + LayerEntry.all.map(\.name)
          + state.order.filter {
            state.definitions[$0]?.isFunction == true
          })
    }
  }
}
