import Foundation
import Differentiation
import Networks
import Operations
import Tensors
import Testing

@Suite("Initialisers")
struct InitialiserTests {
  struct Drawn: Decodable {
    let name: String
    let shape: [Int]
    let number: Double?
    let values: [Double]
  }

  @Test("draw what NumPy draws from the same seed")
  func numPy() throws {
    let drawn: [Drawn] = try Fixture.read("numpy_initialisers")
    #expect(Set(drawn.map(\.name)) == Set(Initialiser.all.map(\.name)))
    for example in drawn {
      var initialiser = try #require(Initialiser.named(example.name))
      initialiser.number = example.number
      var random = RandomState(seed: 7)
      let tensor = try initialiser.draw(Shape(example.shape), &random)
      let isExact = initialiser.name != "orthogonal" && initialiser.name != "lsuv"
      for (own, numPy) in zip(tensor.values, example.values) {
        #expect(abs(own - numPy) <= (isExact ? 0 : 4e-15), "\(example.name) \(example.shape)")
      }
    }
  }

  static let variances: [(String, Double)] = [
    ("small", 1e-4), ("large", 1), ("lecun", 1 / 300), ("xavier", 2 / 500),
    ("xavier_uniform", 2 / 500), ("he", 2 / 300),
  ]

  @Test("have the variance their formula states", arguments: variances)
  func variance(name: String, expected: Double) throws {
    var random = RandomState(seed: 1)
    let weights = try #require(Initialiser.named(name)).draw(Shape([300, 200]), &random)
    let mean = weights.values.reduce(0, +) / 60_000
    let variance = weights.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 60_000
    #expect(abs(variance / expected - 1) < 0.03)
    #expect(abs(mean) < 0.02 * expected.squareRoot())
  }

  @Test(
    "orthogonal has orthonormal columns, or rows where it is wide",
    arguments: [[40, 25], [25, 40], [30, 30], [8, 3, 3, 3], [5], [1, 1]])
  func orthonormal(dimensions: [Int]) throws {
    var random = RandomState(seed: 3)
    let shape = Shape(dimensions)
    let q = try #require(Initialiser.named("orthogonal")).draw(shape, &random)
    let (rows, columns) = (shape[0], shape.count / shape[0])
    func dot(_ i: Int, _ j: Int) -> Double {
      rows >= columns
        ? (0..<rows).reduce(0) { $0 + q.values[$1 * columns + i] * q.values[$1 * columns + j] }
        : (0..<columns).reduce(0) { $0 + q.values[i * columns + $1] * q.values[j * columns + $1] }
    }
    for i in 0..<min(rows, columns) {
      for j in 0..<min(rows, columns) {
        #expect(abs(dot(i, j) - (i == j ? 1 : 0)) < 1e-14)
      }
    }
  }

  @Test("that are stopped leave the random numbers as they were")
  func stopped() throws {
    for initialiser in Initialiser.all where initialiser.name != "zeros" {
      var random = RandomState(seed: 3)
      var isStopped = false
      do {
        _ = try initialiser.draw(Shape([4, 4]), &random, interruption: Interruption { true })
      } catch {
        isStopped = true
      }
      #expect(isStopped)
      #expect(random == RandomState(seed: 3))
    }
  }
}

@Suite("Layer-sequential unit variance")
struct LayerScalingTests {
  @Test("gives every layer variance 1 on its data")
  func unitVariances() throws {
    var random = RandomState(seed: 0)
    var graph = Graph()
    let data = try random.tensor(Shape([200, 8]), from: .normal)
    var node = graph.leaf(data, name: "X", role: .data)
    var weights: [Node] = []
    let orthogonal = try #require(Initialiser.named("orthogonal"))
    for layer in 0..<4 {
      let weight = graph.leaf(
        try orthogonal.draw(Shape([layer == 0 ? 8 : 20, 20]), &random), name: "W\(layer)",
        role: .variable)
      weights.append(weight)
      node = graph.call("relu", graph.matmul(node, weight))
    }
    let scaled = try LayerScaling.scaled(graph, of: node, weights: weights, budget: Budget())
    #expect(scaled.variances.allSatisfy { abs($0 - 1) <= 0.01 })
    // Relu halves what is kept: without scaling the later layers give less and less.
    let outputs = weights.map { LayerScaling.layer(of: $0, in: graph, before: node) }
    #expect(outputs == [1, 2, 3, 4].map { Node($0 * 3 - 1) })
    for (weight, value) in zip(weights, scaled.weights) {
      let slot = try #require(graph.leaves.firstIndex { $0.node == weight })
      graph.rebind(leaf: slot, to: value)
    }
    let run = try Evaluation(graph, of: [node])
    for output in outputs {
      let values = run.tensor(try #require(output)).values
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(variance - 1) <= 0.01)
    }
  }

  @Test("leaves a layer that gives nothing, and tries at most ten times")
  func hopeless() {
    var divisions = 0
    let variances = LayerScaling.run(layers: 2) {
      $0 == 0 ? 0 : 4
    } divide: { _, _ in
      divisions += 1
    }
    #expect(variances == [0, 4])
    #expect(divisions == LayerScaling.rounds)
  }
}
