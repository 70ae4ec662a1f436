package import Tensors

/// How large the network of the experiment is.
package struct LabSizes: Sendable, Equatable {
  package let layers: Int
  /// Of every layer, and of an example.
  package let units: Int
  /// How many examples there are.
  package let points: Int
  let dataShape: Shape
  let weightShape: Shape

  /// The most layers there can be.
  package static let mostLayers = Network.most.layers

  /// What the weights and activations take at least, with X, the upstream gradient and the gradient
  /// of one layer.
  var bytes: Int {
    ((layers + 3) * dataShape.count + (layers + 1) * weightShape.count)
      * MemoryLayout<Double>.stride
  }

  /// - Parameter layers: At most `mostLayers`; all sizes are from 1 on.
  package init(layers: Int = 10, units: Int = 100, points: Int = 1000) throws(TensorError) {
    precondition(layers > 0 && layers <= LabSizes.mostLayers && units > 0 && points > 0)
    dataShape = try Shape(checking: [points, units])
    weightShape = try Shape(checking: [units, units])
    (self.layers, self.units, self.points) = (layers, units, points)
  }
}
