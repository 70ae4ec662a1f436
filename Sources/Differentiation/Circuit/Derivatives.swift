package import Operations
package import Tensors

/// Why a derivative cannot be formed.
package enum DerivativeError: Error, Sendable, Equatable {
  /// A gradient of something that is not a scalar.
  case notScalar(Shape)
  /// More axes than a tensor may have.
  case tooManyAxes(of: Shape, wrt: Shape)
  /// A direction of the wrong shape.
  case direction(expected: Shape, got: Shape)
  /// A circuit too large to record.
  case tooLarge(nodes: Int, limit: Int)
  case operation(OperationError)
}

/// Where the axes of the result go.
package enum Layout: String, Sendable, CaseIterable {
  /// ∂f_i/∂x_j at [i, j]: the shape of f first.
  case numerator
  /// The transpose: the shape of x first, as the gradient.
  case denominator
}

/// Derivatives built from gradients; each is nodes of the graph and can be differentiated again.
extension Graph {
  /// The most nodes that one derivative may add.
  package static let largestCircuit = 20_000_000

  /// ∂f/∂x of a tensor by a tensor, one backward pass an entry of f.
  package mutating func jacobian(
    of f: Node, wrt x: Node, layout: Layout
  ) throws(DerivativeError) -> Node {
    let (output, input) = (shape(of: f), shape(of: x))
    guard output.rank + input.rank <= Shape.maximumRank else {
      throw .tooManyAxes(of: output, wrt: input)
    }
    let shape: Shape
    do throws(OperationError) {
      shape = try Shape.named(output.dimensions + input.dimensions)
    } catch { throw .operation(error) }
    try require(passes: output.count, over: f)
    // All entries are picked first, so that no pass walks over the passes before it.
    let flat = reshape(f, to: Shape([output.count]))
    let parts = output.rank == 0 ? [f] : (0..<output.count).map { pick(flat, $0) }
    var rows: [Node] = []
    for part in parts {
      try goOn()
      let row = gradient(of: part, wrt: [x]).gradients[0]
      rows.append(reshape(row, to: Shape([1] + input.dimensions)))
    }
    guard !rows.isEmpty else { return filled(constant(0), to: shape) }
    let stacked: Node
    do throws(OperationError) {
      stacked = reshape(try concatenate(rows, axis: 0), to: shape)
    } catch { throw .operation(error) }
    if layout == .numerator { return stacked }
    let order =
      Array(output.rank..<output.rank + input.rank) + Array(0..<output.rank)
    return permute(stacked, order)
  }

  /// The second derivatives of a scalar, the shape of x twice.
  package mutating func hessian(
    of f: Node, wrt x: Node
  ) throws(DerivativeError) -> Node {
    try requireScalar(f)
    let shape = self.shape(of: x)
    guard shape.rank * 2 <= Shape.maximumRank else {
      throw .tooManyAxes(of: shape, wrt: shape)
    }
    return try jacobian(
      of: gradient(of: f, wrt: [x]).gradients[0], wrt: x, layout: .numerator)
  }

  /// vᵀ ∂f/∂x: one backward pass.
  package mutating func vectorJacobian(
    of f: Node, wrt x: Node, _ v: Node
  ) throws(DerivativeError) -> Node {
    guard shape(of: v) == shape(of: f) else {
      throw .direction(expected: shape(of: f), got: shape(of: v))
    }
    return gradient(of: f, wrt: [x], seed: v).gradients[0]
  }

  /// ∂f/∂x u: the derivative of f in the direction u, by differentiating a backward pass, which
  /// is linear in its seed, with respect to that seed.
  package mutating func jacobianVector(
    of f: Node, wrt x: Node, _ u: Node
  ) throws(DerivativeError) -> Node {
    guard shape(of: u) == shape(of: x) else {
      throw .direction(expected: shape(of: x), got: shape(of: u))
    }
    let seed = leaf(Tensor(repeating: 1, shape: shape(of: f)), role: .literal)
    let pulled = gradient(of: f, wrt: [x], seed: seed).gradients[0]
    return gradient(of: pulled, wrt: [seed], seed: u).gradients[0]
  }

  /// Difference quotients as nodes: the part of the graph that depends on x, once or twice more
  /// for every entry of x.
  package mutating func numericGradient(
    of f: Node, wrt x: Node, step: Double, order: DifferenceOrder
  ) throws(DerivativeError) -> Node {
    try requireScalar(f)
    let shape = self.shape(of: x)
    try require(passes: shape.count * 2, over: f)
    let base = reshape(x, to: Shape([shape.count]))
    let nudge = leaf(Tensor(vector: [step]), role: .literal)
    var quotients: [Node] = []
    for entry in 0..<shape.count {
      try goOn()
      // Zeros but for one entry, made when they are needed: all of them would not fit.
      let place = AxisSlice.range(from: entry, to: entry + 1, length: shape.count)
      let direction = append(
        Opcode("unslice"), [nudge], .slices([place]), shape: Shape([shape.count]))
      let up = replay(f, x, as: reshape(append(.add, base, direction), to: shape))
      let quotient: Node
      switch order {
      case .forward:
        quotient = append(.divide, append(.subtract, up, f), constant(step))
      case .central:
        let down = replay(f, x, as: reshape(append(.subtract, base, direction), to: shape))
        quotient = append(.divide, append(.subtract, up, down), constant(2 * step))
      }
      quotients.append(filled(quotient, to: Shape([1])))
    }
    guard !quotients.isEmpty else { return filled(constant(0), to: shape) }
    do throws(OperationError) {
      return reshape(try concatenate(quotients, axis: 0), to: shape)
    } catch { throw .operation(error) }
  }

  /// Records again what leads from x to f, with another node in the place of x.
  package mutating func replay(_ f: Node, _ x: Node, as replacement: Node) -> Node {
    guard f.position >= x.position else { return f }
    var leads = [Bool](repeating: false, count: f.position + 1)
    leads[x.position] = true
    markDependents(&leads, upTo: f.position)
    guard leads[f.position] else { return f }
    var copies: [Int: Node] = [x.position: replacement]
    if f != x {
      for position in (x.position + 1)...f.position where leads[position] {
        let node = Node(position)
        let inputs = self.inputs(of: node).map { copies[$0.position] ?? $0 }
        copies[position] = append(copying: node, inputs: inputs)
      }
    }
    return copies[f.position] ?? f
  }

  /// A node like another, with other inputs.
  package mutating func append(copying node: Node, inputs: [Node]) -> Node {
    append(opcode(of: node), inputs, like: attribute(of: node), shape(of: node))
  }

  /// A node of any kind of operation.
  mutating func append(
    _ opcode: Opcode, _ inputs: [Node], like attribute: Attribute, _ shape: Shape
  ) -> Node {
    if Operation.all[opcode.index].elementwise != nil {
      switch inputs.count {
      case 1: return append(opcode, inputs[0])
      case 2: return append(opcode, inputs[0], inputs[1])
      default: return append(opcode, inputs[0], inputs[1], inputs[2])
      }
    }
    return append(opcode, inputs, attribute, shape: shape)
  }

  private mutating func pick(_ vector: Node, _ entry: Int) -> Node {
    let length = shape(of: vector)[0]
    let column = reshape(vector, to: Shape([length]))
    let part = slice(
      column, [AxisSlice.range(from: entry, to: entry + 1, length: length)])
    return reshape(part, to: .scalar)
  }

  package func requireScalar(_ f: Node) throws(DerivativeError) {
    guard shape(of: f).rank == 0 else { throw .notScalar(shape(of: f)) }
  }

  /// Called before each pass of a derivative that takes many.
  private func goOn() throws(DerivativeError) {
    guard count <= Graph.largestCircuit else {
      throw .tooLarge(nodes: count, limit: Graph.largestCircuit)
    }
    if limits.interruption.isRequested { throw .operation(.interrupted) }
  }

  /// What the direction of a pass costs beside the nodes it leads through: a few with shapes and
  /// slices of their own, as much as so many scalars.
  private static let directionCost = 64

  private func require(passes: Int, over f: Node) throws(DerivativeError) {
    let (nodes, overflow) = passes.multipliedReportingOverflow(
      by: f.position + 1 + Graph.directionCost)
    guard !overflow, nodes <= Graph.largestCircuit else {
      throw .tooLarge(nodes: overflow ? .max : nodes, limit: Graph.largestCircuit)
    }
  }
}

/// Which difference quotient.
package enum DifferenceOrder: String, Sendable, CaseIterable {
  /// (f(x + h) - f(x))/h, error O(h).
  case forward
  /// (f(x + h) - f(x - h))/2h, error O(h²).
  case central
}
