package import Tensors

/// One argument of a function in the language.
package struct Parameter: Sendable, Equatable {
  /// What may stand there.
  package enum Kind: Sendable, Equatable {
    /// A value that gradients flow through.
    case tensor
    /// Any number of those.
    case tensors
    /// A whole number, known when the line is entered.
    case integer
    /// A shape: whole numbers one after another, or one list.
    case shape
    /// A number that is not differentiated.
    case number
    case boolean
    /// One of these words.
    case word([String])
    /// One of these words, or a whole number.
    case wordOrInteger([String])
  }

  package enum Fallback: Sendable, Equatable {
    case required
    case omitted
    case number(Double)
    case boolean(Bool)
    case word(String)
  }

  package let name: String
  package let kind: Kind
  package let fallback: Fallback

  package init(_ name: String, _ kind: Kind = .tensor, _ fallback: Fallback = .required) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
  }

  /// As help shows it: `axis=-1`, `x`, `[axis]`.
  package var text: String {
    switch fallback {
    case .required: kind == .tensors || kind == .shape ? "\(name), ..." : name
    case .omitted: "[\(name)]"
    case .number(let value): "\(name)=\(Formula.text(of: value))"
    case .boolean(let value): "\(name)=\(value)"
    case .word(let word): "\(name)=\"\(word)\""
    }
  }
}

/// An argument after its parameter has said what it must be.
package enum ArgumentValue: Sendable, Equatable {
  case node(Node)
  case nodes([Node])
  case integer(Int)
  case integers([Int])
  case number(Double)
  case boolean(Bool)
  case word(String)
  case omitted
}

/// The arguments of one call, in the order of the parameters.
package struct Arguments: Sendable, Equatable {
  package let operation: String
  package let values: [ArgumentValue]

  package init(operation: String, values: [ArgumentValue]) {
    self.operation = operation
    self.values = values
  }

  // Reading under the kind that the signature declares; the caller has matched them.
  package func node(_ index: Int) -> Node {
    guard case .node(let node) = values[index] else { preconditionFailure("not a tensor") }
    return node
  }
  package func optionalNode(_ index: Int) -> Node? {
    if case .node(let node) = values[index] { node } else { nil }
  }
  package func nodes(_ index: Int) -> [Node] {
    guard case .nodes(let nodes) = values[index] else { preconditionFailure("not tensors") }
    return nodes
  }
  package func integer(_ index: Int) -> Int {
    guard case .integer(let value) = values[index] else { preconditionFailure("not an integer") }
    return value
  }
  package func optionalInteger(_ index: Int) -> Int? {
    if case .integer(let value) = values[index] { value } else { nil }
  }
  package func integers(_ index: Int) -> [Int] {
    guard case .integers(let value) = values[index] else { preconditionFailure("not a shape") }
    return value
  }
  package func number(_ index: Int) -> Double {
    guard case .number(let value) = values[index] else { preconditionFailure("not a number") }
    return value
  }
  package func boolean(_ index: Int) -> Bool {
    guard case .boolean(let value) = values[index] else { preconditionFailure("not a boolean") }
    return value
  }
  package func word(_ index: Int) -> String? {
    if case .word(let word) = values[index] { word } else { nil }
  }

  /// A shape argument, checked.
  package func shape(_ index: Int) throws(OperationError) -> Shape {
    try Shape.named(integers(index))
  }
}
