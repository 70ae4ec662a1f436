import Glibc

/// What the layers do to the numbers that pass through them, in data.
package struct LabVerdict: Sendable, Equatable {
  /// Of the activations, from the first layer to the last.
  package let activations: Trend
  /// Of ∂L/∂h, from the last layer back to the first.
  package let gradients: Trend
  /// The largest share of saturated entries in a layer, if it is at least `saturation`.
  package let saturated: Double?
  /// The largest share of dead units in a layer, if it is at least `death`.
  package let dead: Double?
  /// The standard deviation of ∂L/∂W of the last layer over that of the first.
  package let weightGradientRatio: Double

  /// Half of a layer's entries at the ends.
  package static let saturation = 0.5
  /// A quarter of a layer's units.
  package static let death = 0.25

  init(_ layers: [LayerRecord]) {
    activations = Trend(layers.map(\.activations))
    gradients = Trend(layers.map(\.gradients).reversed())
    saturated = layers.map(\.saturated).max().flatMap { $0 >= LabVerdict.saturation ? $0 : nil }
    dead = layers.map(\.dead).max().flatMap { $0 >= LabVerdict.death ? $0 : nil }
    weightGradientRatio =
      (layers.last?.weightGradients.deviation ?? .nan)
      / (layers.first?.weightGradients.deviation ?? .nan)
  }

  /// Whether nothing vanishes, explodes, saturates or dies.
  package var survives: Bool {
    activations.kind == .survive && gradients.kind == .survive && saturated == nil && dead == nil
  }
}

extension LabVerdict {
  /// How a standard deviation changes from layer to layer.
  package struct Trend: Sendable, Equatable {
    package enum Kind: Sendable, Equatable { case vanish, survive, explode }

    package let kind: Kind
    /// By how much a layer multiplies it, as the geometric mean: (last/first)^(1/steps).
    package let factor: Double
    /// Last over first.
    package let ratio: Double
    /// The first layer on the way, from 0, with numbers that are not finite.
    package let overflow: Int?
    /// The first layer on the way, from 0, where it is 0.
    package let zero: Int?

    /// What changes by less than this from first to last survives,
    package static let change = 10.0
    /// and so does what changes by less than this from layer to layer, however many there are.
    package static let slowest = 1.05

    init(_ way: [NumberRecord]) {
      overflow = way.firstIndex { $0.nonFinite > 0 }
      let known = way[..<(overflow ?? way.count)].map(\.spread)
      let first = known.first ?? 1
      // The last that is not 0: where all is 0 no factor can be told.
      let steps = known.lastIndex { $0 > 0 } ?? 0
      ratio = first > 0 ? (known.last ?? 1) / first : 0
      factor =
        steps > 0
        ? exp((log(known[steps]) - log(first)) / Double(steps))
        : known.contains(0) ? 0 : 1
      zero = known.firstIndex(of: 0)
      let isSmaller = ratio < 1 / Trend.change && factor < 1 / Trend.slowest
      let isLarger = ratio > Trend.change && factor > Trend.slowest
      kind = overflow != nil || isLarger ? .explode : zero != nil || isSmaller ? .vanish : .survive
    }
  }
}
