package import Operations
package import Tensors

/// What a gradient check says of one entry.
package enum Verdict: String, Sendable, CaseIterable {
  case agree, disagree
  /// The function bends here: left and right differ, any subgradient is right.
  case kink
  /// The difference quotients do not settle, so nothing can be said.
  case unresolved
}

/// One entry of a gradient beside its difference quotient.
package struct EntryCheck: Sendable, Equatable {
  package let index: Int
  package let analytic: Double
  package let numeric: Double
  /// The extrapolation's own estimate of its error.
  package let uncertainty: Double
  /// Differences below this are rounding.
  package let floor: Double
  package let verdict: Verdict

  /// |a - n|/max(|a|, |n|); 0 where the difference is rounding.
  package var relativeError: Double {
    let scale = max(analytic.magnitude, numeric.magnitude)
    let difference = (analytic - numeric).magnitude
    return difference <= floor ? 0 : difference / scale
  }
}

/// The check of a whole tensor.
package struct GradientCheck: Sendable {
  package let shape: Shape
  package let entries: [EntryCheck]

  package func count(_ verdict: Verdict) -> Int { entries.count { $0.verdict == verdict } }

  /// The gravest verdict of any entry.
  package var verdict: Verdict {
    for verdict in [Verdict.disagree, .unresolved, .kink] where count(verdict) > 0 {
      return verdict
    }
    return .agree
  }

  /// The entry that agrees least, kinks aside.
  package var worst: EntryCheck? {
    entries.filter { $0.verdict != .kink }.max { $0.relativeError < $1.relativeError }
  }
}

extension GradientCheck {
  /// Compares a gradient entry by entry with difference quotients.
  /// - Parameters:
  ///   - f: The scalar that is differentiated.
  ///   - x: The leaf, or node on the way, whose entries are moved.
  ///   - analytic: The gradient to be checked.
  package init(
    _ source: Graph, of f: Node, wrt x: Node, at point: Tensor, analytic: Tensor,
    budget: Budget = Budget()
  ) throws(EvaluationError) {
    var graph = source
    let leaf = graph.leaf(point, role: .variable)
    let moved = graph.replay(f, x, as: leaf)
    let branches = Branches.nodes(graph, from: leaf, to: moved)
    var outputs = [moved]
    for node in branches { outputs += [node] + graph.inputs(of: node) }
    let plan = try Plan(graph, outputs: outputs, keeping: [leaf], budget: budget)
    var probe = Probe(graph: graph, plan: plan, f: moved, leaf: leaf, branches: branches)
    try probe.start(budget.interruption)
    let largest = analytic.values.reduce(0) { max($0, $1.magnitude) }
    shape = point.shape
    var entries: [EntryCheck] = []
    for index in 0..<point.shape.count {
      entries.append(
        try probe.check(
          index, analytic: analytic.values[index], largest: largest, budget.interruption))
    }
    self.entries = entries
  }
}

/// Evaluates f at moved points and extrapolates difference quotients (Ridders 1982).
private struct Probe {
  let graph: Graph
  let plan: Plan
  let f: Node
  let leaf: Node
  let branches: [Node]
  private var home: Branches
  /// |f| where the check begins: rounding of f is what difference quotients cannot see through.
  private var level = 0.0

  init(graph: Graph, plan: Plan, f: Node, leaf: Node, branches: [Node]) {
    self.graph = graph
    self.plan = plan
    self.f = f
    self.leaf = leaf
    self.branches = branches
    home = Branches(graph, []) { _ in Tensor(0) }
  }

  mutating func start(_ interruption: Interruption) throws(EvaluationError) {
    try plan.run(interruption)
    home = signature()
    level = plan.number(f).magnitude
  }

  private func signature() -> Branches { Branches(graph, branches) { plan.tensor($0) } }

  /// f with one entry moved, and whether it still runs on the same pieces.
  private func value(
    _ index: Int, _ x: Double, _ interruption: Interruption
  ) throws(EvaluationError) -> (Double, isHome: Bool) {
    guard let entries = plan.entries(of: leaf) else { return (.nan, true) }
    let old = entries[index]
    entries[index] = x
    defer { entries[index] = old }
    try plan.run(interruption)
    return (plan.number(f), branches.isEmpty || signature() == home)
  }

  func check(
    _ index: Int, analytic: Double, largest: Double, _ interruption: Interruption
  ) throws(EvaluationError) -> EntryCheck {
    let x = plan.entries(of: leaf)?[index] ?? .nan
    func entry(_ numeric: Double, _ uncertainty: Double, _ verdict: Verdict) -> EntryCheck {
      EntryCheck(
        index: index, analytic: analytic, numeric: numeric, uncertainty: uncertainty,
        floor: floor, verdict: verdict)
    }
    // Where the function turns quickly the first steps are too long: start closer, up to four
    // times, and keep the extrapolation that is surest of itself.
    var best = Double.nan
    var uncertainty = Double.infinity
    var h = 1e-2 * max(x.magnitude, 1)
    for _ in 0..<4 {
      let estimate = try extrapolate(index, x, from: h, interruption)
      if estimate.isAtKink {
        if best.isNaN { return entry(estimate.value, .infinity, .kink) }
        break
      }
      if !(estimate.uncertainty >= uncertainty) {
        (best, uncertainty) = (estimate.value, estimate.uncertainty)
      }
      if uncertainty <= 1e-9 * max(best.magnitude, 1e-3 * largest) { break }
      h = estimate.start / 16
    }
    if home.isAtKink, !agrees(analytic, best, uncertainty, largest) {
      return entry(best, uncertainty, .kink)
    }
    guard best.isFinite, analytic.isFinite else { return entry(best, uncertainty, .unresolved) }
    if agrees(analytic, best, uncertainty, largest) { return entry(best, uncertainty, .agree) }
    let scale = max(analytic.magnitude, best.magnitude)
    return entry(best, uncertainty, uncertainty > 1e-4 * scale ? .unresolved : .disagree)
  }

  /// Ridders' method: quotients at h, h/2, h/4, ... extrapolated to h = 0.
  private func extrapolate(
    _ index: Int, _ x: Double, from first: Double, _ interruption: Interruption
  ) throws(EvaluationError) -> (
    value: Double, uncertainty: Double, start: Double, isAtKink: Bool
  ) {
    var start = first
    var h = first
    var table: [[Double]] = []
    var best = Double.nan
    var uncertainty = Double.infinity
    while table.count < 10 {
      let up = try value(index, x + h, interruption)
      let down = try value(index, x - h, interruption)
      guard up.isHome, down.isHome else {
        // Another piece is in reach: step closer, and start anew.
        if h < 1e-11 * max(x.magnitude, 1) {
          return ((up.0 - down.0) / (2 * h), .infinity, h, true)
        }
        table = []
        (best, uncertainty) = (.nan, .infinity)
        h /= 2
        start = h
        continue
      }
      var row = [(up.0 - down.0) / (2 * h)]
      var power = 1.0
      for column in 0..<table.count {
        power *= 4
        row.append((power * row[column] - table[table.count - 1][column]) / (power - 1))
        let error = max(
          (row[column + 1] - row[column]).magnitude,
          (row[column + 1] - table[table.count - 1][column]).magnitude)
        if error <= uncertainty { (uncertainty, best) = (error, row[column + 1]) }
      }
      table.append(row)
      h /= 2
    }
    return (best, uncertainty, start, false)
  }

  /// The rounding of f in a difference quotient: below it nothing can be told.
  private var floor: Double { max(2e-12 * level, 1e-300) }

  /// Relative first; rounding, and what is far below the tensor's largest entry, is excused.
  private func agrees(
    _ analytic: Double, _ numeric: Double, _ uncertainty: Double, _ largest: Double
  ) -> Bool {
    let difference = (analytic - numeric).magnitude
    let scale = max(analytic.magnitude, numeric.magnitude)
    return difference <= 1e-6 * scale || difference <= max(floor, 1e-9 * largest)
  }
}
