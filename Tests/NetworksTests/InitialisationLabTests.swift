import Differentiation
import Networks
import Operations
import Tensors
import TestSupport
import Testing

@Suite("The initialisation lab")
struct InitialisationLabTests {
  private func run(
    _ initialiser: String, _ activation: String, isNormalised: Bool = false, layers: Int = 10,
    units: Int = 100, points: Int = 1000, seed: UInt32 = 0
  ) throws -> LabRun {
    let setting = LabSetting(
      try #require(Initialiser.reading(initialiser)), try #require(Activation(activation)),
      isNormalised: isNormalised)
    var lab = try InitialisationLab(
      LabSizes(layers: layers, units: units, points: points), seed: seed)
    return try lab.run(setting)
  }

  struct Expected: Decodable {
    let activation, initialiser: String
    let isNormalised: Bool
    let layers: [Layer]

    struct Layer: Decodable {
      let mean, deviation, smallest, largest, zeros, dead: Double
      let counts: [Int]
      let gradientDeviation, weightGradientMean, weightGradientDeviation: Double
    }
  }

  @Test("computes what NumPy does from the same seed")
  func numPy() throws {
    let all: [Expected] = try Fixture.read("numpy_initialisation_lab")
    var lab = try InitialisationLab(LabSizes(layers: 4, units: 20, points: 60), seed: 5)
    for expected in all {
      let setting = LabSetting(
        try #require(Initialiser.named(expected.initialiser)),
        try #require(Activation(expected.activation)), isNormalised: expected.isNormalised)
      let run = try lab.run(setting, bins: .equal(12))
      #expect(run.layers.count == expected.layers.count)
      for (own, numPy) in zip(run.layers, expected.layers) {
        let pairs = [
          (own.activations.mean, numPy.mean), (own.activations.deviation, numPy.deviation),
          (own.activations.summary.smallest, numPy.smallest),
          (own.activations.summary.largest, numPy.largest),
          (own.gradients.deviation, numPy.gradientDeviation),
          (own.weightGradients.mean, numPy.weightGradientMean),
          (own.weightGradients.deviation, numPy.weightGradientDeviation),
          (own.zeros, numPy.zeros), (own.dead, numPy.dead),
        ]
        for (value, wanted) in pairs {
          #expect(abs(value - wanted) <= 1e-10 * max(abs(wanted), numPy.deviation))
        }
        #expect(own.histogram.counts == numPy.counts)
        #expect(own.weightGradientHistogram.total == 400)
      }
    }
  }

  @Test("finds the published fall of tanh under 0.01·randn: 500 units, 4.5 a layer")
  func smallTanh() throws {
    let run = try run("small", "tanh", units: 500)
    for (layer, published) in [0.213, 0.0476, 0.0106].enumerated() {
      #expect(abs(run.layers[layer].activations.deviation / published - 1) < 0.02)
    }
    #expect(abs(1 / run.verdict.activations.factor - 4.5) < 0.1)
    #expect(run.verdict.activations.kind == .vanish && run.verdict.gradients.kind == .vanish)
  }

  @Test("finds what the lecture shows", arguments: [UInt32](0..<4))
  func lecture(seed: UInt32) throws {
    let smallReLU = try run("small", "relu", seed: seed)
    #expect(smallReLU.verdict.activations.kind == .vanish)
    #expect(abs(1 / smallReLU.verdict.activations.factor - 14) < 2)
    let largeReLU = try run("large", "relu", seed: seed)
    #expect(largeReLU.verdict.activations.kind == .explode)
    #expect(largeReLU.verdict.gradients.kind == .explode)
    #expect(abs(largeReLU.verdict.activations.factor - 7) < 1)
    let largeTanh = try run("large", "tanh", seed: seed)
    #expect(largeTanh.verdict.activations.kind == .survive)
    #expect((largeTanh.verdict.saturated ?? 0) > 0.75)
    #expect(largeTanh.layers[9].activations.deviation > 0.9)
    let xavier = try run("xavier", "tanh", seed: seed)
    #expect(xavier.verdict.survives)
    #expect((0.15...0.3).contains(xavier.layers[9].activations.deviation))
    #expect(xavier.layers.allSatisfy { $0.saturated < 0.05 })
    let he = try run("he", "relu", seed: seed)
    #expect(he.verdict.survives)
    #expect(abs(he.layers[0].activations.mean - 0.56) < 0.02)
    #expect(he.layers.allSatisfy { (0.2...1.2).contains($0.activations.mean) })
    #expect(try run("xavier", "relu", seed: seed).verdict.activations.kind == .vanish)
  }

  @Test(
    "is rescued by batch norm",
    arguments: ["small", "large"], ["tanh", "relu", "sigmoid", "elu"])
  func batchNorm(initialiser: String, activation: String) throws {
    let run = try run(initialiser, activation, isNormalised: true, units: 50, points: 400)
    #expect(run.verdict.activations.kind == .survive)
    #expect(run.verdict.saturated == nil)
    let deviations = run.layers.map(\.activations.deviation)
    #expect((deviations.min() ?? 0) > 0.9 * (deviations.max() ?? 1))
  }

  @Test("scales each layer to variance 1 with lsuv", arguments: ["tanh", "relu", "identity"])
  func unitVariances(activation: String) throws {
    let run = try run("lsuv", activation, units: 40, points: 300)
    #expect(run.verdict.activations.kind == .survive)
    if activation == "identity" {
      for layer in run.layers { #expect(abs(layer.activations.deviation - 1) < 0.01) }
    }
  }

  @Test("says when nothing is left, or nothing is finite")
  func extremes() throws {
    let zeros = try run("zeros", "relu", units: 10, points: 20)
    #expect(zeros.verdict.activations.kind == .vanish && zeros.verdict.dead == 1)
    #expect(zeros.verdict.activations.factor == 0 && zeros.verdict.gradients.kind == .vanish)
    // All entries are log 2: what rounding leaves of their mean is no deviation.
    let alike = try run("zeros", "softplus", layers: 6, units: 30, points: 50)
    #expect(alike.layers.allSatisfy { $0.activations.deviation == 0 })
    #expect(alike.verdict.activations.kind == .vanish && alike.verdict.activations.zero == 0)
    let dying = try run("large", "relu", layers: 1000, units: 10, points: 10)
    #expect(dying.verdict.activations.kind == .vanish && dying.verdict.activations.factor > 1)
    #expect((2..<1000).contains(try #require(dying.verdict.activations.zero)))
    let huge = try run("normal(1e200)", "relu", units: 10, points: 20)
    #expect(huge.verdict.activations.kind == .explode)
    #expect(huge.verdict.activations.overflow == 1)
    #expect(huge.layers[5].activations.nonFinite > 0)
    let one = try run("he", "relu", layers: 1, units: 1, points: 1)
    #expect(one.layers.count == 1 && one.verdict.activations.factor == 1)
  }

  @Test("shows all settings the same data and upstream gradient")
  func sameData() throws {
    var lab = try InitialisationLab(LabSizes(layers: 2, units: 8, points: 30), seed: 3)
    let tanh = try #require(Activation("tanh"))
    let relu = try #require(Activation("relu"))
    let he = try #require(Initialiser.named("he"))
    let first = try lab.run(LabSetting(he, tanh))
    _ = try lab.run(LabSetting(try #require(Initialiser.named("zeros")), relu))
    let again = try lab.run(LabSetting(he, tanh))
    #expect(first.layers == again.layers)
    try lab.draw(seed: 4)
    #expect(try lab.run(LabSetting(he, tanh)).layers != first.layers)
  }

  @Test("gives the runs of several settings in their order, each as if it were alone")
  func several() throws {
    let sizes = try LabSizes(layers: 2, units: 8, points: 30)
    var settings: [LabSetting] = []
    for initialiser in ["he", "small"] {
      for (activation, isNormalised) in [("tanh", false), ("relu", false), ("tanh", true)] {
        settings.append(
          LabSetting(
            try #require(Initialiser.named(initialiser)), try #require(Activation(activation)),
            isNormalised: isNormalised))
      }
    }
    #expect(settings.placesByNetwork == [0, 3, 1, 4, 2, 5])
    var lab = try InitialisationLab(sizes, seed: 3)
    let runs = try lab.run(settings)
    #expect(runs.count == settings.count)
    for (setting, run) in zip(settings, runs) {
      var own = try InitialisationLab(sizes, seed: 3)
      #expect(try own.run(setting).layers == run.layers)
      #expect(run.setting.activation == setting.activation)
    }
  }

  @Test("stops when asked, and refuses what does not fit")
  func limits() throws {
    let sizes = try LabSizes(layers: 3, units: 8, points: 30)
    let small = Budget(bytes: 1000)
    #expect {
      try InitialisationLab(sizes, seed: 0, budget: small)
    } throws: { Self.isTooMuch($0, for: small) }
    var lab = try InitialisationLab(sizes, seed: 0)
    let setting = LabSetting(
      try #require(Initialiser.named("he")), try #require(Activation("tanh")))
    #expect(throws: EvaluationError.interrupted) {
      try lab.run(setting, budget: Budget(interruption: Interruption { true }))
    }
    #expect {
      try lab.run(setting, budget: small)
    } throws: { Self.isTooMuch($0, for: small) }
    // Stopped at any moment, it afterwards computes what one that was never stopped does.
    let whole = try lab.run(setting)
    for looks in 0..<100 {
      var stopped = try InitialisationLab(sizes, seed: 1)
      _ = try stopped.run(setting)
      let questions = Questions()
      let interruption = Interruption { questions.next() > looks }
      do throws(EvaluationError) {
        try stopped.draw(seed: 0, interruption)
        _ = try stopped.run(setting, budget: Budget(interruption: interruption))
      } catch { #expect(error == .interrupted) }
      #expect(try stopped.run(setting).layers == whole.layers, "after \(looks) looks")
    }
    #expect(throws: TensorError.self) { try LabSizes(units: 1 << 20, points: 1 << 20) }
  }

  private static func isTooMuch(_ error: any Error, for budget: Budget) -> Bool {
    guard case .tooMuchMemory(let bytes, budget.bytes)? = error as? EvaluationError else {
      return false
    }
    return bytes > budget.bytes
  }
}
