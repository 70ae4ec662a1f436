import Networks
import Operations
import Tensors

/// Small losses to train on, recorded by hand.
struct Problem {
  let graph: TrainingGraph
  let data: [Tensor]

  /// mean (X W - Y)², plus λ/2 ΣW² if asked for; rows of X and Y may be batches.
  static func leastSquares(
    _ X: Tensor, _ Y: Tensor, _ W: Tensor, rows: Int? = nil, penalty: Double = 0
  ) -> Problem {
    var graph = Graph()
    func batch(_ tensor: Tensor) -> Tensor {
      guard let rows else { return tensor }
      let shape = Shape([rows] + tensor.shape.dimensions.dropFirst())
      return Tensor(shape: shape, values: Array(tensor.values.prefix(shape.count)))
    }
    let x = graph.leaf(batch(X), name: "X", role: .data)
    let y = graph.leaf(batch(Y), name: "Y", role: .data)
    let w = graph.leaf(W, name: "W", role: .variable)
    let error = graph.subtract(graph.matmul(x, w), y)
    var loss = graph.mean(graph.multiply(error, error), [0, 1])
    if penalty > 0 {
      let square = graph.sumOfAll(graph.multiply(w, w))
      loss = graph.add(loss, graph.multiply(graph.constant(penalty / 2), square))
    }
    return Problem(
      graph: TrainingGraph(graph, loss: loss, parameters: [w], data: [x, y]), data: [X, Y])
  }

  /// f(w) of one number.
  static func curve(from w: Double, _ f: (inout Graph, Node) -> Node) -> TrainingGraph {
    var graph = Graph()
    let leaf = graph.leaf(Tensor(w), name: "w", role: .variable)
    let loss = f(&graph, leaf)
    return TrainingGraph(graph, loss: loss, parameters: [leaf])
  }
}

extension TrainingSettings {
  /// Settings by the names of the tables.
  static func named(
    _ optimiser: String, steps: Int, rate: Double, schedule: String = "constant"
  ) -> TrainingSettings {
    guard let optimiser = Optimiser.named(optimiser), let schedule = Schedule.named(schedule) else {
      preconditionFailure("the table has the name")
    }
    return TrainingSettings(optimiser, schedule: schedule, steps: steps, rate: rate)
  }
}

extension Training {
  /// Trains on all rows of a recorded loss.
  static func run(
    _ graph: TrainingGraph, _ settings: TrainingSettings, interruption: Interruption = .never
  ) throws -> Result {
    var random = RandomState(seed: 0)
    return try Training(graph, sampler: RowSampler(.all, rows: 0), settings: settings)
      .run(random: &random, interruption: interruption)
  }
}
