package import Tensors

/// Where an element-wise loop reads one argument: step 1 walks, step 0 repeats a scalar.
package struct Operand {
  package var pointer: UnsafePointer<Double>
  package var step: Int

  package init(_ pointer: UnsafePointer<Double>, step: Int) {
    self.pointer = pointer
    self.step = step
  }
}

/// The compiled loops of an element-wise operation.
///
/// One indirect call a tensor, none an element; unused operands are ignored.
package struct ElementwiseKernel: Sendable {
  /// One element: arguments beyond the operation's arity are ignored.
  package let one: @Sendable (Double, Double, Double) -> Double
  /// `count` elements written to `y`, which may be one of the operands.
  package let loop: @Sendable (Int, Operand, Operand, Operand, UnsafeMutablePointer<Double>) -> Void
  /// The piece on which an element lies, for kinks and gradient checks.
  package let branch: @Sendable (Double, Double) -> Int
}

extension ElementwiseKernel {
  init<R: UnaryRule>(_ rule: R.Type) {
    one = { x, _, _ in R.value(x) }
    loop = { count, x, _, _, y in
      let p = x.pointer
      if x.step == 0 {
        let only = count > 0 ? R.value(p[0]) : 0
        for i in 0..<count { y[i] = only }
      } else {
        for i in 0..<count { y[i] = R.value(p[i]) }
      }
    }
    branch = { x, _ in R.branch(x) }
  }

  init<R: BinaryRule>(_ rule: R.Type) {
    one = { a, b, _ in R.value(a, b) }
    loop = { count, a, b, _, y in
      let p = a.pointer
      let q = b.pointer
      // Nothing may be read where there is nothing.
      if count == 0 { return }
      switch (a.step, b.step) {
      case (1, 1): for i in 0..<count { y[i] = R.value(p[i], q[i]) }
      case (1, _):
        let right = q[0]
        for i in 0..<count { y[i] = R.value(p[i], right) }
      case (_, 1):
        let left = p[0]
        for i in 0..<count { y[i] = R.value(left, q[i]) }
      default:
        let both = R.value(p[0], q[0])
        for i in 0..<count { y[i] = both }
      }
    }
    branch = { a, b in R.branch(a, b) }
  }

  /// `where(c, a, b)`.
  static let selection = ElementwiseKernel(
    one: { c, a, b in c != 0 ? a : b },
    loop: { count, c, a, b, y in
      for i in 0..<count {
        y[i] = c.pointer[i * c.step] != 0 ? a.pointer[i * a.step] : b.pointer[i * b.step]
      }
    },
    branch: { c, _ in c != 0 ? 1 : -1 })
}

/// Everything a structured operation's loop needs.
package struct KernelCall {
  package var inputs: [UnsafePointer<Double>]
  package var inputShapes: [Shape]
  package var output: UnsafeMutablePointer<Double>
  package var outputShape: Shape
  package var attribute: Attribute
  package var interruption: Interruption

  package init(
    inputs: [UnsafePointer<Double>], inputShapes: [Shape],
    output: UnsafeMutablePointer<Double>, outputShape: Shape,
    attribute: Attribute, interruption: Interruption
  ) {
    self.inputs = inputs
    self.inputShapes = inputShapes
    self.output = output
    self.outputShape = outputShape
    self.attribute = attribute
    self.interruption = interruption
  }
}
