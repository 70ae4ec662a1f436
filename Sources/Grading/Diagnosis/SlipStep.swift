package import Differentiation
package import Operations

/// A step of a backward pass that a slip is about.
package enum SlipStep: Hashable, Sendable {
  /// What a node hands to one of its inputs.
  case step(BackwardEdits.Place)
  /// All that arrives at a node.
  case gradient(of: Node)
  /// All that arrives at what is asked for.
  case answer
}

extension Suspect {
  /// Where in the pass it was made; who made no mistake in the pass is shown no step of it.
  var steps: [SlipStep] {
    guard mistake.group != .reporting else { return [] }
    switch deviation.kind {
    case .backward(let edits):
      return edits.map { edit in
        switch edit {
        case .step(let place, _): .step(place)
        case .sum(let node, _): .gradient(of: node)
        case .update(let step, _, _): .step(step.place)
        }
      }
    case .reported, .changed: return [.answer]
    case .fixed: return []
    }
  }
}
