import Differentiation
import Networks
import Operations
import Tensors
import Testing

@Suite("Training")
struct TrainingTests {
  /// Ten rows whose gradients tell which of them a step saw.
  private static let ten = (
    X: Tensor(shape: Shape([10, 1]), values: (0..<10).map(Double.init)),
    Y: Tensor(repeating: 0, shape: Shape([10, 1])),
    W: Tensor(shape: Shape([1, 1]), values: [0.01])
  )

  private func training(
    _ order: RowSampler.Order, _ settings: TrainingSettings, bootstrap seed: UInt32? = nil,
    test: TestLoss? = nil
  ) throws -> Training {
    let (X, Y, W) = TrainingTests.ten
    var sampler = RowSampler(order, rows: 10)
    if let seed {
      var random = RandomState(seed: seed)
      sampler.resample(&random)
    }
    let problem = Problem.leastSquares(X, Y, W, rows: sampler.batch)
    let smaller = sampler.smallerBatch.map { Problem.leastSquares(X, Y, W, rows: $0).graph }
    return try Training(
      problem.graph, smaller: smaller, data: problem.data, sampler: sampler, settings: settings,
      test: test)
  }

  @Test("in batches sees every row once an epoch, in NumPy's order, the last batch smaller")
  func batches() throws {
    var settings = TrainingSettings.named("gd", steps: 9, rate: 1e-30)
    settings.decay = 0
    var random = RandomState(seed: 4)
    let result = try training(.batches(4), settings).run(random: &random)
    // With W fixed a batch's loss is the mean of the squares of its rows.
    var expected: [Double] = []
    var order = RandomState(seed: 4)
    for _ in 0..<3 {
      let rows = order.permutation(10)
      for start in [0, 4, 8] {
        let batch = rows[start..<min(start + 4, 10)]
        let squares = batch.reduce(0.0) { $0 + (0.01 * Double($1)) * (0.01 * Double($1)) }
        expected.append(squares / Double(batch.count))
      }
    }
    for (own, loss) in zip(result.losses, expected) { #expect(abs(own - loss) < 1e-15) }
    #expect(result.losses.count == 9)
    #expect(random == order)
  }

  @Test("batches share parameters and what the optimiser remembers, whatever their size")
  func sharedState() throws {
    // All rows alike: the order and the size of batches make no difference.
    let X = Tensor(repeating: 2, shape: Shape([10, 1]))
    let Y = Tensor(repeating: 1, shape: Shape([10, 1]))
    let W = Tensor(shape: Shape([1, 1]), values: [3])
    let settings = TrainingSettings.named("adam", steps: 7, rate: 0.1)
    let sampler = RowSampler(.batches(4), rows: 10)
    var random = RandomState(seed: 0)
    let batches = try Training(
      Problem.leastSquares(X, Y, W, rows: 4).graph,
      smaller: Problem.leastSquares(X, Y, W, rows: 2).graph, data: [X, Y], sampler: sampler,
      settings: settings
    ).run(random: &random)
    let whole = try Training.run(Problem.leastSquares(X, Y, W).graph, settings)
    for (a, b) in zip(batches.losses, whole.losses) { #expect(abs(a - b) < 1e-14) }
    #expect(abs(batches.parameters[0].values[0] - whole.parameters[0].values[0]) < 1e-14)
  }

  @Test("on single examples draws a row at random each step")
  func single() throws {
    var random = RandomState(seed: 9)
    let settings = TrainingSettings.named("sgd", steps: 20, rate: 1e-30)
    let result = try training(.single, settings).run(random: &random)
    var order = RandomState(seed: 9)
    for loss in result.losses {
      let row = 0.01 * Double(order.integer(in: 0..<10))
      #expect(abs(loss - row * row) < 1e-15)
    }
    #expect(result.losses.count == 20)
  }

  @Test("on a bootstrap sample sees the rows that were drawn, all at once or in batches")
  func bootstrap() throws {
    var order = RandomState(seed: 2)
    let rows = (0..<10).map { _ in Double(order.integer(in: 0..<10)) }
    let squares = rows.reduce(0) { $0 + (0.01 * $1) * (0.01 * $1) }
    let settings = TrainingSettings.named("gd", steps: 2, rate: 1e-30)
    var random = RandomState(seed: 0)
    let whole = try training(.all, settings, bootstrap: 2).run(random: &random)
    for loss in whole.losses { #expect(abs(loss - squares / 10) < 1e-15) }
    let batches = try training(.batches(5), settings, bootstrap: 2).run(random: &random)
    #expect(abs(batches.losses.reduce(0, +) / 2 - squares / 10) < 1e-15)
  }

  @Test("draws masks anew each step")
  func masks() throws {
    var graph = Graph()
    let w = graph.leaf(Tensor(repeating: 1, shape: Shape([6])), name: "w", role: .variable)
    let mask = graph.leaf(Tensor(repeating: 0, shape: Shape([6])), role: .literal)
    let loss = graph.sumOfAll(graph.append(.multiply, w, mask))
    let recorded = TrainingGraph(
      graph, loss: loss, parameters: [w], masks: [TrainingGraph.Mask(mask, rate: 0.25)])
    var random = RandomState(seed: 3)
    let result = try Training(
      recorded, sampler: RowSampler(.all, rows: 0),
      settings: .named("gd", steps: 5, rate: 1e-30)
    ).run(random: &random)
    var draws = RandomState(seed: 3)
    for loss in result.losses {
      let kept = (0..<6).reduce(0.0) { sum, _ in sum + (draws.bernoulli(0.75) ? 1 / 0.75 : 0) }
      #expect(abs(loss - kept) < 1e-14)
    }
    #expect(Set(result.losses).count > 1)
  }

  @Test("keeps running statistics: r ← (1 - m) r + m s")
  func statistics() throws {
    var graph = Graph()
    let w = graph.leaf(Tensor(0), name: "w", role: .variable)
    let running = graph.leaf(Tensor(1), name: "r", role: .data)
    let loss = graph.append(.subtract, w, graph.constant(3))
    let recorded = TrainingGraph(
      graph, loss: loss, parameters: [w],
      statistics: [TrainingGraph.Statistic(running: running, batch: loss, momentum: 0.1)])
    let result = try Training.run(recorded, .named("gd", steps: 3, rate: 1))
    // The batch's values are -3, -4, -5.
    let expected = [-3.0, -4, -5].reduce(1) { 0.9 * $0 + 0.1 * $1 }
    #expect(abs((result.statistics[0].scalar ?? 0) - expected) < 1e-15)
  }

  @Test("with patience stops when the test loss has not fallen, and keeps the best parameters")
  func earlyStopping() throws {
    // Training pulls w from 0 upwards by 1; the test loss is smallest at 3.
    let line = Problem.curve(from: 0) { graph, w in graph.negate(w) }
    var graph = Graph()
    let w = graph.leaf(Tensor(0), name: "w", role: .variable)
    let loss = graph.append(
      .power, graph.append(.subtract, w, graph.constant(3)), graph.constant(2))
    let test = try TestLoss(graph, outputs: [loss], leaves: [w], budget: Budget())
    var settings = TrainingSettings.named("gd", steps: 100, rate: 1)
    settings.patience = 2
    var random = RandomState(seed: 0)
    let result = try Training(
      line, sampler: RowSampler(.all, rows: 0), settings: settings, test: test
    ).run(random: &random)
    #expect(result.ending == .stoppedEarly(best: 3))
    #expect(result.parameters[0].scalar == 3)
    #expect(result.testLosses == [9, 4, 1, 0, 1, 4])
    #expect(result.steps == 5)
  }

  @Test("that is stopped keeps whole steps, and the random numbers that go with them")
  func interrupted() throws {
    let settings = TrainingSettings.named("gd", steps: 1000, rate: 0.001)
    let stop = Counter(limit: 100)
    var random = RandomState(seed: 1)
    let stopped = try training(.batches(3), settings).run(
      random: &random, interruption: Interruption { stop.isReached() })
    #expect(stopped.ending == .interrupted)
    #expect(stopped.steps > 0)
    #expect(stopped.steps < 1000)
    var fewer = settings
    fewer.steps = stopped.steps
    var other = RandomState(seed: 1)
    let whole = try training(.batches(3), fewer).run(random: &other)
    #expect(whole.parameters == stopped.parameters)
    #expect(whole.losses == stopped.losses)
    #expect(random == other)
  }

  @Test("of no steps changes nothing")
  func noSteps() throws {
    var random = RandomState(seed: 0)
    let result = try training(.all, .named("gd", steps: 0, rate: 1)).run(random: &random)
    #expect(result.losses.isEmpty)
    #expect(result.parameters == [TrainingTests.ten.W])
  }

  // MARK: - Divergence

  private func divergence(_ graph: TrainingGraph, rate: Double) throws -> Divergence {
    do {
      _ = try Training.run(graph, .named("gd", steps: 10_000, rate: rate))
    } catch TrainingError.diverged(let divergence) {
      return divergence
    }
    throw Finished()
  }

  private struct Finished: Error {}

  @Test("that diverges names the first node that is not finite")
  func divergedLoss() throws {
    // w ← w - 3·2w = -5w: grows until w² overflows.
    let square = Problem.curve(from: 1) { graph, w in
      graph.append(.add, graph.append(.multiply, w, w), graph.constant(1))
    }
    let diverged = try divergence(square, rate: 3)
    guard case .loss(let node) = diverged.place else {
      Issue.record("\(diverged.place)")
      return
    }
    #expect(diverged.graph.opcode(of: node) == .multiply)
    #expect(diverged.value == .infinity)
    // The curvature is 2.
    #expect(abs((diverged.calmerRate ?? 0) - 0.5) < 1e-12)
    // 5^n passes the root of the largest number after 220 steps; the next one sees it.
    #expect(diverged.step == 222)
  }

  @Test("whose gradient is not finite names the parameter")
  func divergedGradient() throws {
    // √0 has the slope 1/0.
    let root = Problem.curve(from: 0) { graph, w in graph.call("sqrt", w) }
    let diverged = try divergence(root, rate: 1)
    #expect(diverged.place == .gradient(0, through: Node(1)))
    #expect(diverged.step == 1)
  }

  @Test("whose step is too far names the parameter")
  func divergedUpdate() throws {
    let line = Problem.curve(from: 0) { graph, w in graph.multiply(graph.constant(1e10), w) }
    let diverged = try divergence(line, rate: 1e300)
    #expect(diverged.place == .update(0))
  }
}

/// Says yes from some call on.
private final class Counter: @unchecked Sendable {
  private var calls = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func isReached() -> Bool {
    calls += 1
    return calls > limit
  }
}
