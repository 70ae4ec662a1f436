package import Diagnostics
package import Tensors

/// What came of an answer.
package enum Verdict: Sendable {
  case right
  case notYet(Finding)
  /// The task itself cannot be judged, which is its author's fault.
  case unjudgeable(Diagnostic)

  package var isRight: Bool { if case .right = self { true } else { false } }

  /// Why an answer is not right yet.
  package struct Finding: Sendable {
    package enum Reason: Sendable {
      /// A name that the task asks for has no value.
      case undefined(String)
      /// The value is right, but it has not been given its name.
      case unnamed(String)
      case shape(of: String, got: Shape, expected: Shape)
      case value(of: String, got: Tensor, expected: Tensor)
      /// The value is right here but not when some variables change, so it is no formula.
      ///
      /// It would be one if the names of `settled` were stated by `=` instead of `:=`.
      case onlyHere(String, depends: [String], settled: [String])
      /// A fact that the lesson had stated was set to a value instead of being made true.
      case overwritten(String)
      case failed(Diagnostic)
      /// Another answer is right.
      case choice
      /// Nothing was said that could answer it.
      case unanswered
    }

    package let reason: Reason
    /// What the task says to this mistake; empty if it does not know it.
    package var reply: [ProseInline] = []
  }
}
