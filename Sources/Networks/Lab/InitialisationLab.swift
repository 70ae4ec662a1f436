package import Differentiation
import Operations
package import Tensors

/// The experiment of UCLA C147 lecture 8: what becomes of random numbers on their way through a deep
/// network, and of a gradient on its way back, depends on how the weights are drawn.
///
/// `X = randn(points, units)` goes through the layers; `100*randn(points, units)` comes back as the
/// gradient of some loss with respect to what the last layer gives. An example is a row (the lecture
/// has them in columns).
///
/// All settings see the same numbers. From `RandomState(seed)`, NumPy's, are drawn in this order X, the
/// upstream gradient, then the weights of layer 1, 2, ...; the weights of each setting from there on.
package struct InitialisationLab {
  package let sizes: LabSizes
  /// By what the upstream gradient's random numbers are multiplied.
  package static let upstreamScale = 100.0

  /// From it X and the upstream gradient are drawn.
  private var start: RandomState
  private var prepared: Prepared?

  /// The network of the setting that was run last, with X and the upstream gradient in it.
  private struct Prepared {
    let network: LayerStack
    let ends: FlatEnds
    /// As it is after these have been drawn.
    var random: RandomState
  }

  package init(
    _ sizes: LabSizes, seed: UInt32, budget: Budget = Budget()
  ) throws(EvaluationError) {
    self.sizes = sizes
    start = RandomState(seed: seed)
    // Nobody waits for numbers that cannot be used.
    guard sizes.bytes <= budget.bytes else {
      throw .tooMuchMemory(bytes: sizes.bytes, limit: budget.bytes)
    }
  }

  /// Begins again with the numbers of another seed.
  package mutating func draw(
    seed: UInt32, _ interruption: Interruption = .never
  ) throws(EvaluationError) {
    start = RandomState(seed: seed)
    guard let old = prepared else { return }
    // Stopped on the way, it would have some numbers of one seed and some of another.
    prepared = nil
    prepared = Prepared(
      network: old.network, ends: old.ends, random: try drawData(into: old.network, interruption))
  }

  /// How histograms are cut.
  package enum Bins: Sendable, Equatable {
    /// So many equal bins from the smallest to the largest number of each layer.
    case equal(Int)
    case edges([Double])
  }

  /// Draws the weights, runs the network forth and back, and takes notes of every layer.
  package mutating func run(
    _ setting: LabSetting, bins: Bins = .equal(50), gradientBins: Bins = .equal(50),
    budget: Budget = Budget()
  ) throws(EvaluationError) -> LabRun {
    let prepared = try prepare(for: setting, budget)
    let (network, ends) = (prepared.network, prepared.ends)
    try drawWeights(setting, into: network, prepared.random, budget)
    var notes = LayerNotes(
      of: network, ends, bins: bins, gradientBins: gradientBins, interruption: budget.interruption)
    try network.plan.run(budget.interruption) { number, values throws(EvaluationError) in
      try notes.look(at: number, values)
    }
    let layers = notes.records()
    return LabRun(setting: setting, ends: ends, layers: layers, verdict: LabVerdict(layers))
  }

  // MARK: - The network

  private mutating func prepare(
    for setting: LabSetting, _ budget: Budget
  ) throws(EvaluationError) -> Prepared {
    if let prepared, prepared.network.activation == setting.activation,
      prepared.network.isNormalised == setting.isNormalised
    {
      return prepared
    }
    // Two at once would need twice the memory.
    prepared = nil
    let ends = FlatEnds(of: setting.activation)
    let network = try LayerStack(
      sizes, setting.activation, isNormalised: setting.isNormalised,
      readsInputs: ends.isOfInput && ends.exist, budget: budget)
    let new = Prepared(
      network: network, ends: ends, random: try drawData(into: network, budget.interruption))
    prepared = new
    return new
  }

  /// Draws X and the upstream gradient where the network has them; returns what is to be drawn from
  /// then.
  private func drawData(
    into network: LayerStack, _ interruption: Interruption
  ) throws(EvaluationError) -> RandomState {
    var random = start
    let upstream = network.entries(of: network.upstream)
    do throws(Interrupted) {
      try random.fill(
        network.entries(of: network.data), from: .normal, interruption: interruption)
      try random.fill(upstream, from: .normal, interruption: interruption)
    } catch { throw .interrupted }
    for index in upstream.indices { upstream[index] *= InitialisationLab.upstreamScale }
    return random
  }

  private func drawWeights(
    _ setting: LabSetting, into network: LayerStack, _ state: RandomState, _ budget: Budget
  ) throws(EvaluationError) {
    var random = state
    for weight in network.weights {
      do throws(Interrupted) {
        let drawn = try setting.initialiser.draw(
          sizes.weightShape, &random, interruption: budget.interruption)
        network.plan.bind(weight, to: drawn)
      } catch { throw .interrupted }
    }
    if setting.initialiser.followsData { try scaleWeights(of: network, budget) }
  }

  /// Layer after layer, each on what the scaled ones before it give.
  private func scaleWeights(
    of network: LayerStack, _ budget: Budget
  ) throws(EvaluationError) {
    var graph = Graph()
    let h = graph.leaf(network.plan.tensor(network.data), role: .data)
    let weight = graph.leaf(Tensor(repeating: 0, shape: sizes.weightShape), role: .variable)
    let product = graph.matmul(h, weight)
    let (_, output) = LayerStack.record(
      h, weight, network.activation, network.isNormalised, in: &graph)
    let plan = try Plan(graph, outputs: [product, output], keeping: [h, weight], budget: budget)
    var current = -1
    try LayerScaling.run(layers: sizes.layers) { layer throws(EvaluationError) in
      if layer != current {
        if current >= 0 { plan.bind(h, to: plan.tensor(output)) }
        plan.bind(weight, to: network.plan.tensor(network.weights[layer]))
        current = layer
      }
      try plan.run(budget.interruption)
      return try LayerScaling.variance(
        UnsafeBufferPointer(start: plan.entries(of: product), count: sizes.dataShape.count),
        budget.interruption)
    } divide: { layer, scale in
      for leaf in [plan.entries(of: weight), network.plan.entries(of: network.weights[layer])] {
        guard let leaf else { continue }
        for index in 0..<sizes.weightShape.count { leaf[index] /= scale }
      }
    }
  }
}
