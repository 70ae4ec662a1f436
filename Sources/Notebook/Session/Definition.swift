package import Diagnostics
package import Language
package import Operations
package import Tensors

/// Random numbers that were drawn once and stay as they are.
package struct DrawLog: Sendable {
  /// What a random function drew, and for which arguments: others would draw anew.
  package struct Draw: Sendable {
    package let arguments: Arguments
    package let tensor: Tensor
  }

  /// What random functions drew.
  package var numbers: [Draw] = []
  /// What dropout drew; `redraw` forgets it.
  package var masks: [Tensor] = []

  package init() {}
}

/// What a name means in a session.
package struct Definition: Sendable {
  package enum Kind: Sendable {
    /// `x := 3`, or a fact that names no variable.
    case value(Tensor, role: Leaf.Role)
    /// `f = 2 * x`: follows what it names.
    case fact(Expression)
    /// `g(t) = t^2`.
    case function(parameters: [String], body: Expression)
    /// `net = affine(2, 3) -> relu`: follows what it names; its tensors are definitions of their
    /// own, named `net.W1`, `net.b1`, ...
    case network(Expression, parameters: [String])
  }

  package let kind: Kind
  /// The entry it was stated in, for diagnostics and listings.
  package let source: SourceText
  package let range: SourceRange
  /// What its random calls drew when it was entered, in order.
  package var draws: DrawLog
  /// The other names it reads.
  package let dependencies: [String]
  /// Grows with every statement, so that equal numbers mean unchanged definitions.
  package internal(set) var revision: Int

  /// The value of a set name.
  package var tensor: Tensor? {
    if case .value(let tensor, _) = kind { tensor } else { nil }
  }

  package var isNetwork: Bool {
    if case .network = kind { true } else { false }
  }

  package var isFact: Bool {
    if case .fact = kind { true } else { false }
  }

  package var isFunction: Bool {
    if case .function = kind { true } else { false }
  }
}

extension Definition {
  package init(
    _ kind: Kind, source: SourceText, range: SourceRange, dependencies: [String] = [],
    draws: DrawLog = DrawLog(), revision: Int
  ) {
    self.kind = kind
    self.source = source
    self.range = range
    self.dependencies = dependencies
    self.draws = draws
    self.revision = revision
  }
}

/// Where and how a name was stated.
package struct Stated: Sendable {
  package let source: SourceText
  package let range: SourceRange
  package var dependencies: [String] = []
  package var draws = DrawLog()

  package init(
    source: SourceText, range: SourceRange, dependencies: [String] = [],
    draws: DrawLog = DrawLog()
  ) {
    self.source = source
    self.range = range
    self.dependencies = dependencies
    self.draws = draws
  }
}
