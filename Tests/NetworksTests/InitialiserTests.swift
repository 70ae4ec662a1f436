import Foundation
import Networks
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
      #expect(throws: Interrupted.self) {
        try initialiser.draw(Shape([4, 4]), &random, interruption: Interruption { true })
      }
      #expect(random == RandomState(seed: 3))
    }
  }
}
