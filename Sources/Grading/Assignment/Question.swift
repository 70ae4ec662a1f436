package import Lessons
package import Operations
package import Tensors

/// One tensor that an assignment asks for, with the right answer.
package struct Question: Sendable {
  package let name: String
  package let points: Double
  /// The right answer. Nothing of it is ever shown to a student.
  package let key: Tensor
  /// How the answer comes about.
  package let kind: Kind
  /// The places in the assignment's questions of those from which a student computes it.
  package let upstream: [Int]
  /// The mistakes that the instructor named, with what to say.
  package let foreseen: [Foreseen]
  package let visibility: Ask.Visibility

  package enum Kind: Sendable {
    /// The gradient of a scalar with respect to a node of the assignment's graph.
    case gradient(of: Node, wrt: Node)
    /// Any other value.
    case value
  }

  /// A mistake of this assignment alone.
  package struct Foreseen: Sendable {
    package let value: Tensor
    package let reply: [ProseInline]
  }

  package var shape: Shape { key.shape }
}
