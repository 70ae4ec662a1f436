/// What can be wrong with a shape, an axis or an index that a person gave.
///
/// Only data: the words are found where the place in the source is known.
package enum TensorError: Error, Sendable, Equatable {
  /// More axes than `Shape.maximumRank`.
  case tooManyAxes(dimensions: [Int])
  /// A size below zero.
  case negativeSize(dimensions: [Int])
  /// More than `Shape.maximumCount` entries.
  case tooLarge(dimensions: [Int])
  /// An axis that a tensor of this rank does not have; negative axes count from the end.
  case axisOutOfRange(axis: Int, rank: Int)
  /// An index outside `-length ..< length`.
  case indexOutOfRange(index: Int, length: Int)
  /// Two shapes whose sizes differ on an axis where neither is 1.
  case cannotBroadcast(Shape, Shape)
}
