import Glibc
package import Operations
package import Tensors

/// The other runner: a graph compiled once and run many times without allocation.
///
/// Element-wise chains of one size are fused and walk through cache-sized tiles; buffers are
/// shared by nodes whose lives do not overlap; transposes are folded into matrix products and
/// reshapes cost nothing.
package final class Plan {
  let arena: UnsafeMutablePointer<Double>
  let steps: [Step]
  private let places: [Int32: Int]
  private let shapes: [Int32: Shape]
  /// Memory the plan holds.
  package let bytes: Int
  /// Leaves that take another value at the end of each run.
  private let updates: [Update]

  private struct Update {
    let source, target: UnsafeMutablePointer<Double>
    let count: Int
  }

  /// Where a fused loop finds an operand: it walks with the tile, stays in it, or repeats.
  struct Reference {
    var pointer: UnsafeMutablePointer<Double>
    var step: Int
    var walks: Bool

    @inline(__always) func operand(at start: Int) -> Operand {
      Operand(UnsafePointer(walks ? pointer + start : pointer), step: step)
    }
  }

  /// One operation of a fused loop.
  struct Member {
    let loop: @Sendable (Int, Operand, Operand, Operand, UnsafeMutablePointer<Double>) -> Void
    let a, b, c, y: Reference
  }

  enum Step {
    case fused(count: Int, members: ContiguousArray<Member>)
    case product(MatrixStep)
    case call(KernelCall, kernel: @Sendable (KernelCall) throws(OperationError) -> Void, Node)
  }

  struct MatrixStep {
    let rows, columns, inner: Int
    let a, b: UnsafePointer<Double>
    let isATransposed, isBTransposed: Bool
    let c: UnsafeMutablePointer<Double>
  }

  /// Elements of a tile: small enough that a chain's intermediates stay in the first cache.
  static let tile = 512

  /// Compiles what the outputs and updates need.
  /// - Parameter updates: Leaves and the nodes whose values they take at the end of each run; a
  ///   node computed from leaves alone that is itself a leaf is not among them.
  package init(
    _ graph: Graph, outputs: [Node], keeping leaves: [Node] = [],
    updates pairs: [(leaf: Node, value: Node)] = [], budget: Budget = Budget()
  ) throws(EvaluationError) {
    let layout = try PlanLayout(
      graph, outputs: outputs + pairs.map(\.value), leaves: leaves + pairs.map(\.leaf),
      budget: budget)
    bytes = layout.size * 8
    // Zeros that the system hands over page by page as they are touched: nothing waits for them.
    guard let memory = calloc(max(layout.size, 1), MemoryLayout<Double>.stride) else {
      throw .tooMuchMemory(bytes: bytes, limit: budget.bytes)
    }
    arena = memory.bindMemory(to: Double.self, capacity: max(layout.size, 1))
    places = layout.namedPlaces
    shapes = layout.namedShapes
    steps = layout.steps(in: arena)
    let start = arena
    updates = pairs.compactMap { leaf, value in
      guard let source = layout.namedPlaces[value.index],
        let target = layout.namedPlaces[leaf.index]
      else { return nil }
      return Update(
        source: start + source, target: start + target, count: graph.shape(of: leaf).count)
    }
    for (place, value) in layout.numbers { arena[place] = value }
    for (place, slot) in layout.leaves {
      if budget.interruption.isRequested { throw .interrupted }
      let values = graph.leaves[slot].value.values
      values.withUnsafeBufferPointer { source in
        if let start = source.baseAddress {
          (arena + place).update(from: start, count: source.count)
        }
      }
    }
  }

  deinit { free(arena) }

  /// Gives a leaf that was kept another value of the same shape.
  package func bind(_ leaf: Node, to value: Tensor) {
    guard let place = places[leaf.index] else { return }
    precondition(shapes[leaf.index] == value.shape, "a leaf keeps its shape")
    value.values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        (arena + place).update(from: start, count: source.count)
      }
    }
  }

  /// The entries of a kept leaf, to be changed in place.
  package func entries(of leaf: Node) -> UnsafeMutablePointer<Double>? {
    places[leaf.index].map { arena + $0 }
  }

  /// The value of an output after a run.
  package func tensor(_ node: Node) -> Tensor {
    guard let place = places[node.index], let shape = shapes[node.index] else {
      preconditionFailure("only outputs and kept leaves can be read")
    }
    return Tensor(
      shape: shape,
      values: Array(UnsafeBufferPointer(start: arena + place, count: shape.count)))
  }

  /// The first entry of an output after a run.
  package func number(_ node: Node) -> Double {
    places[node.index].map { arena[$0] } ?? .nan
  }

  package func run(_ interruption: Interruption = .never) throws(EvaluationError) {
    for step in steps {
      if interruption.isRequested { throw .interrupted }
      try Plan.run(step, interruption)
    }
    for update in updates { update.target.update(from: update.source, count: update.count) }
  }

  private static func run(
    _ step: Step, _ interruption: Interruption
  ) throws(EvaluationError) {
    switch step {
    case .fused(let count, let members):
      try Plan.run(members, count, interruption)
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

  private static func run(
    _ members: ContiguousArray<Member>, _ count: Int, _ interruption: Interruption
  ) throws(EvaluationError) {
    var start = 0
    while start < count {
      let length = min(tile, count - start)
      for member in members {
        member.loop(
          length, member.a.operand(at: start), member.b.operand(at: start),
          member.c.operand(at: start), member.y.walks ? member.y.pointer + start : member.y.pointer)
      }
      start += length
      if start & 0xFFFF == 0, interruption.isRequested { throw .interrupted }
    }
  }
}

extension Plan.Step: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fused(let count, let members): "loop of \(members.count) over \(count)"
    case .product(let product):
      "product \(product.rows)×\(product.inner)\(product.isATransposed ? "ᵀ" : "") · "
        + "\(product.inner)×\(product.columns)\(product.isBTransposed ? "ᵀ" : "")"
    case .call(let call, _, let node):
      "node \(node.index): \(call.inputShapes.map { "\($0)" }.joined(separator: ", ")) to "
        + "\(call.outputShape)"
    }
  }
}
