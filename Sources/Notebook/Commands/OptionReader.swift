import Diagnostics
import Language
import Networks
import Operations

/// Options of a command that are numbers.
struct OptionReader {
  private let reader: CommandReader
  private var recorder: Recorder

  init(_ reader: CommandReader, _ session: Session, _ source: SourceText) {
    self.reader = reader
    recorder = Recorder(session.state, source: source, budget: session.budget)
  }

  /// An option as it was written.
  func value(of option: String) -> OptionValue? { reader.options[option] }

  /// A number that is known now.
  mutating func number(_ option: String) throws(Diagnostic) -> Double? {
    guard let expression = try reader.expression(option) else { return nil }
    return try number(expression, option)
  }

  /// A whole number that is known now.
  mutating func whole(
    _ option: String, atLeast least: Int, atMost most: Int = Recorder.mostWhole
  ) throws(Diagnostic) -> Int? {
    guard let expression = try reader.expression(option) else { return nil }
    let value = try number(expression, option)
    let whole = try Recorder.whole(value, option, atMost: most, at: expression.range)
    guard whole >= least else {
      throw EvaluatorDiagnostics.expected("\(least) or more for \(option)", at: expression.range)
    }
    return whole
  }

  /// `schedule=cosine`, `schedule=step(100, 0.5)`.
  mutating func schedule() throws(Diagnostic) -> (Schedule, [Double]) {
    guard let expression = try reader.expression("schedule") else { return (Schedule.all[0], []) }
    let (name, arguments) = expression.wordWithArguments
    guard let schedule = name.flatMap({ Schedule.named($0) }) else {
      throw EvaluatorDiagnostics.notAWord(
        Schedule.all.map(\.name), "schedule", at: expression.range)
    }
    guard arguments.count <= schedule.parameters.count, arguments.allSatisfy({ $0.label == nil })
    else {
      throw TrainingDiagnostics.scheduleCall(schedule, at: expression.range)
    }
    var numbers: [Double] = []
    for (argument, parameter) in zip(arguments, schedule.parameters) {
      let value = try number(argument.value, parameter.name)
      guard parameter.allows(value) else {
        throw EvaluatorDiagnostics.expected(
          "\(parameter.values) for \(parameter.name)", at: argument.value.range)
      }
      numbers.append(value)
    }
    return (schedule, numbers)
  }

  mutating func number(_ expression: Expression, _ what: String) throws(Diagnostic) -> Double {
    try recorder.record([expression])
    return try recorder.number(expression, what)
  }
}

extension Expression {
  /// A word with what stands in brackets behind it: `he`, `normal(0.1)`, `step(100, 0.5)`.
  var wordWithArguments: (word: String?, arguments: [Argument]) {
    switch kind {
    case .name(let word), .string(let word): (word, [])
    case .call(let callee, let arguments): (callee.bareName, arguments)
    default: (nil, [])
    }
  }
}
