import Networks
import Tensors

/// A number that the lab leaves for each layer or setting.
struct LabNumbers: Sendable {
  /// `sd`, read as `lab.sd`.
  let name: String
  let meaning: String
  /// One number for each layer, or one alone.
  let values: @Sendable (LabRun) -> [Double]
  /// Whether there is one for each layer.
  let isByLayer: Bool

  static let all: [LabNumbers] = [
    alone("survives", "1 where activations and gradients survive, 0 elsewhere.") {
      $0.survives ? 1 : 0
    },
    byLayer("mean", "Mean of each layer's activations.") { $0.activations.mean },
    byLayer("sd", "Their standard deviation.") { $0.activations.deviation },
    byLayer("saturated", "The share of entries near an end of the activation.") { $0.saturated },
    byLayer("zeros", "The share of entries that are exactly 0.") { $0.zeros },
    byLayer("dead", "The share of units that are 0 for every point.") { $0.dead },
    byLayer("gradsd", "The standard deviation of ∂L/∂h.") { $0.gradients.deviation },
    byLayer("weightgradsd", "The standard deviation of ∂L/∂W.") {
      $0.weightGradients.deviation
    },
    alone("factor", "By what a layer multiplies the sd of activations.") {
      $0.activations.factor
    },
    alone("gradfactor", "By what a layer multiplies that of ∂L/∂h on the way back.") {
      $0.gradients.factor
    },
  ]

  private static func byLayer(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (LayerRecord) -> Double
  ) -> LabNumbers {
    LabNumbers(
      name: name, meaning: meaning, values: { $0.layers.map(value) }, isByLayer: true)
  }

  private static func alone(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (LabVerdict) -> Double
  ) -> LabNumbers {
    LabNumbers(name: name, meaning: meaning, values: { [value($0.verdict)] }, isByLayer: false)
  }

  /// Layers, or settings × layers where there are several; one number, or one for each setting.
  func tensor(_ runs: [LabRun]) -> Tensor {
    let rows = runs.map(values)
    var sizes = runs.count > 1 ? [runs.count] : []
    if isByLayer { sizes.append(rows.first?.count ?? 0) }
    return Tensor(shape: Shape(sizes), values: rows.flatMap(\.self))
  }
}
