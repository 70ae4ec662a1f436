import Networks
import Operations
import Tensors
import Testing

@Suite("Optimisers")
struct OptimiserTests {
  struct Fixtures: Decodable {
    struct Case: Decodable {
      let optimiser: String
      let rate: Double
      let options: [Double]
      let decay: Double
      let losses: [Double]
      let weights: [Double]
    }

    let X, Y, W: [Double]
    let cases: [Case]

    func problem(penalty: Double = 0) -> Problem {
      Problem.leastSquares(
        Tensor(shape: Shape([5, 3]), values: X), Tensor(shape: Shape([5, 2]), values: Y),
        Tensor(shape: Shape([3, 2]), values: W), penalty: penalty)
    }
  }

  @Test("take PyTorch's steps, with and without weight decay")
  func torch() throws {
    let fixtures: Fixtures = try Fixture.read("torch_optimisers")
    #expect(Set(fixtures.cases.map(\.optimiser)) == ["gd", "momentum", "adam"])
    for example in fixtures.cases {
      var settings = TrainingSettings.named(example.optimiser, steps: 20, rate: example.rate)
      if !example.options.isEmpty { settings.options = example.options }
      settings.decay = example.decay
      let result = try Training.run(fixtures.problem().graph, settings)
      #expect(result.ending == .finished)
      for (own, torch) in zip(
        result.losses + result.parameters[0].values, example.losses + example.weights)
      {
        #expect(abs(own - torch) < 1e-13, "\(example.optimiser) \(example.decay)")
      }
    }
  }

  @Test("an L2 penalty λ/2 ‖W‖² is weight decay λ under gradient descent")
  func decayIsPenalty() throws {
    let fixtures: Fixtures = try Fixture.read("torch_optimisers")
    var settings = TrainingSettings.named("gd", steps: 50, rate: 0.1)
    let penalised = try Training.run(fixtures.problem(penalty: 0.3).graph, settings)
    settings.decay = 0.3
    let decayed = try Training.run(fixtures.problem().graph, settings)
    for (a, b) in zip(penalised.parameters[0].values, decayed.parameters[0].values) {
      #expect(abs(a - b) <= 4 * abs(a).ulp)
    }
  }

  @Test("weight decay alone shrinks weights by 1 - ηλ each step")
  func shrinking() throws {
    let flat = Problem.curve(from: 3) { graph, w in graph.multiply(w, graph.constant(0)) }
    // A loss that does not depend on w leaves the decay alone.
    var settings = TrainingSettings.named("gd", steps: 5, rate: 0.5)
    settings.decay = 0.2
    let result = try Training.run(flat, settings)
    let expected = (0..<5).reduce(3.0) { w, _ in w * (1 - 0.5 * 0.2) }
    #expect(abs((result.parameters[0].scalar ?? 0) - expected) < 1e-15)
  }

  static let schedules: [(String, [Double], [Int: Double])] = [
    ("constant", [], [0: 0.5, 9: 0.5]),
    ("cosine", [], [0: 0.5, 1: 0.4877641290737884, 5: 0.25, 9: 0.012235870926211617]),
    ("step", [4, 0.1], [0: 0.5, 3: 0.5, 4: 0.05, 9: 0.005]),
    ("exponential", [0.9], [0: 0.5, 1: 0.45, 9: 0.19371024450000007]),
    ("linear", [], [0: 0.5, 1: 0.45, 9: 0.05]),
    ("inverse", [2], [0: 0.5, 2: 0.25, 4: 0.5 / 3]),
    ("warmup", [5], [0: 0.1, 3: 0.4, 4: 0.5, 9: 0.5]),
  ]

  @Test("schedules change the learning rate as their formula says", arguments: schedules)
  func schedule(name: String, numbers: [Double], rates: [Int: Double]) throws {
    var settings = TrainingSettings.named("gd", steps: 10, rate: 0.5, schedule: name)
    settings.scheduleNumbers = settings.schedule.numbers(numbers, steps: 10)
    for (step, rate) in rates { #expect(abs(settings.rate(at: step) - rate) < 1e-15) }
  }

  @Test("every schedule is tested")
  func allSchedules() {
    #expect(Set(Schedule.all.map(\.name)) == Set(OptimiserTests.schedules.map(\.0)))
  }

  @Test("a schedule scales the steps")
  func scheduledSteps() throws {
    // J = w has the gradient 1: w falls by the learning rate.
    let line = Problem.curve(from: 0) { graph, w in graph.append(.multiply, w, graph.constant(1)) }
    let settings = TrainingSettings.named("gd", steps: 10, rate: 0.5, schedule: "linear")
    let result = try Training.run(line, settings)
    let sum = (0..<10).reduce(0.0) { $0 + 0.5 * (1 - Double($1) / 10) }
    #expect(abs((result.parameters[0].scalar ?? 0) + sum) < 1e-14)
  }
}
