package import Operations
package import Tensors

/// Everything Gradbook knows about one kind of layer: networks, help, completion and the reference
/// read this entry.
package struct LayerEntry: Sendable {
  package let name: String
  package let summary: String
  /// What a call in a chain takes: sizes and options.
  package let parameters: [Parameter]
  package let formula: String
  /// What it learns, with shapes; nil: nothing.
  package let learns: String?
  package let shapes: String
  package let convention: String?
  package let example: String
  package let source: String?
  /// The networks it is made around.
  package let inner: Inner
  let problem: @Sendable (Arguments) -> OperationError?
  let weights: @Sendable (Arguments) -> [Weight]
  let input: @Sendable (Arguments) -> LayerInput
  let record: @Sendable (inout Graph, LayerCall) throws(OperationError) -> LayerStep

  /// How many networks a layer is made around.
  package enum Inner: Sendable, Equatable { case none, one, many }

  /// A tensor of a layer.
  package struct Weight: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// What penalties are over.
      case weight
      /// A bias, or the scale and shift of a normalisation.
      case offset
      /// A running statistic: kept from batch to batch, not learnt.
      case statistic
    }

    /// `W`, `b`, `gamma`, `beta`, `mean`, `var`
    package let name: String
    package let kind: Kind
    package let shape: [Int]
    /// An initialiser by name, or the value of every entry.
    package let start: Start

    package enum Start: Sendable, Equatable {
      case drawn(String)
      case filled(Double)
    }
  }

  init(
    _ name: String, _ summary: String, parameters: [Parameter], formula: String,
    learns: String? = nil, shapes: String, convention: String? = nil, example: String,
    source: String? = nil, inner: Inner = .none,
    problem: @escaping @Sendable (Arguments) -> OperationError? = { _ in nil },
    weights: @escaping @Sendable (Arguments) -> [Weight] = { _ in [] },
    input: @escaping @Sendable (Arguments) -> LayerInput = { _ in .any },
    record: @escaping @Sendable (inout Graph, LayerCall) throws(OperationError) -> LayerStep
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.formula = formula
    self.learns = learns
    self.shapes = shapes
    self.convention = convention
    self.example = example
    self.source = source
    self.inner = inner
    self.problem = problem
    self.weights = weights
    self.input = input
    self.record = record
  }

  /// `affine(in, out, init="he", bias=true)`
  package var call: String {
    parameters.isEmpty ? name : "\(name)(\(parameters.map(\.text).joined(separator: ", ")))"
  }

  /// Whether its bare name is a layer.
  package var needsNoArguments: Bool {
    inner == .none && parameters.allSatisfy { $0.fallback != .required }
  }
}

/// What a layer expects of its input.
package enum LayerInput: Sendable, Equatable {
  case any
  /// This many columns: the last axis.
  case columns(Int)
  /// This many features: axis 1, of a matrix or of images.
  case features(Int)
  /// This many channels: axis 1 of an input of that rank.
  case channels(Int, rank: Int)
  /// Examples of this many entries.
  case entries(Int)

  /// Whether an input, rows and all, is what the layer expects.
  package func accepts(_ shape: Shape) -> Bool {
    switch self {
    case .any: true
    case .columns(let count): shape.rank >= 1 && shape[shape.rank - 1] == count
    case .features(let count): shape.rank >= 2 && shape[1] == count
    case .channels(let count, let rank): shape.rank == rank && shape[1] == count
    case .entries(let count): shape.rank >= 1 && shape.count == shape[0] * count
    }
  }

  /// The shape of one example, where it follows.
  package var example: Shape? {
    switch self {
    case .columns(let count), .features(let count), .entries(let count): Shape([count])
    case .any, .channels: nil
    }
  }
}

/// A layer at work: its input, its tensors, its settings.
package struct LayerCall: Sendable {
  package let x: Node
  /// The layer's tensors by name.
  package let weights: [String: Node]
  package let settings: Arguments
  package let isTraining: Bool
  /// What the inner networks made of x.
  package let inner: [Node]

  package init(
    x: Node, weights: [String: Node], settings: Arguments, isTraining: Bool, inner: [Node] = []
  ) {
    self.x = x
    self.weights = weights
    self.settings = settings
    self.isTraining = isTraining
    self.inner = inner
  }

  func weight(_ name: String) -> ArgumentValue { weights[name].map { .node($0) } ?? .omitted }
}

/// How a layer is recorded.
package enum LayerStep: Sendable {
  /// It recorded its own nodes.
  case node(Node)
  /// It is a call of the operation table.
  case call(String, [ArgumentValue])
}
