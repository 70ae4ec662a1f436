import Tensors
import Resources
import Testing

@testable import Datasets

@Suite("A generated dataset")
struct GeneratedDatasetTests {
  private struct SpiralFacts: Decodable {
    struct Small: Decodable {
      let seed: UInt32
      let points: Double
      let classes: Double
      let noise: Double
      let X: [[Double]]
      let next: Double
    }

    let rows: [Int]
    let X: [[Double]]
    let sum: Double
    let W: [Double]
    let small: Small
  }

  @Test("spiral has NumPy's numbers, and what is drawn next continues them")
  func spiral() throws {
    let facts = try Fixture.load("spiral", as: SpiralFacts.self)
    var random = RandomState(seed: 0)
    let table = try BuiltInDatasetTests.table(.spiral, [:], &random)
    #expect(table.features.shape == Shape([300, 2]))
    for (row, expected) in zip(facts.rows, facts.X) {
      let found = Array(table.features.values[2 * row..<2 * row + 2])
      #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "row \(row)")
    }
    #expect(abs(table.features.values.reduce(0, +) - facts.sum) < 1e-12)
    #expect(table.target?.values == (0..<300).map { Double($0 / 100) })
    let weights = facts.W.map { _ in 0.01 * random.normal() }
    #expect(weights.map(\.bitPattern) == facts.W.map(\.bitPattern))
  }

  @Test("spiral has as many points, arms and noise as are asked for")
  func spiralOptions() throws {
    let facts = try Fixture.load("spiral", as: SpiralFacts.self).small
    var random = RandomState(seed: facts.seed)
    let table = try BuiltInDatasetTests.table(
      .spiral, ["points": facts.points, "classes": facts.classes, "noise": facts.noise], &random)
    #expect(table.features.values == facts.X.flatMap { $0 })
    #expect(random.normal() == facts.next)
    let single = try BuiltInDatasetTests.table(.spiral, ["points": 1, "classes": 2, "noise": 0])
    #expect(single.features.values.map(abs) == [0, 0, 0, 0])
  }

  @Test("xor is the four rows of its table, and draws nothing without noise")
  func xor() throws {
    var random = RandomState(seed: 3)
    let table = try BuiltInDatasetTests.table(.xor, [:], &random)
    #expect(table.features == Tensor(shape: Shape([4, 2]), values: [0, 0, 0, 1, 1, 0, 1, 1]))
    #expect(table.target?.values == [0, 1, 1, 0])
    #expect(random == RandomState(seed: 3))
  }

  @Test("xor with noise adds noise · randn(4 · points, 2) to its corners")
  func noisyXor() throws {
    let table = try BuiltInDatasetTests.table(.xor, ["points": 3, "noise": 0.5])
    var random = RandomState(seed: 0)
    let corners: [[Double]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
    let expected = corners.flatMap { corner in
      (0..<3).flatMap { _ in corner.map { $0 + 0.5 * random.normal() } }
    }
    #expect(table.features == Tensor(shape: Shape([12, 2]), values: expected))
    #expect(table.target?.values == [0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0])
  }

  @Test("housing without noise is a single neuron's ReLU of the living area")
  func housing() throws {
    let table = try BuiltInDatasetTests.table(.housing, ["noise": 0, "points": 200])
    #expect(table.features.shape == Shape([200, 1]))
    let prices = try #require(table.target).values
    #expect(prices == table.features.values.map { max(2.4 * $0 - 3, 0) })
    // Both sides of the kink are there.
    #expect(prices.count { $0 == 0 } > 20 && prices.count { $0 > 0 } > 100)
  }

  @Test("housing with four features is a sum of the three neurons of the notes")
  func stackedHousing() throws {
    let table = try BuiltInDatasetTests.table(
      .housing, ["noise": 0, "points": 100, "features": 4])
    #expect(table.features.shape == Shape([100, 4]))
    #expect(table.featureNames == ["living area", "bedrooms", "district", "wealth"])
    let prices = try #require(table.target).values
    for (row, price) in prices.enumerated() {
      let x = Array(table.features.values[4 * row..<4 * row + 4])
      let hidden = [
        max(x[0] + 0.5 * x[1] - 1.5, 0), max(2 - 0.4 * x[2], 0),
        max(3 * x[3] - 0.3 * x[2] + 0.3, 0),
      ]
      #expect(price == max(1.2 * hidden[0] + 0.8 * hidden[1] + 1.5 * hidden[2] - 1, 0))
      #expect((0.5..<4.5).contains(x[0]) && (1...5).contains(x[1]) && (0...9).contains(x[2]))
    }
  }

  @Test("housing never costs less than nothing, however noisy")
  func floor() throws {
    let table = try BuiltInDatasetTests.table(.housing, ["noise": 5])
    #expect(try #require(table.target).values.allSatisfy { $0 >= 0 })
  }

  @Test(
    "leaves the random numbers as they were when it is stopped", arguments: ["spiral", "housing"])
  func interruption(name: String) throws {
    let dataset = try #require(BuiltInDataset.named(name))
    var random = RandomState(seed: 5)
    #expect(throws: Interrupted.self) {
      try dataset.load(
        DatasetOptions(dataset), from: .none, random: &random,
        interruption: Interruption { true })
    }
    #expect(random == RandomState(seed: 5))
  }
}
