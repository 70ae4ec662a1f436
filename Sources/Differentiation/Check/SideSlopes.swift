package import Operations
package import Tensors

/// The derivatives of a scalar to the left and to the right of where the entries of a tensor are.
///
/// ```
/// (f(x + h) - f(x))/h and (f(x) - f(x - h))/h, extrapolated to h = 0
/// ```
package struct SideSlopes {
  private let graph: Graph
  private let plan: Plan
  private let f: Node
  private let leaf: Node
  private let branches: [Node]
  private let point: Tensor
  private let centre: Double
  private let interruption: Interruption

  /// Derivatives on both sides, and how sure they are.
  package struct Slopes: Sendable, Equatable {
    package let left: Double
    package let right: Double
    package let uncertainty: Double
  }

  /// - Returns: Nil if nothing bends where the tensor is.
  package init?(
    _ source: Graph, of f: Node, wrt x: Node, at point: Tensor, budget: Budget = Budget()
  ) throws(EvaluationError) {
    var graph = source
    leaf = graph.leaf(point, role: .variable)
    self.f = graph.replay(f, x, as: leaf)
    branches = Branches.nodes(graph, from: leaf, to: self.f)
    if branches.isEmpty { return nil }
    plan = try Plan(
      graph, outputs: [self.f] + branches.flatMap { [$0] + graph.inputs(of: $0) },
      keeping: [leaf], budget: budget)
    self.graph = graph
    self.point = point
    interruption = budget.interruption
    try plan.run(interruption)
    centre = plan.number(self.f)
    if try !bends() { return nil }
  }

  /// Whether it runs on other pieces close by, whichever way all entries move.
  private func bends() throws(EvaluationError) -> Bool {
    guard let entries = plan.entries(of: leaf) else { return false }
    defer { for place in point.values.indices { entries[place] = point.values[place] } }
    let home = Branches(graph, branches) { plan.tensor($0) }
    var random = RandomState(seed: 1)
    for _ in 0..<3 {
      let moves = point.values.map { random.uniform(-1e-9, 1e-9) * max($0.magnitude, 1) }
      for sign in [1.0, -1] {
        for place in moves.indices { entries[place] = point.values[place] + sign * moves[place] }
        guard try run() else { continue }
        if Branches(graph, branches, value: { plan.tensor($0) }) != home { return true }
      }
    }
    return false
  }

  /// The slopes beside one entry; nil where f has none, or where both sides have the same.
  package func slopes(at index: Int) throws(EvaluationError) -> Slopes? {
    guard let right = try slope(index, 1), let left = try slope(index, -1) else { return nil }
    let uncertainty = max(left.uncertainty, right.uncertainty)
    let scale = max(left.slope.magnitude, right.slope.magnitude)
    guard (left.slope - right.slope).magnitude > 1e-7 * scale + 2 * uncertainty else { return nil }
    return Slopes(left: left.slope, right: right.slope, uncertainty: uncertainty)
  }

  private func slope(
    _ index: Int, _ side: Double
  ) throws(EvaluationError) -> (slope: Double, uncertainty: Double)? {
    guard let entries = plan.entries(of: leaf) else { return nil }
    let x = point.values[index]
    defer { entries[index] = x }
    var best: (slope: Double, uncertainty: Double)?
    var row: [Double] = []
    var piece: Branches?
    var h = 1e-2 * max(x.magnitude, 1)
    // Closer, rounding would be larger than what is left to extrapolate.
    while h > 1e-7 * max(x.magnitude, 1), row.count < 10 {
      defer { h /= 2 }
      let moved = x + side * h
      entries[index] = moved
      guard try run() else { continue }
      let here = Branches(graph, branches) { plan.tensor($0) }
      if here != piece {
        // Another piece: what was found farther away does not belong to it.
        (piece, row, best) = (here, [], nil)
      }
      var next = [(plan.number(f) - centre) / (moved - x)]
      var power = 1.0
      for before in row {
        power *= 2
        let last = next[next.count - 1]
        next.append((power * last - before) / (power - 1))
      }
      if let tip = next.last, let before = row.last, next.count > 2 {
        let error = (tip - before).magnitude
        if best.map({ error < $0.uncertainty }) ?? true { best = (tip, error) }
      }
      row = next
    }
    return best
  }

  private func run() throws(EvaluationError) -> Bool {
    do throws(EvaluationError) {
      try plan.run(interruption)
    } catch {
      // A label cannot move a little.
      guard case .operation = error else { throw error }
      return false
    }
    return plan.number(f).isFinite
  }
}
