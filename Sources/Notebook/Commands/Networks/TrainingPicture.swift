import Diagnostics
import Language
import Networks
import Plots
import StyledText
import Tensors

/// What `train ... plot=true` draws: the losses, and the classes where there are two features.
struct TrainingPicture {
  private let label: String
  private let testLabel: String?
  private let boundary: Boundary?
  private let learnt: [String]
  /// Where the classes are drawn from: the parameters and running statistics, in their order.
  let places: [UnsafeMutablePointer<Double>?]

  /// Low enough for a window of 24 rows.
  private static let height = 12

  init(
    _ request: TrainRequest, learnt: [String], in session: inout Session, _ source: SourceText
  ) {
    label = request.loss.label
    testLabel = request.test?.label
    // What cannot be drawn as classes is trained all the same.
    let wanted = session.state.classification(behind: request.loss, learnt: Set(learnt))
    let boundary = wanted.flatMap { try? Boundary($0, in: &session, source: source) }
    self.boundary = boundary
    self.learnt = learnt
    places = learnt.map { boundary?.entries(of: $0) }
  }

  static func style(_ settings: Settings) -> PlotStyle {
    var style = settings.plotStyle
    style.width = settings.width - 1
    style.height = height
    return style
  }

  /// The picture while training is on its way, from what stands at the places.
  /// - Parameter steps: How many steps there will be.
  func plot(losses: [Double], of steps: Int, _ interruption: Interruption) -> any Plot {
    row(chart(losses, test: [], steps: steps), interruption)
  }

  /// The picture of what training came to.
  func plot(_ result: Training.Result, _ settings: TrainingSettings) -> any Plot {
    for (name, value) in zip(learnt, result.parameters + result.statistics) {
      boundary?.bind(name, to: value)
    }
    let test = result.testLosses.enumerated().map { index, loss in
      (Double(min(index * settings.testEvery, result.steps)), loss)
    }
    return row(chart(result.losses, test: test, steps: result.steps), .never)
  }

  private func row(_ losses: Chart, _ interruption: Interruption) -> any Plot {
    guard let classes = try? boundary?.chart(interruption) else { return losses }
    return PlotRow([classes, losses])
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

extension SessionState {
  /// The classifier in a loss of labels, with its data and labels; nil if there is no such thing or
  /// more than one set of two features.
  fileprivate func classification(
    behind loss: Expression, learnt: Set<String>
  ) -> Boundary.Request? {
    guard let (scores, labels) = lossOfLabels(in: loss) else { return nil }
    let points = inOrderOfDependence(scores.freeNames()).filter { name in
      guard let tensor = definitions[name]?.tensor, !learnt.contains(name) else { return false }
      return tensor.shape.rank == 2 && tensor.shape[1] == 2 && tensor.shape[0] > 2
    }
    guard points.count == 1 else { return nil }
    let data = Expression(.name(points[0]), at: scores.range)
    // net(X) is shown as the network is used after training.
    if case .call(let callee, let arguments) = scores.kind, callee.isNetwork(self),
      arguments.first?.value.bareName == points[0]
    {
      return Boundary.Request(classifier: callee, data: data, labels: labels)
    }
    return Boundary.Request(classifier: scores, data: data, labels: labels)
  }

  /// The first call of a loss that compares scores with labels, looked for in facts as well.
  private func lossOfLabels(in loss: Expression) -> (scores: Expression, labels: Expression)? {
    var found: (Expression, Expression)?
    func look(in expression: Expression) {
      expression.visit { part in
        guard found == nil, case .call(let callee, let arguments) = part.kind,
          let name = callee.bareName, Recording.lossesOfLabels.contains(name),
          arguments.count >= 2, arguments[..<2].allSatisfy({ $0.label == nil })
        else { return }
        found = (arguments[0].value, arguments[1].value)
      }
    }
    look(in: loss)
    for name in inOrderOfDependence(loss.freeNames()).reversed() where found == nil {
      if case .fact(let expression)? = definitions[name]?.kind { look(in: expression) }
    }
    return found
  }
}
