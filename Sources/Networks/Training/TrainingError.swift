package import Differentiation
package import Operations

/// Why training could not go on.
package enum TrainingError: Error, Sendable {
  /// A step could not be run: in the graph of full batches, or of the smaller last one.
  case evaluation(EvaluationError, inSmallerBatch: Bool)
  /// The loss of data that is only looked at could not be run.
  case test(EvaluationError)
  case diverged(Divergence)
}

/// The step after which the loss or a parameter was no finite number.
package struct Divergence: Sendable {
  package enum Place: Sendable, Equatable {
    /// The first node on the way to the loss that is not finite.
    case loss(Node)
    /// The gradient of a parameter, by its place among them.
    case gradient(Int)
    /// A parameter after the step.
    case update(Int)
  }

  /// Counted from 1.
  package let step: Int
  package let place: Place
  package let isSmallerBatch: Bool
  /// What came out there first: infinite or not a number.
  package let value: Double
  /// The graph with the values that the step started from.
  package let graph: Graph
}
