package import Operations

/// One layer of a network: a kind, its settings, and which tensors are its own.
package struct Layer: Sendable {
  package enum Kind: Sendable {
    case entry(LayerEntry)
    /// A function of the session, by name.
    case function(String)
  }

  package let kind: Kind
  package let settings: Arguments
  /// As it is written: `affine(2, 100)`.
  package let text: String
  /// The networks it is made around.
  package let inner: [Network]
  /// The network in whose statement it was written, which its tensors are named after.
  package let owner: String
  /// Its place among the owner's layers that have tensors, from 1; 0 without tensors.
  package let number: Int

  package init(
    _ kind: Kind, settings: Arguments, text: String, inner: [Network] = [], owner: String,
    number: Int
  ) {
    self.kind = kind
    self.settings = settings
    self.text = text
    self.inner = inner
    self.owner = owner
    self.number = number
  }

  /// `affine`, or the function's name.
  package var name: String {
    switch kind {
    case .entry(let entry): entry.name
    case .function(let name): name
    }
  }

  package var entry: LayerEntry? {
    if case .entry(let entry) = kind { entry } else { nil }
  }

  /// Its tensors, those of inner networks aside.
  package var weights: [LayerEntry.Weight] { entry?.weights(settings) ?? [] }

  /// What the session calls one of its tensors: `net.W1`.
  package func fullName(_ weight: LayerEntry.Weight) -> String {
    "\(owner).\(weight.name)\(number)"
  }

  package var input: LayerInput { entry?.input(settings) ?? .any }

  /// What is wrong with its settings.
  package var problem: OperationError? { entry?.problem(settings) }

  /// Records the layer itself; a call of the operation table is handed back to be recorded.
  package func record(
    _ x: Node, weights: [String: Node], isTraining: Bool, inner: [Node], in graph: inout Graph
  ) throws(OperationError) -> LayerStep {
    guard let entry else { return .node(x) }
    return try entry.record(
      &graph,
      LayerCall(
        x: x, weights: weights, settings: settings, isTraining: isTraining, inner: inner))
  }
}
