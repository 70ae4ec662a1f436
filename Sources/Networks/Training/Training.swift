package import Differentiation
import Operations
package import Tensors

/// Makes a loss small by steps against its gradient.
///
/// A step is compiled once and run many times: rows of data, masks and the learning rate are
/// written into its memory, where the update leaves the new parameters.
package final class Training {
  package enum Ending: Sendable, Equatable {
    case finished
    case interrupted
    /// The test loss was smallest after this many steps, whose parameters were kept.
    case stoppedEarly(best: Int)
  }

  /// What training came to.
  package struct Result: Sendable {
    /// How many updates were made.
    package let steps: Int
    package let ending: Ending
    /// In the order of the graph's parameters.
    package let parameters: [Tensor]
    /// The running statistics, in the graph's order.
    package let statistics: [Tensor]
    /// The loss before each update; that of the batch.
    package let losses: [Double]
    /// The test loss before the first update and after every so many.
    package let testLosses: [Double]
  }

  private let settings: TrainingSettings
  private let full: TrainingPlan
  private let smaller: TrainingPlan?
  private let data: [Tensor]
  private var sampler: RowSampler
  private let test: TestLoss?
  private let budget: Budget
  /// The plan of the last step.
  private var current: TrainingPlan
  /// The parameters before the step under way, one after the other.
  private let before: UnsafeMutablePointer<Double>
  private let countOfParameters: Int

  /// - Parameters:
  ///   - graph: The loss of a batch of the sampler's size.
  ///   - smaller: The loss of the smaller last batch, if the sampler has one.
  ///   - data: The tables whose rows fill the graphs' data leaves, in their order.
  package init(
    _ graph: TrainingGraph, smaller: TrainingGraph? = nil, data: [Tensor] = [],
    sampler: RowSampler, settings: TrainingSettings, test: TestLoss? = nil,
    budget: Budget = Budget()
  ) throws(TrainingError) {
    self.settings = settings
    self.data = data
    self.sampler = sampler
    self.test = test
    self.budget = budget
    do throws(EvaluationError) {
      full = try TrainingPlan(graph, settings, budget: budget)
    } catch {
      throw .evaluation(error, inSmallerBatch: false)
    }
    current = full
    do throws(EvaluationError) {
      self.smaller = try smaller.map { graph throws(EvaluationError) in
        try TrainingPlan(graph, settings, budget: budget)
      }
    } catch {
      throw .evaluation(error, inSmallerBatch: true)
    }
    countOfParameters = full.parameterPlaces.reduce(0) { $0 + $1.count }
    before = .allocate(capacity: max(countOfParameters, 1))
    before.initialize(repeating: 0, count: max(countOfParameters, 1))
  }

  deinit { before.deallocate() }

  /// Takes every step.
  /// - Parameters:
  ///   - random: Rows and masks are drawn from it; after a stop it stands as after the last whole
  ///     step.
  ///   - observe: Told the number of steps taken and the last loss, after every step.
  package func run(
    random: inout RandomState, interruption: Interruption = .never,
    observe: (_ steps: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws(TrainingError) -> Result {
    var losses: [Double] = []
    losses.reserveCapacity(min(settings.steps, 1 << 16))
    var watch = EarlyStopping(patience: settings.patience)
    let batch = sampler.batch
    var isSmaller = false
    var step = 0
    var ending = try look(after: 0, &watch, interruption) ? Ending.interrupted : .finished
    if ending == .interrupted { return result(0, ending, losses, watch) }
    steps: while step < settings.steps {
      if interruption.isRequested {
        ending = .interrupted
        break
      }
      let saved = sampler.draws || current.hasMasks ? (random, sampler) : nil
      if sampler.gathers {
        sampler.next(&random) { rows in
          let wanted = rows.count < batch
          if wanted != isSmaller, let smaller {
            let next = wanted ? smaller : full
            next.follow(current)
            (current, isSmaller) = (next, wanted)
          }
          gather(rows, into: current.dataPlaces)
        }
      }
      current.prepare(step: step + 1, rate: settings.rate(at: step), settings)
      remember(current.parameterPlaces)
      do {
        try current.drawMasks(&random, interruption)
        try current.plan.run(interruption)
      } catch {
        switch error as? EvaluationError ?? .interrupted {
        case .interrupted:
          if let saved { (random, sampler) = saved }
          ending = .interrupted
          break steps
        case let failure:
          throw .evaluation(failure, inSmallerBatch: isSmaller)
        }
      }
      let loss = current.plan.number(current.loss)
      guard loss.isFinite, isFinite(current.parameterPlaces) else {
        throw .diverged(
          Divergence(
            after: step, losses, current, isSmaller, parameters: before, settings,
            Budget(bytes: budget.bytes, interruption: interruption)))
      }
      losses.append(loss)
      step += 1
      observe(step, loss)
      guard step % settings.testEvery == 0 || step == settings.steps else { continue }
      if try look(after: step, &watch, interruption) {
        ending = .interrupted
        break
      }
      if watch.isOver {
        ending = .stoppedEarly(best: watch.bestStep)
        break
      }
    }
    return result(step, ending, losses, watch)
  }

  private func result(
    _ steps: Int, _ ending: Ending, _ losses: [Double], _ watch: EarlyStopping
  ) -> Result {
    Result(
      steps: steps, ending: ending, parameters: watch.best ?? current.parameterValues(),
      statistics: watch.bestStatistics ?? current.statisticValues(), losses: losses,
      testLosses: watch.losses)
  }

  /// Notes the test loss, if there is one.
  /// - Returns: Whether the look was interrupted.
  private func look(
    after step: Int, _ watch: inout EarlyStopping, _ interruption: Interruption
  ) throws(TrainingError) -> Bool {
    guard let test else { return false }
    do throws(EvaluationError) {
      show(in: test.places)
      watch.note(
        try test.loss(interruption), after: step, current.parameterValues,
        current.statisticValues)
      return false
    } catch {
      if error == .interrupted { return true }
      throw .test(error)
    }
  }

  /// Hands over what the last step came to, for a look from outside.
  package func show(to other: TestLoss) { show(in: other.places) }

  /// Writes what the last step came to where it is wanted: the parameters, then the running
  /// statistics, in their order.
  package func show(in places: [UnsafeMutablePointer<Double>?]) {
    for (place, source) in zip(places, current.parameterPlaces + current.statisticPlaces) {
      place?.update(from: source.entries, count: source.count)
    }
  }

  // MARK: - Memory

  private func gather(_ rows: UnsafeBufferPointer<Int>, into places: [TrainingPlan.Place]) {
    for (tensor, place) in zip(data, places) {
      let size = tensor.shape.count / max(tensor.shape[0], 1)
      tensor.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        for (index, row) in rows.enumerated() {
          (place.entries + index * size).update(from: start + row * size, count: size)
        }
      }
    }
  }

  private func remember(_ places: [TrainingPlan.Place]) {
    var start = before
    for place in places {
      start.update(from: place.entries, count: place.count)
      start += place.count
    }
  }

  private func isFinite(_ places: [TrainingPlan.Place]) -> Bool {
    // All exponent bits set means infinite or not a number; whole numbers compare in vectors.
    let exponent: UInt64 = 0x7FF0_0000_0000_0000
    var found: UInt64 = 0
    for place in places {
      for index in 0..<place.count {
        found |= place.entries[index].bitPattern & exponent == exponent ? 1 : 0
      }
    }
    return found == 0
  }
}
