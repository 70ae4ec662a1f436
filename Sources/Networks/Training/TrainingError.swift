package import Differentiation

/// Why training could not go on.
package enum TrainingError: Error, Sendable {
  /// A step could not be run: in the graph of full batches, or of the smaller last one.
  case evaluation(EvaluationError, inSmallerBatch: Bool)
  /// The loss of data that is only looked at could not be run.
  case test(EvaluationError)
  case diverged(Divergence)
}
