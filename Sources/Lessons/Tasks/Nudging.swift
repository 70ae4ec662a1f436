package import Notebook
import Operations
package import Tensors

/// A variable with the value it has at a point.
package struct PlacedVariable: Sendable {
  package let name: String
  package let value: Tensor
  /// Whether it was drawn for a network that a solution states: other draws would do as well.
  package var isDrawn = false

  package init(name: String, value: Tensor, isDrawn: Bool = false) {
    self.name = name
    self.value = value
    self.isDrawn = isDrawn
  }
}

/// Finds points near a given one, at which formulas that mean the same have the same value and a
/// lucky number has not.
package struct Nudging {
  private var random: RandomState

  package init(seed: UInt32) {
    random = RandomState(seed: seed)
  }

  /// A point where every variable has another value.
  package mutating func point(near variables: [PlacedVariable]) -> [PlacedVariable] {
    variables.map { variable in
      PlacedVariable(
        name: variable.name, value: nudged(variable.value), isDrawn: variable.isDrawn)
    }
  }

  /// Every entry moved by up to a tenth of itself, and zeros off zero.
  private mutating func nudged(_ tensor: Tensor) -> Tensor {
    var nudged = tensor
    for index in nudged.values.indices {
      let value = nudged.values[index]
      let amount = random.uniform(0.02, 0.1) * (random.bernoulli(0.5) ? 1 : -1)
      nudged.values[index] = value == 0 ? amount : value * (1 + amount)
    }
    return nudged
  }
}

extension Tensor {
  /// Whether all entries are whole numbers, as labels are.
  package var isWhole: Bool { values.allSatisfy { $0 == $0.rounded() } }
}

extension Session {
  /// The session with other values of some variables; those it has made something else stay so.
  package func setting(_ point: [PlacedVariable]) -> Session {
    var session = self
    for variable in point {
      guard let old = session.state.definitions[variable.name], let tensor = old.tensor,
        tensor.shape == variable.value.shape, tensor != variable.value,
        !variable.isDrawn || session.state.isDrawn(variable.name)
      else { continue }
      session.state.define(
        variable.name, as: .value(variable.value, role: .variable),
        from: Stated(source: old.source, range: old.range))
    }
    return session
  }
}

extension SessionState {
  /// Whether a network's tensor is as it was drawn when the network was stated.
  func isDrawn(_ name: String) -> Bool {
    guard let tensor = definitions[name],
      let network = network(of: name).flatMap({ definitions[$0] })
    else { return false }
    return tensor.range == network.range && tensor.source == network.source
  }
}
