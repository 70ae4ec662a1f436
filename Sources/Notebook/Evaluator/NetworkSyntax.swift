import Language
import Networks
import Operations
import Tensors

extension Expression {
  /// The layers of the table that the expression calls by name.
  var layersCalled: Set<String> {
    var names: Set<String> = []
    visit { part in
      guard case .call(let callee, _) = part.kind, let name = callee.bareName,
        LayerEntry.named(name) != nil
      else { return }
      names.insert(name)
    }
    return names
  }

  /// Whether the expression, stated under a name, is a network and not a value.
  ///
  /// - Parameter isNetworkName: Whether a name means a network already.
  func isNetwork(
    _ state: SessionState, depth: Int = 0, _ isNetworkName: (String) -> Bool
  ) -> Bool {
    guard depth < 100 else { return false }
    switch kind {
    case .chain(_, let links): return links.first?.operation == .arrow
    case .name(let name): return isNetworkName(name)
    case .call(let callee, let arguments):
      if case .member(let base, Network.firstLayers) = callee.kind {
        return base.isNetwork(state, depth: depth + 1, isNetworkName)
      }
      guard let name = callee.bareName, !isNetworkName(name) else { return false }
      guard let definition = state.definitions[name] else {
        return LayerEntry.isLayer(name, arguments, state)
      }
      guard case .function(_, let body) = definition.kind else { return false }
      return body.isNetwork(state, depth: depth + 1, isNetworkName)
    default: return false
    }
  }

  func isNetwork(_ state: SessionState) -> Bool {
    isNetwork(state) { state.definitions[$0]?.isNetwork == true }
  }
}

extension Network {
  /// The member that takes the first layers: `net.upto(2)`.
  static let firstLayers = "upto"
}

extension LayerEntry {
  /// Whether a call outside a chain is a layer: no operation has the name, or none could take
  /// plain sizes alone.
  static func isLayer(_ name: String, _ arguments: [Argument], _ state: SessionState) -> Bool {
    guard let entry = LayerEntry.all.first(where: { $0.name == name }) else { return false }
    guard let operation = BuiltInNames.operation(name) else { return true }
    guard operation.category == .normalisation || operation.category == .convolution else {
      return false
    }
    let positional = arguments.filter { $0.label == nil }.map(\.value)
    let needed = entry.parameters.filter { $0.fallback == .required }.count
    return (needed...max(entry.parameters.count, needed)).contains(positional.count)
      && positional.allSatisfy { $0.isPlainNumber(state) }
      && !(name == "dropout" && positional.count > 1)
  }
}

extension Expression {
  /// A number as it stands, or the name of one.
  fileprivate func isPlainNumber(_ state: SessionState) -> Bool {
    switch kind {
    case .number, .string: true
    case .name(let name): state.definitions[name]?.tensor?.shape.rank == 0
    default: false
    }
  }
}
