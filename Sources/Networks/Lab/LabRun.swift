package import Tensors

/// What one setting came to.
package struct LabRun: Sendable {
  package let setting: LabSetting
  /// Where its activation saturates.
  package let ends: FlatEnds
  package let layers: [LayerRecord]
  package let verdict: LabVerdict
}

/// Many numbers of one kind.
package struct NumberRecord: Sendable, Equatable {
  package let summary: TensorSummary
  /// Infinities and what is no number.
  package let nonFinite: Int

  package init(_ summary: TensorSummary, of count: Int) {
    self.summary = summary
    nonFinite = count - summary.count
  }

  package var mean: Double { summary.count > 0 ? summary.mean : .nan }
  /// The standard deviation of the finite numbers.
  package var deviation: Double { summary.count > 0 ? summary.deviation : .nan }
  /// The same, or the size of a number that is alone.
  var spread: Double { summary.count > 1 ? summary.deviation : abs(mean) }
}

/// What is noted of one layer.
package struct LayerRecord: Sendable, Equatable {
  /// h, one number for each unit and example.
  package let activations: NumberRecord
  /// The share of entries near an end that the activation approaches.
  package let saturated: Double
  /// The share of entries that are exactly 0.
  package let zeros: Double
  /// The share of units that are 0 for every example.
  package let dead: Double
  /// ∂L/∂h
  package let gradients: NumberRecord
  /// ∂L/∂W
  package let weightGradients: NumberRecord
  package let histogram: HistogramCounts
  package let weightGradientHistogram: HistogramCounts
}
