import Diagnostics
import Language
import Networks
import StyledText
import Tensors

/// What a `train` line asks for, its words and numbers checked.
struct TrainRequest {
  let loss: Expression
  let optimiser: Optimiser
  /// In the order of the optimiser's options.
  let options: [Double]
  let rate: Double
  let schedule: Schedule
  /// Those that were given.
  let scheduleNumbers: [Double]
  let decay: Double
  /// Updates; nil where epochs are counted.
  let steps: Int?
  let epochs: Int?
  let batch: Int?
  /// The tables whose rows are sampled together.
  let data: [Name]
  let isBagged: Bool
  let wrt: [Name]
  let test: Expression?
  let every: Int?
  let patience: Int?
  /// Whether the loss and the classes are drawn while it trains.
  let isDrawn: Bool
  let reader: CommandReader

  /// The number of updates unless one is given.
  static let defaultSteps = 100

  init(
    _ command: Command, in session: Session, source: SourceText
  ) throws(Diagnostic) {
    let reader = try CommandReader(command, TrainCommand.self, keywords: ["wrt", "over"])
    self.reader = reader
    var numbers = OptionReader(reader, session, source)
    loss = try reader.subject()
    let names = Optimiser.all.map(\.name)
    let optimiser =
      try reader.word("optimizer", of: names).flatMap { Optimiser.named($0) } ?? Optimiser.all[0]
    self.optimiser = optimiser
    var options: [Double] = []
    for option in optimiser.options {
      let value = try numbers.number(option.name) ?? option.value
      guard option.allows(value) else {
        throw EvaluatorDiagnostics.expected(
          "\(option.values) for \(option.name)", at: reader.range(of: option.name))
      }
      options.append(value)
    }
    self.options = options
    for name in reader.options.keys.sorted() where Optimiser.isOption(name) {
      guard optimiser.options.contains(where: { $0.name == name }) else {
        throw TrainingDiagnostics.optionOfOther(
          name, Optimiser.all.filter { $0.options.contains { $0.name == name } }.map(\.name),
          at: reader.range(of: name))
      }
    }
    rate = try numbers.number("lr") ?? optimiser.rate
    guard rate > 0, rate.isFinite else {
      throw TrainingDiagnostics.rate(rate, optimiser, at: reader.range(of: "lr"))
    }
    decay = try numbers.number("decay") ?? 0
    guard decay >= 0, decay.isFinite else {
      throw TrainingDiagnostics.decay(at: reader.range(of: "decay"))
    }
    (schedule, scheduleNumbers) = try numbers.schedule()
    steps = try numbers.whole("steps", atLeast: 0)
    epochs = try numbers.whole("epochs", atLeast: 0)
    if steps != nil, epochs != nil {
      throw TrainingDiagnostics.stepsAndEpochs(at: reader.range(of: "epochs"))
    }
    batch = try numbers.whole("batch", atLeast: 1)
    every = try numbers.whole("every", atLeast: 1)
    patience = try numbers.whole("patience", atLeast: 1)
    isBagged = try reader.word("bootstrap", of: ["true", "false"]) == "true"
    isDrawn = try reader.word("plot", of: ["true", "false"]) == "true"
    data = try reader.names(after: "over")
    wrt = try reader.names(after: "wrt")
    test = try reader.expression("test")
    if data.isEmpty {
      if batch != nil {
        throw TrainingDiagnostics.withoutData("batch", at: reader.range(of: "batch"))
      }
      if isBagged {
        throw TrainingDiagnostics.withoutData("bootstrap", at: reader.range(of: "bootstrap"))
      }
      if optimiser.drawsExamples {
        throw TrainingDiagnostics.withoutData(
          optimiser.name, at: reader.range(of: "optimizer"))
      }
    }
    if test == nil, let option = ["patience", "every"].first(where: { reader.options[$0] != nil }) {
      throw TrainingDiagnostics.withoutTest(option, at: reader.range(of: option))
    }
  }

  /// How rows are chosen, of so many.
  func order(rows: Int) throws(Diagnostic) -> RowSampler.Order {
    if let batch {
      guard batch <= rows else {
        throw TrainingDiagnostics.batch(
          batch, rows: rows, data.map(\.text), at: reader.range(of: "batch"))
      }
      return .batches(batch)
    }
    return optimiser.drawsExamples ? .single : .all
  }

  /// Everything the engine needs to know.
  /// - Parameter bytes: Memory that the losses may fill as well.
  func settings(
    _ sampler: RowSampler, bytes: Int
  ) throws(Diagnostic) -> TrainingSettings {
    let steps: Int
    if let epochs {
      let (product, overflows) = epochs.multipliedReportingOverflow(by: sampler.stepsOfEpoch)
      steps = overflows ? .max : product
    } else {
      steps = self.steps ?? TrainRequest.defaultSteps
    }
    let most = min(Shape.maximumCount, bytes / 16)
    guard steps <= most else {
      throw TrainingDiagnostics.tooManySteps(
        most, at: reader.range(of: epochs == nil ? "steps" : "epochs"))
    }
    var settings = TrainingSettings(optimiser, schedule: schedule, steps: steps, rate: rate)
    settings.options = options
    settings.scheduleNumbers = schedule.numbers(scheduleNumbers, steps: steps)
    settings.decay = decay
    settings.patience = patience
    let epoch = sampler.order == .all ? max(steps / 100, 1) : sampler.stepsOfEpoch
    settings.testEvery = every ?? epoch
    return settings
  }

  /// The line that comes to what was done when training was stopped after some steps.
  func command(stoppedAfter steps: Int, _ settings: TrainingSettings) -> Command {
    func number(_ value: Double) -> Expression {
      Expression(.number(value, spelling: NumberText.exact(value)), at: loss.range)
    }
    func option(_ name: String, _ value: Expression) -> Command.Item {
      .option(Name(name, at: loss.range), .expression(value))
    }
    var command = reader.command
    command.items.removeAll { item in
      guard case .option(let name, _) = item else { return false }
      return ["steps", "epochs", "every"].contains(name.text)
        || name.text == "schedule" && !schedule.parameters.isEmpty
    }
    command.items.append(option("steps", number(Double(steps))))
    // What followed from the number of steps stays as it was.
    if !schedule.parameters.isEmpty {
      let callee = Expression(.name(schedule.name), at: loss.range)
      let arguments = settings.scheduleNumbers.map { Argument(number($0)) }
      command.items.append(
        option("schedule", Expression(.call(callee, arguments), at: loss.range)))
    }
    if test != nil { command.items.append(option("every", number(Double(settings.testEvery)))) }
    return command
  }
}
