import Networks
import Plots
import StyledText

/// What `train ... plot=true` draws: the losses, and the classes where there are two features.
struct TrainingPicture {
  private let label: String
  private let testLabel: String?

  /// Low enough for a window of 24 rows.
  private static let height = 12

  init(_ request: TrainRequest) {
    label = request.loss.label
    testLabel = request.test?.label
  }

  static func style(_ settings: Settings) -> PlotStyle {
    var style = settings.plotStyle
    style.height = height
    return style
  }

  /// The picture while training is on its way.
  /// - Parameter steps: How many steps there will be.
  func plot(losses: [Double], of steps: Int) -> any Plot {
    PlotRow([chart(losses, test: [], steps: steps)])
  }

  /// The picture of what training came to.
  func plot(_ result: Training.Result, _ settings: TrainingSettings) -> any Plot {
    let test = result.testLosses.enumerated().map { index, loss in
      (Double(min(index * settings.testEvery, result.steps)), loss)
    }
    return PlotRow([chart(result.losses, test: test, steps: result.steps)])
  }

  /// The losses over the steps, on a logarithmic axis where they fall by much.
  private func chart(_ losses: [Double], test: [(x: Double, y: Double)], steps: Int) -> Chart {
    var series = [Chart.Series(label, x: losses.indices.map(Double.init), y: losses)]
    if let testLabel, !test.isEmpty {
      series.append(Chart.Series(testLabel, x: test.map(\.x), y: test.map(\.y)))
    }
    let all = losses + test.map(\.y)
    let isSteep = (all.min() ?? 0) > 0 && (all.max() ?? 0) > 30 * (all.min() ?? 0)
    return Chart(
      series.count == 1 ? label : "",
      x: Axis("step", range: 0...Double(max(steps, 1)), isWhole: true),
      y: Axis(kind: isSteep ? .log : .linear), series.map { .curve($0) })
  }
}
