import Differentiation
import Language
import Operations
import Tensors

/// A statement's right sides compiled once, to be run again while only numbers change.
struct Program {
  let recording: Recording
  let plan: Plan
  private let expressions: [Expression]
  /// What was read, directly or not, as it was then.
  private let reads: [Read]
  /// The revision of each bound name's value that the plan holds.
  private var bound: [String: Int]

  private struct Read {
    let name: String
    let kind: Kind

    enum Kind: Equatable {
      /// Another value of this shape and role only gives other numbers.
      case value(Shape, Leaf.Role)
      case statement(revision: Int)
      case nothing
    }
  }

  init(
    _ expressions: [Expression], _ recording: Recording, plan: Plan, state: SessionState
  ) {
    self.expressions = expressions
    self.recording = recording
    self.plan = plan
    reads = recording.reads.map { Read(name: $0, kind: Program.kind(state.definitions[$0])) }
    bound = Dictionary(
      recording.bindings.map { ($0.name, state.definitions[$0.name]?.revision ?? 0) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func kind(_ definition: Definition?) -> Read.Kind {
    guard let definition else { return .nothing }
    if case .value(let tensor, let role) = definition.kind { return .value(tensor.shape, role) }
    return .statement(revision: definition.revision)
  }

  /// Whether recording these expressions again would give the same graph.
  func serves(_ expressions: [Expression], _ state: SessionState) -> Bool {
    reads.allSatisfy { Program.kind(state.definitions[$0.name]) == $0.kind }
      && self.expressions == expressions
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
