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
  /// The magnitude of the gradient's largest entry.
  package let largest: Double
  package let verdict: Verdict

  private var difference: Double { (analytic - numeric).magnitude }

  /// Whether the two differ by no more than rounding, beside which the gradient is not large.
  package var isRounding: Bool {
    difference > 0 && difference <= floor && largest < 1e6 * floor
  }

  /// |a - n|/max(|a|, |n|); relative to the gradient's largest entry where the difference is
  /// rounding, and 0 where nothing but rounding is left of the gradient.
  package var relativeError: Double {
    if difference == 0 || isRounding { return 0 }
    if difference > floor { return difference / max(analytic.magnitude, numeric.magnitude) }
    return difference / largest
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
  ///   - places: The entries to look at; nil for all.
  package init(
    _ source: Graph, of f: Node, wrt x: Node, at point: Tensor, analytic: Tensor,
    places: [Int]? = nil, budget: Budget = Budget()
  ) throws(EvaluationError) {
    var graph = source
    let leaf = graph.leaf(point, role: .variable)
    let moved = graph.replay(f, x, as: leaf)
    let branches = Branches.nodes(graph, from: leaf, to: moved)
    var outputs = [moved]
    for node in branches { outputs += [node] + graph.inputs(of: node) }
    let terms = Terms(graph, of: moved)
    outputs += terms.nodes
    let plan = try Plan(graph, outputs: outputs, keeping: [leaf], budget: budget)
    let probe = try Probe(
      graph, plan, f: moved, leaf: leaf, branches: branches, terms, budget.interruption)
    let largest = analytic.values.reduce(0) { max($0, $1.magnitude) }
    shape = point.shape
    var entries: [EntryCheck] = []
    for index in places ?? Array(0..<point.shape.count) {
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
  /// Where nothing is moved: the value, and on which pieces it runs.
  private let centre: Double
  private let home: Branches
  /// The size of the terms of which f is the sum: they may cancel, their roundings do not.
  private let size: Double

  init(
    _ graph: Graph, _ plan: Plan, f: Node, leaf: Node, branches: [Node], _ terms: Terms,
    _ interruption: Interruption
  ) throws(EvaluationError) {
    self.graph = graph
    self.plan = plan
    self.f = f
    self.leaf = leaf
    self.branches = branches
    try plan.run(interruption)
    centre = plan.number(f)
    home = Branches(graph, branches) { plan.tensor($0) }
    size = terms.size { plan.tensor($0) }
  }

  /// f with one entry moved, and whether it has a finite value and runs on the same pieces.
  private func value(
    _ index: Int, _ x: Double, _ interruption: Interruption
  ) throws(EvaluationError) -> (f: Double, isSmooth: Bool) {
    guard let entries = plan.entries(of: leaf) else { return (.nan, false) }
    let old = entries[index]
    entries[index] = x
    defer { entries[index] = old }
    do throws(EvaluationError) {
      try plan.run(interruption)
    } catch {
      // A label or a place cannot move a little: there is no value to compare with.
      guard case .operation = error else { throw error }
      return (.nan, false)
    }
    let f = plan.number(f)
    let isHome = branches.isEmpty || Branches(graph, branches) { plan.tensor($0) } == home
    return (f, f.isFinite && isHome)
  }

  func check(
    _ index: Int, analytic: Double, largest: Double, _ interruption: Interruption
  ) throws(EvaluationError) -> EntryCheck {
    let x = plan.entries(of: leaf)?[index] ?? .nan
    guard x.isFinite, centre.isFinite, analytic.isFinite else {
      return EntryCheck(
        index: index, analytic: analytic, numeric: .nan, uncertainty: .infinity, floor: 0,
        largest: largest, verdict: .unresolved)
    }
    // Where the function turns quickly the first steps are too long: start closer, up to four
    // times, and keep the extrapolation that is surest of itself.
    var surest = Ridders()
    var start = 1e-2 * max(x.magnitude, 1)
    for _ in 0..<4 {
      guard let quotients = try extrapolate(index, x, from: &start, interruption) else {
        if surest.count == 0 { return try bend(index, x, analytic, largest, interruption) }
        break
      }
      if surest.count == 0 || quotients.uncertainty < surest.uncertainty { surest = quotients }
      let enough = max(1e-9 * max(surest.best.magnitude, 1e-3 * largest), surest.noise)
      if surest.uncertainty <= enough { break }
      start /= 16
    }
    return EntryCheck(
      index: index, analytic: analytic, numeric: surest.best, uncertainty: surest.uncertainty,
      floor: surest.floor, largest: largest,
      verdict: surest.verdict(on: analytic, largest: largest))
  }

  /// Quotients from a first step on that stays on the piece; nil where none does.
  private func extrapolate(
    _ index: Int, _ x: Double, from start: inout Double, _ interruption: Interruption
  ) throws(EvaluationError) -> Ridders? {
    var quotients = Ridders()
    var isBesidePole = false
    var h = start
    while quotients.count < 10 {
      let up = try value(index, x + h, interruption)
      let down = try value(index, x - h, interruption)
      guard up.isSmooth, down.isSmooth else {
        // Another piece is in reach: step closer, and start anew.
        if h < 1e-11 * max(x.magnitude, 1) { return nil }
        quotients = Ridders()
        isBesidePole = !up.f.isFinite || !down.f.isFinite
        h /= 2
        start = h
        continue
      }
      if isBesidePole {
        // The pole is as near as h: quotients converge only farther in.
        isBesidePole = false
        h /= 8
        start = h
        continue
      }
      let isWorse = quotients.add(up.f, down.f, centre: centre, size: size, h: h)
      if isWorse { break }
      h /= 2
    }
    return quotients
  }

  /// An entry that cannot move without leaving its piece.
  private func bend(
    _ index: Int, _ x: Double, _ analytic: Double, _ largest: Double,
    _ interruption: Interruption
  ) throws(EvaluationError) -> EntryCheck {
    // Small enough to be near, large enough that rounding does not show.
    let h = 1e-6 * max(x.magnitude, 1)
    let (up, down) = (
      try value(index, x + h, interruption).f, try value(index, x - h, interruption).f
    )
    let numeric = (up - down) / (2 * h)
    return EntryCheck(
      index: index, analytic: analytic, numeric: numeric, uncertainty: .infinity, floor: 0,
      largest: largest, verdict: numeric.isFinite ? .kink : .unresolved)
  }
}

/// The nodes whose entries a scalar is the sum of, up to signs and factors.
private struct Terms {
  private(set) var nodes: [Node] = []
  private var factors: [Double] = []

  /// Enough to see through the sums in which losses end.
  private static let limit = 16

  init(_ graph: Graph, of f: Node) {
    var open = [(node: f, factor: 1.0)]
    while let (node, factor) = open.popLast() {
      let inputs = graph.inputs(of: node)
      let isFull = nodes.count + open.count >= Terms.limit
      switch graph.operation(of: node).name {
      case "add" where !isFull, "subtract" where !isFull:
        open += inputs.map { ($0, factor) }
      case "negate", "reshape", "sum": open.append((inputs[0], factor))
      case "mean":
        let share = graph.shape(of: node).count, whole = graph.shape(of: inputs[0]).count
        open.append((inputs[0], factor * Double(share) / Double(max(whole, 1))))
      case "multiply":
        if let number = graph.constantValue(of: inputs[0]) {
          open.append((inputs[1], factor * number.magnitude))
        } else if let number = graph.constantValue(of: inputs[1]) {
          open.append((inputs[0], factor * number.magnitude))
        } else {
          fallthrough
        }
      default:
        nodes.append(node)
        factors.append(factor)
      }
    }
  }

  func size(_ value: (Node) -> Tensor) -> Double {
    zip(nodes, factors).reduce(0) { sum, term in
      sum + term.1 * value(term.0).values.reduce(0) { $0 + $1.magnitude }
    }
  }
}

/// Quotients at h, h/2, h/4, ... extrapolated to h = 0.
private struct Ridders {
  private var table: [[Double]] = []
  private(set) var best = Double.nan
  private(set) var uncertainty = Double.infinity
  /// What rounding of f alone may have done to the best quotient.
  private(set) var noise = 0.0
  /// How much f changes per step: the scale below which a quotient is nothing.
  private var change = 0.0

  var count: Int { table.count }

  /// What is below it is rounding: of f, or next to what f changes by.
  var floor: Double { max(noise, 1e-12 * change) }

  /// - Returns: Whether the extrapolation has begun to get worse.
  mutating func add(
    _ up: Double, _ down: Double, centre: Double, size: Double, h: Double
  ) -> Bool {
    if table.isEmpty { change = max((up - centre).magnitude, (down - centre).magnitude) / h }
    var row = [(up - down) / (2 * h)]
    var power = 1.0
    for column in 0..<table.count {
      power *= 4
      let before = table[table.count - 1][column]
      row.append((power * row[column] - before) / (power - 1))
      let error = max(
        (row[column + 1] - row[column]).magnitude, (row[column + 1] - before).magnitude)
      if error <= uncertainty {
        (uncertainty, best) = (error, row[column + 1])
        noise = 8 * Double.ulpOfOne * max(up.magnitude, down.magnitude, size) / h
      }
    }
    defer { table.append(row) }
    guard table.count > 2, let tip = row.last, let before = table.last?.last else { return false }
    return (tip - before).magnitude >= 2 * uncertainty
  }

  /// Relative first; an entry far below the tensor's largest, or below what f changes by, is
  /// excused. What lies within the quotient's own error is neither right nor wrong.
  func verdict(on analytic: Double, largest: Double) -> Verdict {
    guard best.isFinite else { return .unresolved }
    let difference = (analytic - best).magnitude
    let scale = max(analytic.magnitude, best.magnitude)
    if difference <= 1e-6 * scale || difference <= 1e-9 * max(largest, change) { return .agree }
    return difference <= 10 * uncertainty + noise ? .unresolved : .disagree
  }
}
