internal import Differentiation
internal import Glibc
internal import Operations
internal import Tensors

/// The spiral of `benchmarks/peers/spiral.py`: 300 points in three arms, a network 2-100-3 with
/// ReLU, softmax cross entropy plus L2, full batch.
struct Spiral {
  static let points = 100
  static let arms = 3

  private let step: TrainingStep
  private let labels: [Double]

  init() throws {
    var random = RandomState(seed: 0)
    var (x, y): ([Double], [Double]) = ([], [])
    for arm in 0..<Spiral.arms {
      let draws = (0..<Spiral.points).map { _ in random.normal() }
      for (i, draw) in draws.enumerated() {
        let radius = Double(i) / Double(Spiral.points - 1)
        let angle = Double(arm * 4) + 4 * radius + draw * 0.2
        x += [radius * sin(angle), radius * cos(angle)]
        y.append(Double(arm))
      }
    }
    labels = y
    func small(_ shape: [Int]) throws -> Tensor {
      let drawn = try random.tensor(Shape(shape), from: .normal)
      return Tensor(shape: drawn.shape, values: drawn.values.map { 0.01 * $0 })
    }
    var graph = Graph()
    let data = graph.leaf(
      Tensor(shape: Shape([y.count, 2]), values: x), name: "X", role: .data)
    let target = graph.leaf(Tensor(vector: y), name: "y", role: .data)
    let w1 = graph.leaf(try small([2, 100]), name: "W1", role: .variable)
    let b1 = graph.leaf(Tensor(repeating: 0, shape: Shape([100])), name: "b1", role: .variable)
    let w2 = graph.leaf(try small([100, 3]), name: "W2", role: .variable)
    let b2 = graph.leaf(Tensor(repeating: 0, shape: Shape([3])), name: "b2", role: .variable)
    step = try TrainingStep(rate: 1, graph: graph) { graph in
      let hidden = graph.call("relu", try graph.affine(data, w1, b1))
      let scores = try graph.affine(hidden, w2, b2)
      let fit = try graph.call(
        "cross_entropy", [.node(scores), .node(target), .word("mean")])
      let first = try graph.call("l2", [.node(w1)])
      let second = try graph.call("l2", [.node(w2)])
      let size = graph.add(first, second)
      return (scores, graph.add(fit, graph.scale(size, by: 0.0005)), [w1, b1, w2, b2])
    }
  }

  var plan: Plan { step.plan }

  func run(steps: Int) throws -> TrainingResult { try TrainingResult(step, steps: steps) }

  /// The share of points in their own arm.
  func accuracy() -> Double {
    let scores = step.plan.tensor(step.scores).values
    let hits = labels.indices.filter { row in
      let three = scores[row * 3..<row * 3 + 3]
      return three.firstIndex(of: three.max() ?? 0) == row * 3 + Int(labels[row])
    }
    return Double(hits.count) / Double(labels.count)
  }
}
