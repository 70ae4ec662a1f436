import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// A loss that a fact takes of a network.
struct LossUse {
  let fact: String
  let rule: LossRule
  /// The function between the last affine map and the loss; nil: none.
  let lastFunction: String?

  var fits: Bool { rule.fits(behind: lastFunction ?? "") }
}

extension Session {
  /// The losses of the session's facts that look at what a network gives.
  func losses(of network: Network) throws(Diagnostic) -> [LossUse] {
    let parameters = Set(network.parameters.map(\.name))
    var uses: [LossUse] = []
    for name in state.ownNames where state.definitions[name]?.isFact == true {
      let expression = Expression(.name(name), at: SourceRange(0, 0))
      var recorder = Recorder(state, source: SourceText(name: "", text: ""), budget: budget)
      do throws(Diagnostic) {
        try recorder.record([expression])
      } catch {
        if error.isInterruption { throw error }
        continue
      }
      uses += recorder.recording.losses(of: parameters, in: name)
    }
    // The same loss of two batches is told once.
    var seen: Set<String> = []
    return uses.filter { use in
      seen.insert("\(use.rule.loss) \(use.lastFunction ?? "") \(use.fact)").inserted
    }
  }
}

extension Session {
  /// The facts that take a loss of a network, in the order in which they were stated.
  mutating func facts(
    withLossOf subject: Expression, in source: SourceText
  ) throws(Diagnostic) -> [String] {
    var facts: [String] = []
    for use in try losses(of: network(subject, in: source)) where !facts.contains(use.fact) {
      facts.append(use.fact)
    }
    return facts
  }
}

extension Recording {
  fileprivate func losses(of parameters: Set<String>, in fact: String) -> [LossUse] {
    let leaves = graph.leaves.filter { $0.name.map(parameters.contains) ?? false }.map(\.node)
    let own = graph.regions.last { $0.kind == .fact && $0.name == fact }
    return graph.regions.compactMap { region in
      guard region.kind == .operation, let rule = LossRule.named(region.name),
        let prediction = region.inputs.first,
        // Other facts' losses are told where they are stated.
        own.map({ $0.nodes.lowerBound <= region.nodes.lowerBound }) ?? true
      else { return nil }
      let needed = graph.needed(for: [prediction])
      guard leaves.contains(where: { $0.position < needed.count && needed[$0.position] }) else {
        return nil
      }
      return LossUse(fact: fact, rule: rule, lastFunction: lastFunction(of: prediction))
    }
  }

  /// The function whose value a node is, where it is an activation.
  private func lastFunction(of node: Node) -> String? {
    var node = node
    while ["identity", "reshape", "broadcast"].contains(graph.operation(of: node).name),
      let input = graph.inputs(of: node).first
    {
      node = input
    }
    let operation = graph.operation(of: node)
    return operation.category == .activation ? operation.name : nil
  }
}
