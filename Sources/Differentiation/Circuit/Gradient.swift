package import Operations
import Tensors

/// One way the gradient takes: from a node back to one of its inputs.
package struct Path: Sendable {
  /// The node the gradient comes from.
  package let consumer: Node
  /// Which of its inputs this is.
  package let slot: Int
  package let input: Node
  /// The gradient with respect to the consumer.
  package let upstream: Node
  /// ∂consumer/∂input, where it is a node of its own (element-wise operations).
  package let local: Node?
  /// upstream × local.
  package let contribution: Node
  /// The sum of this and all earlier contributions to the input.
  package let total: Node
}

/// A gradient recorded as further nodes of the graph.
package struct GradientCircuit: Sendable {
  package let output: Node
  /// The gradient of the output with respect to itself: 1, or the seed.
  package let seed: Node
  /// In the order of `wrt`.
  package let gradients: [Node]
  /// Every way, in the order of the backward pass; empty unless asked for.
  package let paths: [Path]
  /// The gradient of each node that has one; empty unless paths were asked for.
  package let adjoints: [Node: Node]
  /// The nodes that were added.
  package let nodes: Range<Int>
  /// Whether every edit came to something of the right shape; where one did not, the step was left
  /// as it is.
  package let fits: Bool
}

extension Graph {
  /// Adds the gradient of a scalar to the graph: O(N) further nodes (CS229, theorem 7.4.1).
  ///
  /// Reverse mode: nodes are visited once, from the output back; each hands its upstream gradient
  /// times its local derivative to its inputs, where the contributions of all paths are summed.
  /// - Parameters:
  ///   - output: What is differentiated.
  ///   - wrt: Leaves, or nodes on the way.
  ///   - seed: The gradient of the result with respect to `output`; 1 unless given.
  ///   - keepingPaths: Whether every path is noted, for explaining.
  ///   - edits: Steps that are to go another way.
  package mutating func gradient(
    of output: Node, wrt: [Node], seed: Node? = nil, keepingPaths: Bool = false,
    edits: BackwardEdits = BackwardEdits()
  ) -> GradientCircuit {
    let start = count
    let last = output.position
    var leads = [Bool](repeating: false, count: last + 1)
    for node in wrt where node.position <= last { leads[node.position] = true }
    markDependents(&leads, upTo: last)

    reserve(additional: (last + 1) / 2 * 5)
    let seedNode = seed ?? constant(1)
    var adjoints = ContiguousArray<Int32>(repeating: -1, count: last + 1)
    adjoints[last] = seedNode.index
    var paths: [Path] = []
    var fits = true
    let isEdited = !edits.isEmpty
    let scratch = RuleScratch()
    let isStructured = structuredOpcodes

    var position = last
    while position >= 0 {
      defer { position -= 1 }
      // A recording that is stopped is of no use; its caller asks as well, and says so.
      if position & 0xFFFF == 0, limits.interruption.isRequested { break }
      guard adjoints[position] >= 0, leads[position] else { continue }
      let record = records[position]
      let node = Node(position)
      if isEdited, let edit = edits.sums[node] {
        adjoints[position] =
          edited(Node(raw: adjoints[position]), at: node, edit, &fits)?.index
          ?? filled(constant(0), to: shape(of: node)).index
      }
      if record.arity == 0 { continue }
      let upstream = Node(raw: adjoints[position])

      if isStructured[record.opcode.index],
        let rule = Operation.all[record.opcode.index].structured
      {
        let inputs = self.inputs(of: node)
        for (slot, input) in inputs.enumerated() where leads[input.position] {
          let context = PullbackContext(
            inputs: inputs, output: node, upstream: upstream, index: slot,
            attribute: attribute(of: node))
          guard var contribution = rule.pullback(&self, context).flatMap({ fitted($0, to: input) })
          else { continue }
          if isEdited, let edit = edits.steps[.init(consumer: node, slot: slot)] {
            let step = BackwardStep(
              consumer: node, slot: slot, input: input, upstream: upstream, local: nil,
              contribution: contribution)
            guard let other = edited(step, edit, &fits) else { continue }
            contribution = other
          }
          let total = accumulate(contribution, into: &adjoints[input.position])
          if keepingPaths {
            paths.append(
              Path(
                consumer: node, slot: slot, input: input, upstream: upstream, local: nil,
                contribution: contribution, total: total))
          }
        }
        continue
      }
      for slot in 0..<Int(record.arity) {
        let input = Node(raw: slot == 0 ? record.a : slot == 1 ? record.b : record.c)
        guard leads[input.position] else { continue }
        guard let local = localDerivative(of: node, input: slot, scratch) else { continue }
        guard var contribution = fitted(multiply(upstream, local), to: input) else { continue }
        if isEdited, let edit = edits.steps[.init(consumer: node, slot: slot)] {
          let step = BackwardStep(
            consumer: node, slot: slot, input: input, upstream: upstream, local: local,
            contribution: contribution)
          guard let other = edited(step, edit, &fits) else { continue }
          contribution = other
        }
        let total = accumulate(contribution, into: &adjoints[input.position])
        if keepingPaths {
          paths.append(
            Path(
              consumer: node, slot: slot, input: input, upstream: upstream, local: local,
              contribution: contribution, total: total))
        }
      }
    }
    let gradients = wrt.map { node -> Node in
      let shape = self.shape(of: node)
      guard node.position <= last, adjoints[node.position] >= 0 else {
        return filled(constant(0), to: shape)
      }
      return filled(Node(raw: adjoints[node.position]), to: shape)
    }
    var table: [Node: Node] = [:]
    if keepingPaths {
      for (index, adjoint) in adjoints.enumerated() where adjoint >= 0 {
        table[Node(index)] = Node(raw: adjoint)
      }
    }
    return GradientCircuit(
      output: output, seed: seedNode, gradients: gradients, paths: paths, adjoints: table,
      nodes: start..<count, fits: fits)
  }

  /// What an edit makes of a step's contribution; nil if that is zero everywhere.
  private mutating func edited(
    _ step: BackwardStep, _ edit: BackwardEdits.Rewrite, _ fits: inout Bool
  ) -> Node? {
    guard let other = edit(&self, step), matches(other, step.input) else {
      fits = false
      return step.contribution
    }
    return fitted(other, to: step.input)
  }

  /// What an edit makes of the gradient with respect to a node; nil if that is zero everywhere.
  private mutating func edited(
    _ sum: Node, at node: Node, _ edit: BackwardEdits.SumRewrite, _ fits: inout Bool
  ) -> Node? {
    guard let other = edit(&self, sum), matches(other, node) else {
      fits = false
      return sum
    }
    return fitted(other, to: node)
  }

  private func matches(_ contribution: Node, _ input: Node) -> Bool {
    constantValue(of: contribution) != nil || shape(of: contribution) == shape(of: input)
  }

  /// Marks every node that depends on a marked one.
  package func markDependents(_ leads: inout [Bool], upTo last: Int) {
    for position in 0..<(last + 1) where !leads[position] {
      let record = records[position]
      switch record.arity {
      case 0: continue
      case 1: leads[position] = leads[Int(record.a)]
      case 2: leads[position] = leads[Int(record.a)] || leads[Int(record.b)]
      case 3:
        leads[position] = leads[Int(record.a)] || leads[Int(record.b)] || leads[Int(record.c)]
      default: leads[position] = inputs(of: Node(position)).contains { leads[$0.position] }
      }
    }
  }

  /// A contribution in its input's shape; nil if it is zero everywhere.
  @inline(__always)
  private mutating func fitted(_ contribution: Node, to input: Node) -> Node? {
    guard records[contribution.position].opcode == .constant else { return contribution }
    if constantValue(of: contribution) == 0 { return nil }
    return filled(contribution, to: shape(of: input))
  }

  @inline(__always)
  private mutating func accumulate(_ contribution: Node, into adjoint: inout Int32) -> Node {
    let total = adjoint < 0 ? contribution : add(Node(raw: adjoint), contribution)
    adjoint = total.index
    return total
  }
}

/// Which opcodes are structured operations.
private let structuredOpcodes: [Bool] = Operation.all.map { $0.structured != nil }
