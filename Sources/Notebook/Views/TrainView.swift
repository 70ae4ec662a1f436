import Networks
import Plots
import StyledText

/// What training came to.
struct TrainView {
  let label: String
  let testLabel: String?
  let settings: TrainingSettings
  let sampler: RowSampler
  let result: Training.Result
  /// The loss on all data, then the accuracy if there is one.
  let before: [Double]
  var after: [Double]
  /// How long the steps took; nil where output must not change from run to run.
  var duration: Duration?
  /// What was trained, where the line did not say.
  var trained: [String] = []
  /// Values that were set and that the line did not name either.
  var left: [String] = []
  /// The names of what was kept of losses, as far as there was room.
  var histories: [String] = []
  /// The losses, and the classes where they can be drawn.
  var picture: (any Plot)?

  init(
    label: String, testLabel: String?, settings: TrainingSettings, sampler: RowSampler,
    result: Training.Result, before: [Double], after: [Double]
  ) {
    self.label = label
    self.testLabel = testLabel
    self.settings = settings
    self.sampler = sampler
    self.result = result
    self.before = before
    self.after = after
  }

  var steps: Int { result.steps }
  var ending: Training.Ending { result.ending }

  /// ```
  /// 2000 steps of gd, lr 1
  ///   J         1.0986 → 0.256599
  ///   accuracy   33.3% → 97.3%
  ///   history   loss
  /// ```
  func text(_ shown: Settings) -> StyledText {
    var lines = picture?.lines(TrainingPicture.style(shown)) ?? []
    lines += head.wrapped(to: shown.width, indent: 2)
    guard steps > 0 else { return lines.joined() }
    var rows: [(name: StyledText, first: StyledText, last: StyledText)] = []
    func number(_ value: Double) -> StyledText { ValueView.number(value, shown) }
    rows.append((StyledText(label, .name), number(before[0]), number(after[0])))
    if before.count > 1, after.count > 1 {
      rows.append(("accuracy", TrainView.accuracy(before[1]), TrainView.accuracy(after[1])))
    }
    if let testLabel, let first = result.testLosses.first, let last = result.testLosses.last {
      rows.append((StyledText(testLabel, .name), number(first), number(last)))
    }
    let widest = rows.map(\.first.width).max() ?? 0
    var table = TextTable(columns: [TextTable.Column(), TextTable.Column()], indent: 2)
    for row in rows {
      let padding = String(repeating: " ", count: widest - row.first.width)
      table.append([row.name, StyledText(padding) + row.first + StyledText(" → ") + row.last])
    }
    lines += table.lines(width: shown.width)
    if let pace { lines.append("  " + pace) }
    if after[0] > before[0] {
      let text =
        StyledText("  ") + StyledText(label, .name)
        + StyledText(" grew: the steps were too long; try a smaller lr", .warning)
      lines += text.wrapped(to: shown.width, indent: 2)
    }
    if case .stoppedEarly(let best) = ending, let smallest = result.testLosses.min() {
      let text =
        StyledText("  stopped early: ") + StyledText(testLabel ?? "", .name)
        + StyledText(" was smallest, ") + number(smallest)
        + StyledText(
          best == 0
            ? ", before the first step, whose values are kept"
            : ", after \(EvaluatorDiagnostics.count(best, "step")), whose values are kept")
      lines += text.wrapped(to: shown.width, indent: 2)
    }
    if !left.isEmpty {
      let text =
        StyledText("  ") + EvaluatorDiagnostics.styledList(left)
        + StyledText(left.count == 1 ? " stays as it was set" : " stay as they were set")
        + StyledText("; wrt says what is trained", .faint)
      lines += text.wrapped(to: shown.width, indent: 2)
    }
    if histories.first != "loss" {
      let text =
        histories.first.map { "loss is a name of yours, so the losses are kept as \($0)" }
        ?? "loss and loss_history are names of yours, so the losses are not kept"
      lines += StyledText("  \(text)", .faint).wrapped(to: shown.width, indent: 2)
    }
    return lines.joined()
  }

  /// `2000 steps of gd on W and b, lr 1, batches of 32 of 300 rows`
  private var head: StyledText {
    var text =
      StyledText(EvaluatorDiagnostics.count(steps, "step"))
      + StyledText(" of \(settings.optimiser.name)") + on + StyledText(", lr ")
      + StyledText(NumberText.significant(settings.rate), .number)
    if !settings.schedule.parameters.isEmpty { text += StyledText(", \(settings.schedule.name)") }
    if settings.decay > 0 {
      text += ", decay " + StyledText(NumberText.significant(settings.decay), .number)
    }
    switch sampler.order {
    case .all: break
    case .single: text += StyledText(", one of \(sampler.rows) rows a step")
    case .batches(let size): text += StyledText(", batches of \(size) of \(sampler.rows) rows")
    }
    return text
  }

  /// `1.56 s, 2,260 steps/s`
  private var pace: StyledText? {
    guard let duration, steps > 0 else { return nil }
    let seconds = duration / .seconds(1)
    let speed = TrainView.grouped(seconds > 0 ? Double(steps) / seconds : 0)
    return StyledText("\(DurationText.text(duration)), \(speed) steps/s", .faint)
  }

  /// ` on W and b`: a network by its own name, many values by their number.
  private var on: StyledText {
    var names: [String] = []
    for name in trained {
      let whole = name.prefix { $0 != "." }
      if !names.contains(String(whole)) { names.append(String(whole)) }
    }
    if names.isEmpty { return StyledText() }
    return names.count > 6
      ? StyledText(" on \(names.count) values")
      : StyledText(" on ") + EvaluatorDiagnostics.styledList(names)
  }

  /// `97.3%`
  static func accuracy(_ share: Double) -> StyledText {
    StyledText(ShareText.tenths(share), .number)
  }

  /// `26,300`: three digits, in groups of three.
  static func grouped(_ value: Double) -> String {
    guard value.isFinite, value < 1e15 else { return "many" }
    if value < 1000 { return NumberText.significant(value, digits: 3) }
    var unit = 1.0
    while value / unit >= 1000 { unit *= 10 }
    let digits = String(Int((value / unit).rounded() * unit))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  var json: JSON {
    .object([
      ("optimizer", .text(settings.optimiser.name)), ("lr", .number(settings.rate)),
      ("steps", .number(Double(steps))), ("before", .number(before[0])),
      ("after", .number(after[0])),
      ("accuracy", after.count > 1 ? .number(after[1]) : .null),
      ("test", result.testLosses.last.map { .number($0) } ?? .null),
    ])
  }
}
