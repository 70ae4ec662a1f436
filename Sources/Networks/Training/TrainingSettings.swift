/// How a loss is made small.
package struct TrainingSettings: Sendable {
  package var optimiser: Optimiser
  /// The numbers of the optimiser's options, in their order.
  package var options: [Double]
  /// The learning rate.
  package var rate: Double
  package var schedule: Schedule
  /// The numbers of the schedule, in their order.
  package var scheduleNumbers: [Double]
  /// Updates.
  package var steps: Int
  /// λ of weight decay: every gradient g becomes g + λW.
  package var decay = 0.0
  /// Steps between two looks at the test loss.
  package var testEvery = 1
  /// How many looks without a smaller test loss end the training.
  package var patience: Int?

  package init(_ optimiser: Optimiser, schedule: Schedule, steps: Int, rate: Double) {
    self.optimiser = optimiser
    self.schedule = schedule
    self.steps = steps
    self.rate = rate
    options = optimiser.options.map(\.value)
    scheduleNumbers = schedule.numbers([], steps: steps)
  }

  /// The learning rate at a step, counted from 0.
  package func rate(at step: Int) -> Double {
    rate * schedule.factor(at: step, scheduleNumbers)
  }
}
