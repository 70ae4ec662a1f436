import Differentiation
package import Operations
import Tensors

/// The step after which the loss or a parameter was no finite number.
package struct Divergence: Sendable {
  package enum Place: Sendable, Equatable {
    /// The first node on the way to the loss that is not finite.
    case loss(Node)
    /// The gradient of a parameter, by its place among them, and the node whose local derivative
    /// spoilt it.
    case gradient(Int, through: Node?)
    /// A parameter after the step.
    case update(Int)
  }

  /// Counted from 1.
  package let step: Int
  package let place: Place
  package let isSmallerBatch: Bool
  /// What came out there first: infinite or not a number.
  package let value: Double
  /// A learning rate under which the losses before would not have grown, as far as they tell.
  package let calmerRate: Double?
  /// The graph with the values that the step started from.
  package let graph: Graph

  /// Looks for the place in the step that was run last.
  /// - Parameters:
  ///   - step: The steps before it.
  ///   - parameters: What it started from, one parameter after the other.
  init(
    after step: Int, _ losses: [Double], _ plan: TrainingPlan, _ isSmallerBatch: Bool,
    parameters: UnsafeMutablePointer<Double>, _ settings: TrainingSettings, _ budget: Budget
  ) {
    self.step = step + 1
    self.isSmallerBatch = isSmallerBatch
    calmerRate = Divergence.calmerRate(losses, settings)
    graph = plan.graph(withParameters: parameters)
    (place, value) = Divergence.place(in: graph, plan, budget)
  }

  private static func place(
    in graph: Graph, _ plan: TrainingPlan, _ budget: Budget
  ) -> (Place, Double) {
    let fallback = (Place.loss(plan.loss), plan.plan.number(plan.loss))
    // Too large to be looked at value by value, or not worth waiting for: the loss itself.
    guard
      let run = try? Evaluation(graph, of: [plan.loss] + plan.gradients, budget: budget)
    else { return fallback }
    let onTheWay = graph.needed(for: [plan.loss])
    for position in onTheWay.indices where onTheWay[position] {
      if let value = run.tensor(Node(position)).values.first(where: { !$0.isFinite }) {
        return (.loss(Node(position)), value)
      }
    }
    for (index, gradient) in plan.gradients.enumerated() {
      if let value = run.tensor(gradient).values.first(where: { !$0.isFinite }) {
        return (.gradient(index, through: slope(in: graph, plan, budget)), value)
      }
    }
    for (index, parameter) in plan.parameters.enumerated() {
      if let value = plan.plan.tensor(parameter).values.first(where: { !$0.isFinite }) {
        return (.update(index), value)
      }
    }
    return fallback
  }

  /// The node whose path back first carries something that is not finite.
  private static func slope(in graph: Graph, _ plan: TrainingPlan, _ budget: Budget) -> Node? {
    var graph = graph
    let circuit = graph.gradient(of: plan.loss, wrt: plan.parameters, keepingPaths: true)
    let contributions = circuit.paths.map(\.contribution)
    guard let run = try? Evaluation(graph, of: contributions, budget: budget) else { return nil }
    return circuit.paths.first { !run.tensor($0.contribution).isFinite }?.consumer
  }

  /// On a quadratic of curvature λ a step turns the error by 1 - lr·λ, so the loss grows by
  /// (lr·λ - 1)²; the calm rate is 1/λ. The last growth tells the largest curvature, unless the
  /// curvature itself was growing: then the first growth tells where it began.
  private static func calmerRate(_ losses: [Double], _ settings: TrainingSettings) -> Double? {
    let growths = zip(losses.dropFirst(), losses).map { $0 / $1 }.filter { $0 > 1 && $0.isFinite }
    guard let first = growths.first, let last = growths.last else { return nil }
    let growth = last > 1e6 ? first : last
    return settings.rate(at: losses.count - 1) / (growth.squareRoot() + 1)
  }
}
