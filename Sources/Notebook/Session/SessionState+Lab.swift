import Diagnostics
import Networks
import Operations
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

extension SessionState {
  /// Keeps what the lab measured as `lab.survives`, `lab.sd`, `lab.mean`, ...
  /// - Returns: False if `lab` is a name of the person's own.
  mutating func keep(lab runs: [LabRun], from stated: Stated) -> Bool {
    guard isFreeForLab else { return false }
    // The owner of the parts, so that what reads one of them follows the next experiment.
    define(
      LabCommand.name, as: .value(LabNumbers.all[0].tensor(runs), role: .data), from: stated)
    for number in LabNumbers.all {
      define(
        "\(LabCommand.name).\(number.name)", as: .value(number.tensor(runs), role: .data),
        from: stated)
    }
    return true
  }

  /// Whether `lab` means nothing yet, or what an earlier experiment left.
  private var isFreeForLab: Bool { definitions[LabCommand.name].map(isFromLab) ?? true }

  /// Whether the parts of a name are those that an experiment leaves, or would.
  func isFromLab(_ name: String) -> Bool { name == LabCommand.name && isFreeForLab }

  /// Whether an experiment has left its numbers.
  var hasLabNumbers: Bool { definitions[LabCommand.name].map(isFromLab) ?? false }

  private func isFromLab(_ definition: Definition) -> Bool {
    guard case .value(_, role: .data) = definition.kind else { return false }
    return definition.source[definition.range].hasPrefix(LabCommand.name + " ")
  }

  /// The name of a number that belongs to another value: `lab.sd`.
  func measured(_ member: String, of base: String) -> String? {
    let name = "\(base).\(member)"
    guard definitions[name] != nil, let owner = definitions[base], isFromLab(owner) else {
      return nil
    }
    return name
  }
}
