package import Operations
package import Tensors

/// Which derivative operations are given where they bend exactly at their input.
package struct BendConvention: Sendable, Hashable {
  /// Of what works entry by entry, relu at 0 or the larger of two equal numbers: the derivative as
  /// it is above the bend, or below it.
  package enum Side: Sendable, CaseIterable {
    case above, below
  }

  /// Which of several equal entries is taken for the largest: all in equal parts, or one.
  package enum Tie: Sendable, CaseIterable {
    case shared, first, last
  }

  package let side: Side
  package let tie: Tie

  package init(side: Side, tie: Tie) {
    self.side = side
    self.tie = tie
  }
}

extension Graph {
  /// The gradient of a scalar by another convention than the operations' own; nil if nothing bends
  /// where they stand.
  ///
  /// What goes into an operation that bends is moved off the bend, by so little that no value
  /// changes beyond rounding. What lies beside a bend by rounding only is taken to lie on it: in
  /// another order of summation it may be on the other side.
  package func gradient(
    of f: Node, wrt x: Node, atBends convention: BendConvention, budget: Budget = Budget()
  ) throws(EvaluationError) -> Tensor? {
    guard x.position < f.position else { return nil }
    var graph = self
    var leads = [Bool](repeating: false, count: f.position + 1)
    leads[x.position] = true
    markDependents(&leads, upTo: f.position)
    let moves = try movesOffBends(from: x, to: f, leads, convention, budget)
    if moves.isEmpty { return nil }
    var copies: [Node: Node] = [:]
    for position in (x.position + 1)...f.position where leads[position] {
      let node = Node(position)
      var inputs = inputs(of: node).map { copies[$0] ?? $0 }
      if let move = moves[node] {
        inputs[move.slot] = graph.append(
          .add, inputs[move.slot], graph.leaf(move.amounts, role: .literal))
      }
      copies[node] = graph.append(copying: node, inputs: inputs)
    }
    let moved = copies[f] ?? f
    let gradient = graph.gradient(of: moved, wrt: [x]).gradients[0]
    let values = try Evaluation(graph, of: [f, moved, gradient], budget: budget)
    // What jumps there, as a comparison does, has no derivative on either side.
    let (old, new) = (values.number(f), values.number(moved))
    guard (old - new).magnitude <= 1e-9 * max(old.magnitude, new.magnitude, 1e-3) else {
      return nil
    }
    return values.tensor(gradient)
  }

  /// What is added to which input of an operation.
  private struct Move {
    let slot: Int
    let amounts: Tensor
  }

  /// By operation that bends, how one of its inputs is moved off the bend.
  private func movesOffBends(
    from x: Node, to f: Node, _ leads: [Bool], _ convention: BendConvention, _ budget: Budget
  ) throws(EvaluationError) -> [Node: Move] {
    let nodes = Branches.nodes(self, from: x, to: f)
    if nodes.isEmpty { return [:] }
    let values = try Evaluation(self, of: nodes.flatMap { inputs(of: $0) }, budget: budget)
    var moves: [Node: Move] = [:]
    for node in nodes {
      let inputs = inputs(of: node)
      guard let slot = inputs.lastIndex(where: { leads[$0.position] }), slot < 2 else { continue }
      let input = values.tensor(inputs[slot])
      let largest = input.values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
      // Above what rounding does to the entry.
      let step = 1e-14 * (largest > 0 ? largest : 1)
      if let rule = operation(of: node).elementwise {
        let other = inputs.count > 1 ? values.tensor(inputs[1 - slot]).values : [0]
        let amounts = input.values.enumerated().map { place, value in
          let beside = other.count == 1 ? other[0] : other[place]
          func branch(_ value: Double) -> Int {
            slot == 0 ? rule.kernel.branch(value, beside) : rule.kernel.branch(beside, value)
          }
          guard branch(value + step) != branch(value - step) else { return 0.0 }
          return convention.side == .above ? step : -step
        }
        if amounts.contains(where: { $0 != 0 }) {
          moves[node] = Move(slot: slot, amounts: Tensor(shape: input.shape, values: amounts))
        }
      } else if convention.tie != .shared {
        // The farther to the front, or to the back, the larger.
        let count = Double(input.values.count)
        let amounts = input.values.indices.map { place in
          step * (convention.tie == .first ? count - Double(place) : Double(place) + 1) / count
        }
        moves[node] = Move(slot: slot, amounts: Tensor(shape: input.shape, values: amounts))
      }
    }
    return moves
  }
}
