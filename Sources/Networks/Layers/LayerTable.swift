import Operations

/// The table of layers. To add one, write its entry and list it here.
extension LayerEntry {
  package static let all: [LayerEntry] = [
    affine, conv1d, conv2d,
    layerNorm, batchNorm, groupNorm, dropout,
    maxPool1d, maxPool2d, avgPool1d, avgPool2d,
    flatten, reshape, residual, ensemble,
  ]

  /// The layer of that name: of this table, or a function of the operation table that makes one
  /// value of another.
  package static func named(_ name: String) -> LayerEntry? {
    byName[name] ?? Operation.named(name).flatMap { function($0) }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The functions that are layers by their bare names.
  package static let functions: [String] = Operation.all.compactMap { operation in
    byName[operation.name] == nil && function(operation) != nil ? operation.name : nil
  }

  /// A function as a layer: `relu`, `leaky_relu(0.2)`, `softmax`.
  private static func function(_ operation: Operation) -> LayerEntry? {
    guard case .record = operation.meaning, operation.parameters.first?.kind == .tensor,
      [.elementary, .activation, .rounding].contains(operation.category)
    else { return nil }
    let settings = Array(operation.parameters.dropFirst())
    guard settings.allSatisfy({ $0.fallback != .required }) else { return nil }
    // An option of an activation is a number of the layer, not a value to differentiate by.
    let numbers = settings.map { parameter in
      parameter.kind == .tensor
        ? Parameter(parameter.name, .number, parameter.fallback) : parameter
    }
    return LayerEntry(
      operation.name, operation.summary, parameters: numbers, formula: operation.formula,
      shapes: operation.shapes, convention: operation.convention, example: operation.example,
      source: operation.source
    ) { graph, call in
      let values = zip(call.settings.values, settings).map { value, parameter -> ArgumentValue in
        if parameter.kind == .tensor, case .number(let number) = value {
          return .node(graph.constant(number))
        }
        return value
      }
      return .call(operation.name, [.node(call.x)] + values)
    }
  }
}
