package import Operations
package import Tensors

/// Which derivative operations are given where they bend exactly at their input: relu at 0, the
/// maximum of two equal numbers.
package enum BendSide: Sendable, CaseIterable {
  case above, below
}

extension Graph {
  /// The gradient of a scalar if every element-wise operation that bends exactly where it stands has
  /// the derivative of one of its sides; nil if none does.
  ///
  /// The inputs that lie on a bend are moved to the next number on that side, which moves no value
  /// by more than rounding.
  package func gradient(
    of f: Node, wrt x: Node, atBends side: BendSide, budget: Budget = Budget()
  ) throws(EvaluationError) -> Tensor? {
    var graph = self
    let gradient = graph.gradient(of: f, wrt: [x]).gradients[0]
    var moved = try graph.leavesMovedOffBends(from: x, to: f, side, budget)
    if moved.isEmpty { return nil }
    graph.rerecord(&moved, upTo: gradient)
    let again = (f: moved[f] ?? f, gradient: moved[gradient] ?? gradient)
    let values = try Evaluation(
      graph, of: [f, again.f, again.gradient], budget: budget)
    // What jumps there, a comparison or a label, has no derivative on either side.
    let (old, new) = (values.number(f), values.number(again.f))
    guard (old - new).magnitude <= 1e-9 * max(old.magnitude, new.magnitude) else { return nil }
    return values.tensor(again.gradient)
  }

  /// For every input that lies on a bend, a leaf with its value moved off.
  private mutating func leavesMovedOffBends(
    from x: Node, to f: Node, _ side: BendSide, _ budget: Budget
  ) throws(EvaluationError) -> [Node: Node] {
    guard x.position <= f.position else { return [:] }
    var leads = [Bool](repeating: false, count: f.position + 1)
    leads[x.position] = true
    markDependents(&leads, upTo: f.position)
    let nodes = Branches.nodes(self, from: x, to: f).filter {
      operation(of: $0).elementwise != nil
    }
    let values = try Evaluation(self, of: nodes.flatMap { inputs(of: $0) }, budget: budget)
    var moved: [Node: Tensor] = [:]
    for node in nodes {
      let inputs = inputs(of: node)
      guard let rule = operation(of: node).elementwise,
        let slot = inputs.lastIndex(where: { leads[$0.position] }), slot < 2
      else { continue }
      let input = values.tensor(inputs[slot])
      let other = inputs.count > 1 ? values.tensor(inputs[1 - slot]).values : [0]
      for place in input.values.indices {
        let value = input.values[place]
        let beside = other.count == 1 ? other[0] : other[place]
        func branch(_ value: Double) -> Int {
          slot == 0 ? rule.kernel.branch(value, beside) : rule.kernel.branch(beside, value)
        }
        guard branch(value.nextUp) != branch(value.nextDown) else { continue }
        let next = side == .above ? value.nextUp : value.nextDown
        moved[inputs[slot], default: input].values[place] = next
      }
    }
    return moved.mapValues { leaf($0, role: .literal) }
  }

  /// Records again what depends on nodes that others stand in for.
  private mutating func rerecord(_ copies: inout [Node: Node], upTo last: Node) {
    let needed = needed(for: [last])
    for position in needed.indices where needed[position] {
      let node = Node(position)
      let inputs = inputs(of: node)
      guard copies[node] == nil, inputs.contains(where: { copies[$0] != nil }) else { continue }
      copies[node] = append(copying: node, inputs: inputs.map { copies[$0] ?? $0 })
    }
  }
}
