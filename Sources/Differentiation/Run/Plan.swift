import CKernels
package import Operations
package import Tensors

/// The other runner: a graph compiled once and run many times without allocation.
///
/// Element-wise chains of one size are fused and walk through cache-sized tiles, behind a matrix
/// product while its rows are in the cache; what is broadcast is repeated within a tile only, and
/// rows are added up on the way. Buffers are shared by nodes whose lives do not overlap; transposes
/// are folded into matrix products and reshapes cost nothing.
package final class Plan {
  private let memory: UnsafeMutableRawPointer
  /// The bytes of `memory`.
  private let size: Int
  /// In `memory`, from a line of the cache on.
  private let arena: UnsafeMutablePointer<Double>
  private let steps: [PlanStep]
  /// How many steps at the beginning read nothing that changes: they run once.
  private let constants: Int
  private var isPrepared = false
  /// The first step that changes leaves.
  private let firstUpdate: Int
  private let programs: [UnsafeMutableBufferPointer<ck_instruction>]
  private let places: [Int32: Int]
  private let shapes: [Int32: Shape]
  /// Memory the plan holds.
  package let bytes: Int
  /// What is shown after each step; before the first one under -1.
  private let exhibits: [Int: [PlanLayout.Exhibit]]
  /// Old values of leaves that others take, and new values that no step writes into their leaf.
  private let staged, copies: [Copy]

  private struct Copy {
    let source, target: UnsafeMutablePointer<Double>
    let count: Int
  }

  /// Elements of a tile at most: a chain's intermediates stay in the first cache.
  static let longestTile = 1024

  /// Elements of a line of the cache.
  private static let line = 8

  /// Elements of one copy between two looks at the interruption.
  private static let piece = 1 << 20

  /// Compiles what the outputs and updates need.
  /// - Parameters:
  ///   - shown: Nodes whose values are shown on the way, and whose memory others then use again.
  ///   - leaves: Those that can be read and changed.
  ///   - pairs: Leaves and the nodes whose values they take at the end of each run, all computed from
  ///     the old values.
  package init(
    _ graph: Graph, outputs: [Node], showing shown: [Node] = [], keeping leaves: [Node] = [],
    updates pairs: [(leaf: Node, value: Node)] = [], budget: Budget = Budget()
  ) throws(EvaluationError) {
    let layout = try PlanLayout(
      graph, outputs: outputs, shown: shown, leaves: leaves, updates: pairs, budget: budget)
    bytes = layout.size * 8
    // Zeros that the system hands over page by page as they are touched: nothing waits for them.
    size = (layout.size + Plan.line) * MemoryLayout<Double>.stride
    guard let memory = ck_take_zeros(size) else {
      throw .tooMuchMemory(bytes: bytes, limit: budget.bytes)
    }
    self.memory = memory
    let arena = memory.alignedUp(toMultipleOf: Plan.line * MemoryLayout<Double>.stride)
      .bindMemory(to: Double.self, capacity: max(layout.size, 1))
    self.arena = arena
    places = layout.namedPlaces
    shapes = layout.namedShapes
    exhibits = layout.exhibits
    var programs: [UnsafeMutableBufferPointer<ck_instruction>] = []
    steps = layout.steps(in: arena, &programs)
    self.programs = programs
    firstUpdate = layout.firstUpdate
    constants = layout.constantGroups
    func bound(_ copies: [PlanLayout.Copy]) -> [Copy] {
      copies.map { Copy(source: arena + $0.source, target: arena + $0.target, count: $0.count) }
    }
    staged = bound(layout.staged)
    copies = bound(layout.copies)
    for (place, value) in layout.numbers { arena[place] = value }
    for (place, slot) in layout.leaves {
      try Plan.copy(graph.leaves[slot].value.values, to: arena + place, budget.interruption)
    }
  }

  deinit {
    for program in programs { program.deallocate() }
    ck_give_back(memory, size)
  }

  // MARK: - Values in and out

  /// Gives a leaf that was kept another value of the same shape.
  package func bind(_ leaf: Node, to value: Tensor) {
    // Nobody can stop it, so nothing is thrown.
    try? bind(leaf, to: value, .never)
  }

  /// The same; stopped on the way, it leaves the leaf half old and half new.
  package func bind(
    _ leaf: Node, to value: Tensor, _ interruption: Interruption
  ) throws(EvaluationError) {
    guard let place = places[leaf.index] else { return }
    precondition(shapes[leaf.index] == value.shape, "a leaf keeps its shape")
    try Plan.copy(value.values, to: arena + place, interruption)
  }

  /// The entries of a kept leaf, to be changed in place.
  package func entries(of leaf: Node) -> UnsafeMutablePointer<Double>? {
    places[leaf.index].map { arena + $0 }
  }

  /// The value of an output after a run.
  package func tensor(_ node: Node) -> Tensor {
    do throws(EvaluationError) {
      return try tensor(node, .never)
    } catch { preconditionFailure("nobody can stop it") }
  }

  /// The same, unless it is stopped on the way.
  package func tensor(
    _ node: Node, _ interruption: Interruption
  ) throws(EvaluationError) -> Tensor {
    guard let place = places[node.index], let shape = shapes[node.index] else {
      preconditionFailure("only outputs and kept leaves can be read")
    }
    let source = arena + place
    let values = try [Double](count: shape.count) { target throws(EvaluationError) in
      guard let start = target.baseAddress else { return }
      try Plan.copy(shape.count, from: source, to: start, interruption)
    }
    return Tensor(shape: shape, values: values)
  }

  /// The first entry of an output after a run.
  package func number(_ node: Node) -> Double {
    places[node.index].map { arena[$0] } ?? .nan
  }

  static func copy(
    _ values: [Double], to target: UnsafeMutablePointer<Double>, _ interruption: Interruption
  ) throws(EvaluationError) {
    var failure: EvaluationError?
    values.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      do throws(EvaluationError) {
        try copy(source.count, from: start, to: target, interruption)
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private static func copy(
    _ count: Int, from source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    _ interruption: Interruption
  ) throws(EvaluationError) {
    if interruption.isRequested { throw .interrupted }
    for start in stride(from: 0, to: count, by: piece) {
      if start > 0, interruption.isRequested { throw .interrupted }
      (target + start).update(from: source + start, count: min(piece, count - start))
    }
  }

  // MARK: - Running

  /// Computes the outputs and then gives leaves their new values.
  ///
  /// A run that fails or is stopped leaves every leaf as it was: once the first takes its new value,
  /// nothing asks any more.
  /// - Parameter show: Is given each value that is to be shown as soon as it is computed, with its
  ///   number among them.
  package func run(
    _ interruption: Interruption = .never,
    show: (Int, UnsafeBufferPointer<Double>) throws(EvaluationError) -> Void = { _, _ in }
  ) throws(EvaluationError) {
    try exhibit(after: -1, to: show)
    for index in 0..<firstUpdate {
      if interruption.isRequested { throw .interrupted }
      if index >= constants || !isPrepared { try Plan.run(steps[index], interruption) }
      try exhibit(after: index, to: show)
    }
    isPrepared = true
    for copy in staged { copy.target.update(from: copy.source, count: copy.count) }
    for index in firstUpdate..<steps.count { try Plan.run(steps[index], .never) }
    for copy in copies { copy.target.update(from: copy.source, count: copy.count) }
  }

  private func exhibit(
    after step: Int, to show: (Int, UnsafeBufferPointer<Double>) throws(EvaluationError) -> Void
  ) throws(EvaluationError) {
    if exhibits.isEmpty { return }
    for exhibit in exhibits[step] ?? [] {
      try show(
        exhibit.number, UnsafeBufferPointer(start: arena + exhibit.place, count: exhibit.count))
    }
  }

  private static func run(
    _ step: PlanStep, _ interruption: Interruption
  ) throws(EvaluationError) {
    switch step {
    case .numbers(let members):
      for member in members {
        member.y.pointee = member.rule(member.a.pointee, member.b.pointee, member.c.pointee)
      }
    case .loop(let loop):
      try run(loop, interruption)
    case .product(let product):
      do throws(Interrupted) {
        try MatrixProduct.multiply(
          rows: product.rows, columns: product.columns, inner: product.inner, product.a,
          transposed: product.isATransposed, product.b, transposed: product.isBTransposed,
          into: product.c, interruption: interruption)
      } catch { throw .interrupted }
    case .call(var call, let kernel, let node):
      call.interruption = interruption
      do throws(OperationError) {
        try kernel(call)
      } catch {
        throw error == .interrupted ? .interrupted : .operation(error, at: node)
      }
    }
  }

  private static func run(
    _ loop: PlanLoop, _ interruption: Interruption
  ) throws(EvaluationError) {
    guard let product = loop.product else {
      return try walk(loop, 0..<loop.count, interruption)
    }
    if let turned = loop.turned {
      for p in 0..<product.inner {
        for j in 0..<product.columns {
          turned[p * product.columns + j] = product.b[j * product.inner + p]
        }
      }
    }
    for first in stride(from: 0, to: product.rows, by: loop.blockRows) {
      let rows = first..<min(first + loop.blockRows, product.rows)
      let c = loop.isBlockReused ? product.c : product.c + first * product.columns
      do throws(Interrupted) {
        try MatrixProduct.multiply(
          onlyRows: rows, rows: product.rows, columns: product.columns, inner: product.inner,
          product.a, transposed: product.isATransposed,
          loop.turned.map { UnsafePointer($0) } ?? product.b,
          transposed: product.isBTransposed && loop.turned == nil, into: c,
          interruption: interruption)
      } catch { throw .interrupted }
      let entries = first * product.columns..<rows.upperBound * product.columns
      try walk(loop, entries, interruption)
    }
  }

  /// Plays the loop's program tile by tile.
  private static func walk(
    _ loop: PlanLoop, _ entries: Range<Int>, _ interruption: Interruption
  ) throws(EvaluationError) {
    let together = max((1 << 16) / loop.tile, 1) * loop.tile
    var start = entries.lowerBound
    while start < entries.upperBound {
      let end = min(start + together, entries.upperBound)
      ck_run(
        LoopProgram.level, loop.program.baseAddress, loop.program.count, start, end, loop.tile,
        entries.lowerBound)
      start = end
      if start < entries.upperBound, interruption.isRequested { throw .interrupted }
    }
  }

  /// What each step costs: the fastest of some runs in microseconds, the longest step first.
  package func profile(
    runs: Int
  ) throws(EvaluationError) -> [(name: String, microseconds: Double)] {
    let clock = ContinuousClock()
    var fastest = Array(repeating: Double.infinity, count: steps.count)
    for _ in 0..<runs {
      for (index, step) in steps.enumerated() {
        let start = clock.now
        try Plan.run(step, .never)
        fastest[index] = min(fastest[index], (clock.now - start) / .microseconds(1))
      }
    }
    return zip(steps, fastest).map { ($0.description, $1) }.sorted { $0.1 > $1.1 }
  }
}

extension PlanProduct: CustomStringConvertible {
  var description: String {
    "product \(rows)×\(inner)\(isATransposed ? "ᵀ" : "") · "
      + "\(inner)×\(columns)\(isBTransposed ? "ᵀ" : "")"
  }
}

extension PlanStep: CustomStringConvertible {
  var description: String {
    switch self {
    case .numbers(let members): "\(members.count) numbers"
    case .loop(let loop):
      "loop of \(loop.program.count) over \(loop.count) in tiles of \(loop.tile)"
        + (loop.product.map { ", \(loop.blockRows) rows at a time of \($0)" } ?? "")
    case .product(let product): product.description
    case .call(let call, _, let node):
      "node \(node.index): \(call.inputShapes.map { "\($0)" }.joined(separator: ", ")) to "
        + "\(call.outputShape)"
    }
  }
}
