package import Tensors

/// Layers one after the other.
package struct Network: Sendable {
  package let layers: [Layer]
  /// How many layers there are, those of inner networks counted.
  package let layerCount: Int
  /// How deep networks lie within one another.
  package let depth: Int

  package init(_ layers: [Layer]) {
    self.layers = layers
    let inner = layers.flatMap(\.inner)
    layerCount = inner.reduce(layers.count) { $0 + $1.layerCount }
    depth = 1 + (inner.map(\.depth).max() ?? 0)
  }

  /// More layers than anybody writes down, and what a stack surely holds.
  package static let most = (layers: 10_000, depth: 64)

  /// A tensor of a network under the names it has there and in the session.
  package struct Parameter: Sendable {
    /// `W1`
    package let member: String
    /// `net.W1`
    package let name: String
    package let weight: LayerEntry.Weight
  }

  /// Every layer, those of inner networks after the layer that holds them.
  package var allLayers: [Layer] {
    layers.flatMap { [$0] + $0.inner.flatMap(\.allLayers) }
  }

  /// Its tensors, numbered by the layers that have some; running statistics too.
  package var parameters: [Parameter] {
    var result: [Parameter] = []
    var number = 0
    for layer in allLayers where !layer.weights.isEmpty {
      number += 1
      for weight in layer.weights {
        result.append(
          Parameter(
            member: "\(weight.name)\(number)", name: layer.fullName(weight), weight: weight))
      }
    }
    return result
  }

  /// What training changes, each once: `net.W1`, `net.b1`, ...
  package var learnt: [Parameter] {
    var seen: Set<String> = []
    return parameters.filter {
      $0.weight.kind != .statistic && seen.insert($0.name).inserted
    }
  }

  /// The network with its own layers numbered by their places.
  package func numbered(owner: String) -> Network {
    var number = 0
    return numbered(owner: owner, &number)
  }

  private func numbered(owner: String, _ number: inout Int) -> Network {
    Network(
      layers.map { layer in
        let hasWeights = !layer.weights.isEmpty
        if hasWeights { number += 1 }
        let own = number
        let inner = layer.inner.map { $0.numbered(owner: owner, &number) }
        return Layer(
          layer.kind, settings: layer.settings, text: layer.text, inner: inner,
          owner: layer.owner,
          number: hasWeights && layer.owner == owner ? own : layer.number)
      })
  }

  /// How many numbers it learns.
  package var parameterCount: Int {
    learnt.reduce(0) { $0 + $1.weight.shape.reduce(1, *) }
  }

  /// The shape of one example, where the first layer with sizes tells.
  package var example: Shape? {
    for layer in layers {
      if let example = layer.input.example { return example }
      if case .channels = layer.input { return nil }
      // Behind what may change the shape nothing is known.
      guard case .entry(let entry) = layer.kind, entry.keepsShape else { return nil }
    }
    return nil
  }

  /// As it is written: `affine(2, 100) -> relu -> affine(100, 3)`.
  package var text: String { layers.map(\.text).joined(separator: " -> ") }
}

extension LayerEntry {
  /// Whether the output has the shape of the input, whatever that is.
  var keepsShape: Bool {
    LayerEntry.functions.contains(name) || name == "dropout"
  }
}
