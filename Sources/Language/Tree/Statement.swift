package import Diagnostics

/// One statement as it was written, with its place.
package struct Statement: Sendable, Equatable {
  package var kind: Kind
  package var range: SourceRange
  /// Whether a `;` follows: such a statement prints nothing.
  package var isQuiet: Bool

  package init(_ kind: Kind, at range: SourceRange = SourceRange(0, 0), isQuiet: Bool = false) {
    self.kind = kind
    self.range = range
    self.isQuiet = isQuiet
  }

  package indirect enum Kind: Sendable, Equatable {
    /// `f = 2 / sin(x)`
    case fact(Name, Expression)
    /// `W, b := W - dW, b - db`; as many targets as values.
    case set([Target], [Expression])
    /// `g(t) = log(1 + exp(t))`
    case function(Name, parameters: [Name], body: Expression)
    case expression(Expression)
    case command(Command)
    /// `repeat 200 { ... }`
    case repetition(count: Expression, body: [Statement])
  }
}

/// A name where one is stated rather than used.
package struct Name: Sendable, Equatable {
  package var text: String
  package var range: SourceRange

  package init(_ text: String, at range: SourceRange = SourceRange(0, 0)) {
    self.text = text
    self.range = range
  }
}

/// What `:=` sets: a name, or an entry or slice of it.
package struct Target: Sendable, Equatable {
  /// `W`, or `net.W1`.
  package var name: Name
  /// Empty when the whole name is set.
  package var subscripts: [Subscript]

  package init(_ name: Name, subscripts: [Subscript] = []) {
    self.name = name
    self.subscripts = subscripts
  }
}
