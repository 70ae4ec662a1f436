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
    if let x = constantValue(of: a) { return constant(folded(opcode, x, 0)) }
    if opcode == .negate, self.opcode(of: a) == .negate { return inputs(of: a)[0] }
    return append(opcode, a)
  }

  package mutating func simplified(_ opcode: Opcode, _ a: Node, _ b: Node) -> Node {
    let x = constantValue(of: a)
    let y = constantValue(of: b)
    if let x, let y { return constant(folded(opcode, x, y)) }
    switch opcode {
    case .add:
      if x == 0 { return b }
      if y == 0 { return a }
    case .subtract:
      if y == 0 { return a }
      if x == 0 { return negate(b) }
    case .multiply:
      if x == 1 { return b }
      if y == 1 { return a }
      if x == -1 { return negate(b) }
      if y == -1 { return negate(a) }
      if x == 0 || y == 0 { return constant(0) }
    case .divide:
      if y == 1 { return a }
      if x == 0 { return constant(0) }
    case .power:
      if y == 1 { return a }
      if y == 0 { return constant(1) }
    default: break
    }
    return append(opcode, a, b)
  }

  /// `where(c, a, b)`, the one operation of three inputs.
  package mutating func simplified(_ opcode: Opcode, _ c: Node, _ a: Node, _ b: Node) -> Node {
    if let test = constantValue(of: c) { return test != 0 ? a : b }
    return append(opcode, c, a, b)
  }

  private func folded(_ opcode: Opcode, _ a: Double, _ b: Double) -> Double {
    guard case .elementwise(let rule) = Operation.all[opcode.index].behaviour else {
      preconditionFailure("only element-wise operations fold")
    }
    return rule.kernel.one(a, b, 0)
  }
}
