import Differentiation
import Operations
import Tensors

/// Notes of the layers of a network, taken while it runs: what is looked at is still near.
struct LayerNotes {
  private let network: LayerStack
  private let ends: FlatEnds
  private let bins: InitialisationLab.Bins
  private let gradientBins: InitialisationLab.Bins
  private let interruption: Interruption

  private var outputs: [OutputNotes?]
  /// Of what each activation is applied to.
  private var inputs: [NumberTally?]
  private var outputGradients: [NumberRecord?]
  private var weightGradients: [(record: NumberRecord, histogram: HistogramCounts)?]

  private struct OutputNotes {
    let record: NumberRecord
    let tally: NumberTally
    /// Units that are 0 for every example.
    let dead: Int
    let histogram: HistogramCounts
  }

  init(
    of network: LayerStack, _ ends: FlatEnds, bins: InitialisationLab.Bins,
    gradientBins: InitialisationLab.Bins, interruption: Interruption
  ) {
    (self.network, self.ends, self.interruption) = (network, ends, interruption)
    (self.bins, self.gradientBins) = (bins, gradientBins)
    let layers = network.sizes.layers
    outputs = Array(repeating: nil, count: layers)
    inputs = Array(repeating: nil, count: layers)
    outputGradients = Array(repeating: nil, count: layers)
    weightGradients = Array(repeating: nil, count: layers)
  }

  /// Looks at what the network shows under a number.
  mutating func look(
    at number: Int, _ values: UnsafeBufferPointer<Double>
  ) throws(EvaluationError) {
    let (quantity, layer) = network.exhibits[number]
    do throws(Interrupted) {
      switch quantity {
      case .input:
        var tally = NumberTally(below: ends.low, above: ends.high)
        tally.count(values)
        inputs[layer] = tally
      case .output: outputs[layer] = try notes(of: values)
      case .outputGradient:
        outputGradients[layer] = NumberRecord(
          try TensorSummary(of: values, interruption: interruption), of: values.count)
      case .weightGradient:
        let summary = try TensorSummary(of: values, interruption: interruption)
        weightGradients[layer] = (
          NumberRecord(summary, of: values.count), try histogram(values, summary, gradientBins)
        )
      }
    } catch { throw .interrupted }
  }

  private func notes(
    of values: UnsafeBufferPointer<Double>
  ) throws(Interrupted) -> OutputNotes {
    var tally = NumberTally(below: ends.low, above: ends.high)
    let summary = try TensorSummary(of: values, interruption: interruption) { tally.count($0) }
    // A unit can be dead only if that many entries are 0.
    let dead =
      tally.zeros < network.sizes.points ? 0 : values.zeroColumns(width: network.sizes.units)
    return OutputNotes(
      record: NumberRecord(summary, of: values.count), tally: tally, dead: dead,
      histogram: try histogram(values, summary, bins))
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

  /// The records of the layers of which everything has been seen.
  func records() -> [LayerRecord] {
    let sizes = network.sizes
    let count = Double(sizes.dataShape.count)
    return (0..<sizes.layers).compactMap { layer in
      guard let output = outputs[layer], let gradients = outputGradients[layer],
        let slopes = weightGradients[layer]
      else { return nil }
      return LayerRecord(
        activations: output.record,
        saturated: Double((inputs[layer] ?? output.tally).outside) / count,
        zeros: Double(output.tally.zeros) / count,
        dead: Double(output.dead) / Double(sizes.units),
        gradients: gradients, weightGradients: slopes.record, histogram: output.histogram,
        weightGradientHistogram: slopes.histogram)
    }
  }
}
