import Differentiation
import Operations
import Tensors

/// A statement's right sides compiled once, to be run again while only numbers change.
struct Program {
  let recording: Recording
  let plan: Plan
  /// The state of definitions it was compiled for.
  let structure: Int
  /// The revision of each bound name's value that the plan holds.
  private var bound: [String: Int]

  init(_ recording: Recording, plan: Plan, state: SessionState) {
    self.recording = recording
    self.plan = plan
    structure = state.structure
    bound = Dictionary(
      recording.bindings.map { ($0.name, state.definitions[$0.name]?.revision ?? 0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Hands over the values that changed since the last run.
  mutating func bind(_ state: SessionState) {
    for (name, node) in recording.bindings {
      guard let definition = state.definitions[name], let tensor = definition.tensor,
        bound[name] != definition.revision
      else { continue }
      plan.bind(node, to: tensor)
      bound[name] = definition.revision
    }
  }
}
