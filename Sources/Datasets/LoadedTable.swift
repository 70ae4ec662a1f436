package import Tensors

/// A table of numbers: what is known of each example, and perhaps what is to be predicted.
package struct LoadedTable: Sendable, Equatable {
  /// One row an example, one column a feature.
  package let features: Tensor

  /// One number an example: a measured value, or the position of its class in `classNames`.
  package let target: Tensor?

  package let featureNames: [String]
  package let targetName: String?

  /// The classes of a target of text, sorted; empty for a target of numbers.
  package let classNames: [String]

  package init(
    features: Tensor, target: Tensor?, featureNames: [String], targetName: String?,
    classNames: [String]
  ) {
    self.features = features
    self.target = target
    self.featureNames = featureNames
    self.targetName = targetName
    self.classNames = classNames
  }
}
