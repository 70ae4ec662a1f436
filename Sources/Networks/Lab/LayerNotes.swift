import Operations
import Tensors

/// Looks at the numbers of a network that has been run.
struct LayerNotes {
  let network: LayerStack
  let ends: FlatEnds
  let bins: InitialisationLab.Bins
  let gradientBins: InitialisationLab.Bins
  let interruption: Interruption

  func record(of layer: Int) throws(Interrupted) -> LayerRecord {
    let sizes = network.sizes
    let activations = network.numbers(network.outputs[layer], sizes.dataShape)
    var tally = NumberTally(below: ends.low, above: ends.high)
    let summary = try TensorSummary(of: activations, interruption: interruption) {
      tally.count($0)
    }
    let zeros = tally.zeros
    if ends.isOfInput, ends.exist {
      tally = NumberTally(below: ends.low, above: ends.high)
      tally.count(network.numbers(network.ends[layer], sizes.dataShape))
    }
    // A unit can be dead only if that many entries are 0.
    let dead = zeros < sizes.points ? 0 : activations.zeroColumns(width: sizes.units)
    // Before anything else is read: they are still near.
    let counts = try histogram(activations, summary, bins)
    let gradients = network.numbers(network.outputGradients[layer], sizes.dataShape)
    let slopes = network.numbers(network.weightGradients[layer], sizes.weightShape)
    let gradientSummary = try TensorSummary(of: gradients, interruption: interruption)
    let slopeSummary = try TensorSummary(of: slopes, interruption: interruption)
    return LayerRecord(
      activations: NumberRecord(summary, of: activations.count),
      saturated: Double(tally.outside) / Double(activations.count),
      zeros: Double(zeros) / Double(activations.count),
      dead: Double(dead) / Double(sizes.units),
      gradients: NumberRecord(gradientSummary, of: gradients.count),
      weightGradients: NumberRecord(slopeSummary, of: slopes.count),
      histogram: counts,
      weightGradientHistogram: try histogram(slopes, slopeSummary, gradientBins))
  }

  private func histogram(
    _ values: UnsafeBufferPointer<Double>, _ summary: TensorSummary,
    _ bins: InitialisationLab.Bins
  ) throws(Interrupted) -> HistogramCounts {
    let edges: [Double]
    switch bins {
    case .edges(let own): edges = own
    case .equal(let count):
      let range = summary.count > 0 ? summary.smallest...summary.largest : 0...0
      edges = HistogramCounts.equalBins(count, over: range)
    }
    return try HistogramCounts(of: values, edges: edges, interruption: interruption)
  }
}
