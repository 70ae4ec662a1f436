import Differentiation
import Operations
import Tensors

/// One step compiled for batches of one size: loss, gradient and update in one plan.
struct TrainingPlan {
  /// The entries of a leaf in the plan's memory.
  struct Place {
    let entries: UnsafeMutablePointer<Double>
    let count: Int
  }

  /// A mask of dropout and the probability to keep an entry.
  private struct Mask {
    let place: Place
    let keep: Double
  }

  let plan: Plan
  /// With gradient and update, for looking back at a step that failed.
  let graph: Graph
  let loss: Node
  let parameters: [Node]
  let gradients: [Node]
  private let statistics: [Node]
  /// What a step changes: parameters, what the optimiser remembers of them, running statistics.
  let state: [Place]
  let parameterPlaces: [Place]
  let dataPlaces: [Place]
  let statisticPlaces: [Place]
  private let rate: Place
  private let corrections: [Place]
  private let masks: [Mask]
  /// The leaves that change from step to step.
  private let changing: [Node]
  /// How many nodes the loss alone takes; those of the gradient follow.
  let nodesOfLoss: Int

  init(
    _ recorded: TrainingGraph, _ settings: TrainingSettings, budget: Budget
  ) throws(EvaluationError) {
    let optimiser = settings.optimiser
    var graph = recorded.graph
    nodesOfLoss = graph.count
    loss = recorded.loss
    parameters = recorded.parameters
    statistics = recorded.statistics.map(\.running)
    let circuit = graph.gradient(of: recorded.loss, wrt: recorded.parameters)
    gradients = circuit.gradients
    let rate = graph.leaf(Tensor(settings.rate), role: .literal)
    let corrections = optimiser.corrections.map { _ in graph.leaf(Tensor(1), role: .literal) }
    var updates: [(leaf: Node, value: Node)] = []
    for (parameter, gradient) in zip(recorded.parameters, circuit.gradients) {
      let shape = graph.shape(of: parameter)
      var direction = gradient
      if settings.decay != 0 {
        let pull = graph.multiply(graph.constant(settings.decay), parameter)
        direction = graph.add(gradient, pull)
      }
      let slots = optimiser.slots.map { _ in
        graph.leaf(Tensor(repeating: 0, shape: shape), role: .literal)
      }
      let values = optimiser.record(
        &graph,
        Optimiser.Parts(
          parameter: parameter, gradient: direction, slots: slots, rate: rate,
          corrections: corrections, options: settings.options))
      for (leaf, value) in zip([parameter] + slots, values) { updates.append((leaf, value)) }
    }
    for statistic in recorded.statistics {
      let kept = graph.multiply(graph.constant(1 - statistic.momentum), statistic.running)
      let new = graph.multiply(graph.constant(statistic.momentum), statistic.batch)
      updates.append((statistic.running, graph.add(kept, new)))
    }
    changing =
      updates.map(\.leaf) + recorded.data + recorded.masks.map(\.node) + [rate] + corrections
    plan = try Plan(
      graph, outputs: [recorded.loss],
      keeping: recorded.data + recorded.masks.map(\.node) + [rate] + corrections,
      updates: updates, budget: budget)
    self.graph = graph
    let places: (Node) -> Place? = { [plan] node in
      plan.entries(of: node).map { Place(entries: $0, count: graph.shape(of: node).count) }
    }
    func place(_ node: Node) -> Place {
      guard let place = places(node) else { preconditionFailure("a kept leaf has a place") }
      return place
    }
    state = updates.map { place($0.leaf) }
    parameterPlaces = recorded.parameters.map(place)
    dataPlaces = recorded.data.map(place)
    statisticPlaces = recorded.statistics.map { place($0.running) }
    self.rate = place(rate)
    self.corrections = corrections.map(place)
    masks = recorded.masks.map { Mask(place: place($0.node), keep: 1 - $0.rate) }
  }

  var hasMasks: Bool { !masks.isEmpty }

  /// Puts the numbers of a step in place, counted from 1.
  func prepare(step: Int, rate: Double, _ settings: TrainingSettings) {
    self.rate.entries.pointee = rate
    for (place, correction) in zip(corrections, settings.optimiser.corrections) {
      place.entries.pointee = correction(step, settings.options)
    }
  }

  /// Draws every mask of dropout anew.
  func drawMasks(
    _ random: inout RandomState, _ interruption: Interruption
  ) throws(Interrupted) {
    for mask in masks {
      let entries = UnsafeMutableBufferPointer(
        start: mask.place.entries, count: mask.place.count)
      try random.fill(entries, from: .bernoulli(mask.keep), interruption: interruption)
      for index in entries.indices { entries[index] /= mask.keep }
    }
  }

  /// Takes over what the steps of another plan have changed.
  func follow(_ other: TrainingPlan) {
    for (place, source) in zip(state, other.state) {
      place.entries.update(from: source.entries, count: place.count)
    }
  }

  func parameterValues() -> [Tensor] { parameters.map { plan.tensor($0) } }

  func statisticValues() -> [Tensor] { statistics.map { plan.tensor($0) } }

  /// The graph with the values that the last run started from.
  /// - Parameter values: Those of the parameters, one after the other.
  func graph(withParameters values: UnsafeMutablePointer<Double>) -> Graph {
    var graph = graph
    let slots = Dictionary(
      uniqueKeysWithValues: graph.leaves.enumerated().map { ($1.node, $0) })
    for node in changing {
      if let slot = slots[node] { graph.rebind(leaf: slot, to: plan.tensor(node)) }
    }
    var start = values
    for node in parameters {
      let shape = graph.shape(of: node)
      let entries = Array(UnsafeBufferPointer(start: start, count: shape.count))
      if let slot = slots[node] {
        graph.rebind(leaf: slot, to: Tensor(shape: shape, values: entries))
      }
      start += shape.count
    }
    return graph
  }
}
