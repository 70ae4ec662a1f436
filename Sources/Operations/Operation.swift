package import Tensors

/// The shelf of the reference on which an operation stands.
package enum Category: String, Sendable, CaseIterable {
  case arithmetic = "Arithmetic"
  case elementary = "Elementary functions"
  case activation = "Activations"
  case comparison = "Comparisons and logic"
  case rounding = "Rounding and signs"
  case reduction = "Reductions"
  case shape = "Shapes"
  case linearAlgebra = "Linear algebra"
  case convolution = "Convolution and pooling"
  case normalisation = "Normalisation and dropout"
  case loss = "Losses"
  case penalty = "Penalties"
  case making = "Making tensors"
  case random = "Random numbers"
}

/// Everything Gradbook knows about one operation: the evaluator, the printer, help, completion,
/// the symbolic engine, the stepper, the gradient check and the tests all read this entry.
package struct Operation: Sendable {
  package let name: String
  package let aliases: [String]
  package let category: Category
  package let summary: String
  package let parameters: [Parameter]
  package let notation: Notation
  private let statedFormula: String?
  private let statedDerivative: String?
  package let shapes: String
  package let convention: String?
  package let example: String
  package let source: String?
  /// How a node of this operation runs and differentiates; nil if calls record other nodes.
  package let behaviour: Behaviour?
  /// What a call in the language means.
  package let meaning: Meaning

  package enum Behaviour: Sendable {
    case elementwise(Elementwise)
    case structured(Structured)
    /// A value that comes from outside the graph.
    case leaf
  }

  package enum Meaning: Sendable {
    /// Records nodes.
    case record(@Sendable (inout Graph, Arguments) throws(OperationError) -> Node)
    /// Draws random numbers once, when the line is entered.
    case draw(
      @Sendable (inout RandomState, Arguments, Graph.Limits) throws(OperationError) -> Tensor)
    /// Draws a mask of its input's shape once and records its use.
    case drawMask(
      shape: @Sendable (Shape, Arguments) throws(OperationError) -> Shape,
      draw:
        @Sendable (inout RandomState, Shape, Arguments, Graph.Limits)
        throws(OperationError) -> Tensor,
      record: @Sendable (inout Graph, Arguments, Node) throws(OperationError) -> Node)
    /// Never called by name.
    case none
  }

  /// What it computes, as on the board.
  package var formula: String {
    statedFormula ?? elementwise?.formula.forReading.description ?? ""
  }

  /// Its derivative or backward function, as on the board; v is the upstream gradient.
  package var derivative: String {
    if let statedDerivative { return statedDerivative }
    guard let elementwise else { return "" }
    guard elementwise.isDifferentiable else { return "0 (not differentiable)" }
    return zip(elementwise.inputs, elementwise.partials)
      .map { "∂y/∂\($0) = \($1.forReading)" }
      .joined(separator: ", ")
  }

  /// Whether gradients flow to one of its inputs; where not, they are zero by convention.
  package func isDifferentiable(by input: Int) -> Bool {
    switch behaviour {
    case .elementwise(let rule): rule.isDifferentiable
    case .structured(let rule):
      !(input < rule.rules.count && rule.rules[input].contains("not differentiable"))
    case .leaf, nil: true
    }
  }

  package var elementwise: Elementwise? {
    if case .elementwise(let rule) = behaviour { rule } else { nil }
  }
  package var structured: Structured? {
    if case .structured(let rule) = behaviour { rule } else { nil }
  }

  /// The call as help shows it: `elu(x, alpha=1)`.
  package var call: String { "\(name)(\(parameters.map(\.text).joined(separator: ", ")))" }

  package init(
    name: String, aliases: [String] = [], category: Category, summary: String,
    parameters: [Parameter], notation: Notation = .call, formula: String? = nil,
    derivative: String? = nil, shapes: String, convention: String? = nil, example: String,
    source: String? = nil,
    behaviour: Behaviour? = nil, meaning: Meaning
  ) {
    self.name = name
    self.aliases = aliases
    self.category = category
    self.summary = summary
    self.parameters = parameters
    self.notation = notation
    statedFormula = formula
    statedDerivative = derivative
    self.shapes = shapes
    self.convention = convention
    self.example = example
    self.source = source
    self.behaviour = behaviour
    self.meaning = meaning
  }
}

/// An operation on each element alone: a formula, its partial derivatives and its loops.
package struct Elementwise: Sendable {
  /// The names of its inputs in `formula` and `partials`; `y` is the output.
  package let inputs: [String]
  package let formula: Formula
  package let partials: [Formula]
  package let kernel: ElementwiseKernel
  package let domains: [ClosedRange<Double>]
  package let isDifferentiable: Bool
  /// Whether the kernel's `branch` tells pieces apart.
  package let isPiecewise: Bool
}

/// An operation on whole tensors: a loop, and a pullback recorded as further nodes.
package struct Structured: Sendable {
  package typealias Pullback = @Sendable (inout Graph, PullbackContext) -> Node?

  package let kernel: @Sendable (KernelCall) throws(OperationError) -> Void
  /// The gradient with respect to one input, nil where it is zero.
  package let pullback: Pullback
  /// The pullback as a reader sees it, one text per input; v is the upstream gradient.
  package let rules: [String]
  /// A number for the piece of a piecewise operation on which its inputs lie.
  package let branch: (@Sendable (KernelCall) -> Int)?
  /// How its node is written in a formula, given its inputs' texts.
  package let text: (@Sendable ([String], Attribute) -> String)?

  package init(
    rules: [String],
    kernel: @escaping @Sendable (KernelCall) throws(OperationError) -> Void,
    pullback: @escaping Pullback,
    branch: (@Sendable (KernelCall) -> Int)? = nil,
    text: (@Sendable ([String], Attribute) -> String)? = nil
  ) {
    self.kernel = kernel
    self.pullback = pullback
    self.rules = rules
    self.branch = branch
    self.text = text
  }
}

/// What a pullback may use.
package struct PullbackContext: Sendable {
  package let inputs: [Node]
  package let output: Node
  /// The gradient of the result with respect to `output`.
  package let upstream: Node
  /// Which input is asked for.
  package let index: Int
  package let attribute: Attribute

  package init(inputs: [Node], output: Node, upstream: Node, index: Int, attribute: Attribute) {
    self.inputs = inputs
    self.output = output
    self.upstream = upstream
    self.index = index
    self.attribute = attribute
  }
}
