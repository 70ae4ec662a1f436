import Networks
import Plots
import StyledText
import Tensors

/// What all small histograms of a picture are drawn over.
struct SharedScale {
  let edges: [Double]
  let label: String
  private let isLogarithmic: Bool

  /// 60 bins can be joined into 30, 20, 15, 12, 10 or 6.
  private static let bins = 60
  /// What a healthy layer applies its activation to: three standard deviations.
  private static let inputs = (-96...96).map { Double($0) / 32 }

  /// Where the scale ends, however steep an activation is.
  private static let farthest = 1e6

  /// What activations make of numbers from -3 to 3, to the next half: what lies just beyond does not
  /// count, unless it is much.
  init(_ activations: [Activation]) {
    let outputs = activations.flatMap { $0.sampled(at: SharedScale.inputs).map(\.output) }
      .filter(\.isFinite).map { min(max($0, -SharedScale.farthest), SharedScale.farthest) }
    func isMuch(_ count: Int) -> Bool { count * 20 > outputs.count }
    var low = (((outputs.min() ?? -1) + 0.06) * 2).rounded(.down) / 2
    if isMuch(outputs.count { $0 < low }) { low -= 0.5 }
    var high = (((outputs.max() ?? 1) - 0.06) * 2).rounded(.up) / 2
    if isMuch(outputs.count { $0 > high }) { high += 0.5 }
    edges = HistogramCounts.equalBins(SharedScale.bins, over: low...max(high, low + 1))
    label = "h"
    isLogarithmic = false
  }

  /// The sizes of the weights' gradients, in decades: two below and one above their spreads.
  init(gradientsOf runs: [LabRun]) {
    let spreads = runs.flatMap { $0.layers.map(\.weightGradients.deviation) }
      .filter { $0 > 0 && $0.isFinite }
    let least = max((spreads.min() ?? 0.1) / 100, .leastNormalMagnitude)
    let greatest = min((spreads.max() ?? 1) * 10, .greatestFiniteMagnitude)
    edges = HistogramBins.logarithmic(LabText.decades(least, greatest), count: SharedScale.bins)
    label = "|∂L/∂W|"
    isLogarithmic = true
  }

  /// Numbers of a network, as far on both sides of zero as the largest reaches, or the decades of
  /// sizes.
  init(_ sources: [HistogramSource], isLogarithmic: Bool) {
    if isLogarithmic {
      let sizes = sources.flatMap { source in source.values.filter { $0 > 0 && $0.isFinite } }
      let decades = LabText.decades(sizes.min() ?? 0.1, sizes.max() ?? 1)
      edges = HistogramBins.logarithmic(decades, count: SharedScale.bins)
    } else {
      let largest =
        sources.filter { $0.summary.count > 0 }
        .map { max(abs($0.summary.smallest), abs($0.summary.largest)) }.max() ?? 0
      let end = LabText.roundedUp(largest)
      edges = HistogramCounts.equalBins(SharedScale.bins, over: -end...end)
    }
    label = isLogarithmic ? "size" : "value"
    self.isLogarithmic = isLogarithmic
  }

  /// The same on both sides of zero, with a bin between them.
  var signedEdges: [Double] { edges.reversed().map { -$0 } + edges }

  /// Counts over `signedEdges` by size alone.
  func folded(_ counts: HistogramCounts) -> Multiples.Counts {
    let bins = SharedScale.bins
    return Multiples.Counts(
      bins: (0..<bins).map { counts.counts[bins - 1 - $0] + counts.counts[bins + 1 + $0] },
      below: counts.counts[bins],
      above: counts.below + counts.above + counts.negativeInfinities + counts.positiveInfinities)
  }

  /// The activations of a layer, without those that are exactly 0 if they are many.
  func counts(_ layer: LayerRecord, withoutZeros: Bool) -> Multiples.Counts {
    var counts = Multiples.Counts(layer.histogram)
    if withoutZeros, let bin = edges.dropLast().lastIndex(where: { $0 <= 0 }) {
      let zeros = (layer.zeros * Double(layer.histogram.total)).rounded()
      counts.bins[bin] = max(counts.bins[bin] - Int(zeros), 0)
    }
    return counts
  }

  var shown: Multiples.BinScale {
    let (low, high) = (edges[0], edges[edges.count - 1])
    let text = isLogarithmic ? LabText.power : { NumberText.significant($0) }
    return Multiples.BinScale(
      label, bins: SharedScale.bins, low: text(low), middle: low == -high ? "0" : "",
      high: text(high))
  }
}
