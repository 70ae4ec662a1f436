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
package struct ElementwiseKernel: Sendable {
  /// One element: arguments beyond the operation's arity are ignored.
  package let one: @Sendable (Double, Double, Double) -> Double
  /// The same for many, with the same bits.
  package let loop: LoopProgram
  /// The piece on which an element lies, for kinks and gradient checks.
  package let branch: @Sendable (Double, Double) -> Int
}

extension ElementwiseKernel {
  init<R: UnaryRule>(_ rule: R.Type) {
    one = { x, _, _ in R.value(x) }
    loop = LoopProgram(R.value(Formula.symbol("x")), of: ["x"])
    branch = { x, _ in R.branch(x) }
  }

  init<R: BinaryRule>(_ rule: R.Type) {
    one = { a, b, _ in R.value(a, b) }
    loop = LoopProgram(R.value(Formula.symbol("a"), .symbol("b")), of: ["a", "b"])
    branch = { a, b in R.branch(a, b) }
  }

  /// `where(c, a, b)`.
  static let selection = ElementwiseKernel(
    one: { c, a, b in c != 0 ? a : b },
    loop: LoopProgram(
      Formula.select(.symbol("c"), .symbol("a"), .symbol("b")), of: ["c", "a", "b"]),
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
