package import Tensors

/// The arithmetic that pullbacks and modules are written in.
///
/// Shapes are known to fit here. What a reader would not write down is left out: x·1, x + 0,
/// arithmetic on constants.
extension Graph {
  package mutating func add(_ a: Node, _ b: Node) -> Node { simplified(.add, a, b) }
  package mutating func subtract(_ a: Node, _ b: Node) -> Node { simplified(.subtract, a, b) }
  package mutating func multiply(_ a: Node, _ b: Node) -> Node { simplified(.multiply, a, b) }
  package mutating func divide(_ a: Node, _ b: Node) -> Node { simplified(.divide, a, b) }
  package mutating func negate(_ a: Node) -> Node { simplified(.negate, a) }
  package mutating func call(_ name: String, _ a: Node) -> Node { simplified(Opcode(name), a) }
  package mutating func call(_ name: String, _ a: Node, _ b: Node) -> Node {
    simplified(Opcode(name), a, b)
  }
  package mutating func scale(_ a: Node, by factor: Double) -> Node {
    multiply(constant(factor), a)
  }

  package mutating func reshape(_ a: Node, to shape: Shape) -> Node {
    self.shape(of: a) == shape ? a : append(.reshape, [a], shape: shape)
  }

  /// The axes in reverse order.
  package mutating func transpose(_ a: Node) -> Node {
    permute(a, Array((0..<shape(of: a).rank).reversed()))
  }

  package mutating func permute(_ a: Node, _ order: [Int]) -> Node {
    let old = shape(of: a)
    if order == Array(0..<old.rank) { return a }
    return append(
      .transpose, [a], .axes(order), shape: Shape(order.map { old[$0] }))
  }

  package mutating func sum(_ a: Node, _ axes: [Int], keepingDimensions: Bool = false) -> Node {
    reduce("sum", a, axes, keepingDimensions)
  }
  package mutating func mean(_ a: Node, _ axes: [Int], keepingDimensions: Bool = false) -> Node {
    reduce("mean", a, axes, keepingDimensions)
  }
  package mutating func sumOfAll(_ a: Node) -> Node { sum(a, Array(0..<shape(of: a).rank)) }

  package mutating func reduce(
    _ name: String, _ a: Node, _ axes: [Int], _ keepingDimensions: Bool
  ) -> Node {
    let old = shape(of: a)
    if axes.isEmpty { return a }
    let reduced = append(
      Opcode(name), [a], .axes(axes), shape: old.removing(axes, keepingDimensions: false))
    return keepingDimensions
      ? reshape(reduced, to: old.removing(axes, keepingDimensions: true)) : reduced
  }

  /// Undoes a reduction's loss of axes: every entry of `shape` gets its group's value.
  package mutating func spread(_ reduced: Node, over axes: [Int], of shape: Shape) -> Node {
    let kept = reshape(reduced, to: shape.removing(axes, keepingDimensions: true))
    return filled(kept, to: shape)
  }

  package mutating func matmul(_ a: Node, _ b: Node) -> Node {
    let (left, right) = (shape(of: a), shape(of: b))
    let rows = left.rank == 2 ? [left[0]] : []
    let columns = right.rank == 2 ? [right[1]] : []
    return append(.matmul, [a, b], shape: Shape(rows + columns))
  }

  // MARK: - Leaving out what changes nothing

  package mutating func simplified(_ opcode: Opcode, _ a: Node) -> Node {
    if isConstant(a) { return constant(folded(opcode, number(a), 0)) }
    if opcode.basic == .negate, records[a.position].opcode.basic == .negate {
      return Node(raw: records[a.position].a)
    }
    return append(opcode, a)
  }

  package mutating func simplified(_ opcode: Opcode, _ a: Node, _ b: Node) -> Node {
    switch (isConstant(a), isConstant(b)) {
    case (false, false): return append(opcode, a, b)
    case (true, true): return constant(folded(opcode, number(a), number(b)))
    case (true, false): return simplified(opcode, constant: number(a), a, b)
    case (false, true): return simplified(opcode, a, constant: number(b), b)
    }
  }

  /// `where(c, a, b)`, the one operation of three inputs.
  package mutating func simplified(_ opcode: Opcode, _ c: Node, _ a: Node, _ b: Node) -> Node {
    isConstant(c) ? (number(c) != 0 ? a : b) : append(opcode, c, a, b)
  }

  private mutating func simplified(
    _ opcode: Opcode, constant x: Double, _ a: Node, _ b: Node
  ) -> Node {
    switch (opcode.basic, x) {
    case (.add, 0), (.multiply, 1): b
    case (.subtract, 0), (.multiply, -1): negate(b)
    case (.multiply, 0), (.divide, 0): constant(0)
    default: append(opcode, a, b)
    }
  }

  private mutating func simplified(
    _ opcode: Opcode, _ a: Node, constant y: Double, _ b: Node
  ) -> Node {
    switch (opcode.basic, y) {
    case (.add, 0), (.subtract, 0), (.multiply, 1), (.divide, 1), (.power, 1): a
    case (.multiply, -1): negate(a)
    case (.multiply, 0): constant(0)
    case (.power, 0): constant(1)
    default: append(opcode, a, b)
    }
  }

  @inline(__always)
  func isConstant(_ node: Node) -> Bool {
    records[node.position].opcode.rawValue == Opcode.Basic.constant.rawValue
  }

  @inline(__always)
  func number(_ node: Node) -> Double { Graph.number(records[node.position]) }

  private func folded(_ opcode: Opcode, _ a: Double, _ b: Double) -> Double {
    guard case .elementwise(let rule) = Operation.all[opcode.index].behaviour else {
      preconditionFailure("only element-wise operations fold")
    }
    return rule.kernel.one(a, b, 0)
  }
}
