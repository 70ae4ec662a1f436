import Networks
import StyledText
import Tensors

/// How far training is, in lines that are drawn over.
struct TrainingProgress {
  private let sink: (@Sendable (StyledText) -> Void)?
  private let settings: TrainingSettings
  /// The loss on all data and the accuracy, computed when asked for.
  private let look: () -> [Double]?
  /// Draws what the losses so far have come to.
  private let draw: (([Double]) -> StyledText)?
  private var losses: [Double] = []
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var isShown = false
  /// Whether a look at all data has turned out to take long.
  private var isSlow = false

  /// Between two looks at least so long.
  private static let pause = Duration.milliseconds(100)
  private static let slow = Duration.milliseconds(5)

  init(
    _ context: SessionContext, _ settings: TrainingSettings, look: @escaping () -> [Double]?,
    draw: (([Double]) -> StyledText)?
  ) {
    sink = context.progress
    self.settings = settings
    self.look = look
    self.draw = draw
    start = clock.now
    next = start + TrainingProgress.pause
  }

  mutating func show(step: Int, loss: Double) {
    guard let sink else { return }
    if draw != nil { losses.append(loss) }
    let now = clock.now
    guard now >= next else { return }
    isShown = true
    var text =
      StyledText("step \(step)/\(settings.steps)  loss ")
      + StyledText(NumberText.significant(loss, digits: 4), .number)
    if !isSlow, let values = look(), values.count > 1 {
      text += "  accuracy " + TrainView.accuracy(values[1])
      isSlow = clock.now - now > TrainingProgress.slow
    }
    let speed = Double(step) / ((now - start) / .seconds(1))
    text += StyledText("  \(TrainView.grouped(speed)) steps/s", .faint)
    let rest = Double(settings.steps - step) / speed
    if rest.isFinite, rest < 1e9 {
      text += StyledText("  \(DurationText.text(.milliseconds(Int(rest * 1000)))) left", .faint)
    }
    if let draw { text = draw(losses) + "\n" + text }
    sink(text)
    // Looking never takes more than a fifth of the time.
    let end = clock.now
    next = end.advanced(by: max(TrainingProgress.pause, now.duration(to: end) * 4))
  }

  /// Takes what was shown away.
  mutating func end() {
    if isShown { sink?(StyledText()) }
    isShown = false
  }
}
