import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Plots
import StyledText
import Tensors

/// A `train` line on its way: the loss recorded, its parameters and data found and looked at.
struct TrainingRun {
  private let request: TrainRequest
  private let source: SourceText
  /// The loss on all data, with its accuracy if it has one.
  private let whole: Recording
  private let accuracy: Node?
  private let parameters: [String]
  /// The values that were set but most likely not to be learnt.
  private let left: [String]
  /// The running values that every step moves.
  private let statistics: [String]
  /// The tables named after `over`.
  private let data: [(name: Name, tensor: Tensor)]
  private let range: SourceRange

  init(
    _ request: TrainRequest, in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    self.request = request
    self.source = source
    range = request.loss.range
    data = try TrainingRun.tables(request, in: &session, source)
    var whole = try TrainingRun.record(request.loss, in: &session, source)
    (parameters, left) = try TrainingRun.parameters(request, whole, in: &session, source)
    statistics = whole.statistics.map(\.name).filter {
      session.state.definitions[$0]?.tensor != nil
    }
    accuracy = whole.recordAccuracy(of: whole.outputs[0])
    self.whole = whole
    try requireNumbers()
  }

  // MARK: - What is trained

  private static func record(
    _ expression: Expression, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Recording {
    let recording = try session.record([expression], in: source)
    let shape = recording.graph.shape(of: recording.outputs[0])
    guard shape.rank == 0 else {
      throw TrainingDiagnostics.notScalar(shape, at: expression.range)
    }
    return recording
  }

  /// The names to train, in order of evaluation or as asked for, and those that could have been.
  private static func parameters(
    _ request: TrainRequest, _ recording: Recording, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> (trained: [String], left: [String]) {
    let data = Set(request.data.map(\.text))
    guard request.wrt.isEmpty else {
      return (try named(request, recording, data, in: &session, source), [])
    }
    let names = recording.variables(of: recording.outputs[0]).compactMap { recording.names[$0] }
    let targets = recording.targets
    let found = names.filter { !data.contains($0) && !targets.contains($0) }
    // Who states a network means the network; what was typed beside it is most likely data.
    let networks = found.filter { session.state.network(of: $0) != nil }
    let trained = networks.isEmpty ? found : networks
    guard !trained.isEmpty else {
      throw TrainingDiagnostics.nothingToTrain(
        data: names.filter { !found.contains($0) }, at: request.loss.range)
    }
    return (trained, names.filter { !trained.contains($0) && !data.contains($0) })
  }

  /// The names after `wrt`, a network's standing for all it learns.
  private static func named(
    _ request: TrainRequest, _ recording: Recording, _ data: Set<String>,
    in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> [String] {
    let needed = recording.graph.needed(for: [recording.outputs[0]])
    func isRead(_ name: String) -> Bool {
      recording.nodes[name].map { $0.position < needed.count && needed[$0.position] } ?? false
    }
    var found: [String] = []
    for name in request.wrt {
      if data.contains(name.text) { throw TrainingDiagnostics.isData(name.text, at: name.range) }
      let own = try session.withParameters([name], in: source).map(\.text)
      if own == [name.text] {
        guard let definition = session.state.definitions[name.text] else {
          throw EvaluatorDiagnostics.unknownName(
            name.text, at: name.range, candidates: session.state.order)
        }
        guard definition.tensor != nil else {
          throw TrainingDiagnostics.notAParameter(
            name.text, isFact: !definition.isFunction, at: name.range)
        }
      }
      let read = own.filter(isRead)
      guard !read.isEmpty else {
        throw TrainingDiagnostics.doesNotDepend(
          on: name.text, request.loss.shortText, at: name.range)
      }
      found += read.filter { !found.contains($0) }
    }
    return found
  }

  private static func tables(
    _ request: TrainRequest, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> [(name: Name, tensor: Tensor)] {
    var tables: [(name: Name, tensor: Tensor)] = []
    for name in request.data {
      let tensor = try session.evaluate(
        [Expression(.name(name.text), at: name.range)], in: source, name.range)[0]
      guard tensor.shape.rank > 0, tensor.shape.count > 0 else {
        throw TrainingDiagnostics.noRows(name.text, tensor.shape, at: name.range)
      }
      if let first = tables.first, first.tensor.shape[0] != tensor.shape[0] {
        throw TrainingDiagnostics.differentRows(
          (first.name.text, first.tensor.shape[0]), (name.text, tensor.shape[0]), at: name.range)
      }
      tables.append((name, tensor))
    }
    return tables
  }

  /// Refuses data that is not a number before time is spent on it.
  private func requireNumbers() throws(Diagnostic) {
    let needed = whole.graph.needed(for: whole.outputs)
    for leaf in whole.graph.leaves
    where leaf.node.position < needed.count && needed[leaf.node.position] {
      try requireNumbers(leaf.name, leaf.value, range)
    }
    for (name, tensor) in data { try requireNumbers(name.text, tensor, name.range) }
  }

  private func requireNumbers(
    _ name: String?, _ tensor: Tensor, _ range: SourceRange
  ) throws(Diagnostic) {
    guard let index = tensor.values.firstIndex(where: \.isNaN) else { return }
    let place = zip(tensor.shape.strides, tensor.shape.dimensions).map { (index / $0) % $1 }
    throw TrainingDiagnostics.notANumber(name, at: place, range)
  }

  // MARK: - Recording for the engine

  /// The loss on so many of the data's rows.
  private func graph(rows: Int, _ session: Session) throws(Diagnostic) -> (
    graph: TrainingGraph, recording: Recording
  ) {
    var recording = whole
    if !data.isEmpty {
      var state = session.state
      for (name, tensor) in data {
        let shape = Shape([rows] + tensor.shape.dimensions.dropFirst())
        let first = Tensor(shape: shape, values: Array(tensor.values.prefix(shape.count)))
        state.define(
          name.text, as: .value(first, role: .data),
          from: Stated(source: source, range: name.range))
      }
      var recorder = Recorder(state, source: source, budget: session.budget)
      do throws(Diagnostic) {
        try recorder.record([request.loss])
      } catch {
        throw rows == data[0].tensor.shape[0]
          ? error : TrainingDiagnostics.inBatch(error, rows: rows, data.map(\.name.text))
      }
      recording = recorder.recording
    }
    let nodes = recording.nodes
    let needed = recording.graph.needed(for: recording.outputs)
    func node(_ name: String, at range: SourceRange) throws(Diagnostic) -> Node {
      guard let node = nodes[name], node.position < needed.count, needed[node.position] else {
        throw TrainingDiagnostics.doesNotDepend(on: name, request.loss.shortText, at: range)
      }
      return node
    }
    let tables = try data.map { table throws(Diagnostic) in
      try node(table.name.text, at: table.name.range)
    }
    // A fact named as data may have been the only way from a parameter to the loss.
    let leaves = try parameters.map { name throws(Diagnostic) in try node(name, at: range) }
    var statistics: [TrainingGraph.Statistic] = []
    for statistic in recording.statistics {
      guard let value = session.state.definitions[statistic.name]?.tensor else { continue }
      let running =
        nodes[statistic.name]
        ?? recording.graph.leaf(value, name: statistic.name, role: .data)
      statistics.append(
        TrainingGraph.Statistic(
          running: running, batch: statistic.node, momentum: statistic.momentum))
    }
    let graph = TrainingGraph(
      recording.graph, loss: recording.outputs[0],
      parameters: leaves, data: tables,
      masks: recording.masks.map { TrainingGraph.Mask($0.node, rate: $0.rate) },
      statistics: statistics)
    return (graph, recording)
  }

  /// A scalar that follows the parameters without being trained on.
  private func look(
    at recording: Recording, _ outputs: [Node], _ range: SourceRange, _ session: Session
  ) throws(Diagnostic) -> TestLoss {
    do throws(EvaluationError) {
      return try TestLoss(
        recording.graph, outputs: outputs,
        leaves: (parameters + statistics).map { recording.nodes[$0] },
        budget: session.budget)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
  }

  private func values(
    _ look: TestLoss, _ interruption: Interruption
  ) throws(Diagnostic) -> [Double] {
    do throws(EvaluationError) {
      return try look.values(interruption: interruption)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, whole, at: range)
    }
  }

  // MARK: - Training

  /// Takes every step and sets what was learnt.
  func train(_ session: inout Session) throws(Diagnostic) -> TrainView {
    let context = session.context
    let rows = data.first?.tensor.shape[0] ?? 0
    var sampler = RowSampler(try request.order(rows: rows), rows: rows)
    let settings = try request.settings(sampler, bytes: session.budget.bytes)
    let test = try testLoss(in: &session)
    var random = session.state.random
    if request.isBagged { sampler.resample(&random) }
    let full = try graph(rows: sampler.batch, session)
    let smaller = try sampler.smallerBatch.map { rows throws(Diagnostic) in
      try graph(rows: rows, session)
    }
    let overview = try look(
      at: whole, whole.outputs + (accuracy.map { [$0] } ?? []), range, session)
    let learnt = parameters + statistics
    let picture =
      request.isDrawn ? TrainingPicture(request, learnt: learnt, in: &session, source) : nil
    let shown = session.settings
    let clock = ContinuousClock()
    var start = clock.now
    let before = try values(overview, context.interruption)
    let isQuickToLook = clock.now - start < .milliseconds(50)
    start = clock.now
    let result: Training.Result
    do throws(TrainingError) {
      let training = try Training(
        full.graph, smaller: smaller?.graph, data: data.map(\.tensor), sampler: sampler,
        settings: settings, test: test?.loss, budget: session.budget)
      var progress = TrainingProgress(
        context, settings,
        look: {
          training.show(to: overview)
          return try? overview.values(interruption: context.interruption)
        },
        draw: picture.map { picture in
          { losses in
            training.show(in: picture.places)
            return picture.plot(losses: losses, of: settings.steps, context.interruption)
              .lines(TrainingPicture.style(context.fitted(shown))).joined()
          }
        })
      defer { progress.end() }
      result = try training.run(random: &random, interruption: context.interruption) {
        progress.show(step: $0, loss: $1)
      }
    } catch {
      let recordings = [full.recording] + (smaller.map { [$0.recording] } ?? [])
      throw diagnostic(error, recordings, test?.recording, settings)
    }
    let duration = clock.now - start
    var view = TrainView(
      label: request.loss.shortText, testLabel: request.test?.shortText, settings: settings,
      sampler: sampler, result: result, before: before, after: before)
    view.duration = context.isTerminal ? duration : nil
    if request.wrt.isEmpty { (view.trained, view.left) = (parameters, left) }
    guard result.steps > 0 else { return view }
    session.state.random = random
    let stated = Stated(source: source, range: request.reader.command.range)
    let tensors = result.parameters + result.statistics
    for (name, value) in zip(learnt, tensors) {
      session.state.train(name, to: value, from: stated)
    }
    overview.bind(tensors)
    view.picture = picture?.plot(result, settings)
    if isQuickToLook || result.ending != .interrupted {
      view.after = try values(overview, .never)
    } else {
      // Who stops a long training is not kept waiting: the last step saw nearly the same.
      view.after = [result.losses.last ?? before[0]]
    }
    view.histories = [("loss", result.losses), ("test_loss", result.testLosses)].compactMap {
      name, losses in
      losses.isEmpty ? nil : session.state.keep(history: losses, as: name, from: stated)
    }
    return view
  }

  private func testLoss(
    in session: inout Session
  ) throws(Diagnostic) -> (loss: TestLoss, recording: Recording)? {
    guard let expression = request.test else { return nil }
    let recording = try TrainingRun.record(expression, in: &session, source)
    return (
      try look(at: recording, recording.outputs, expression.range, session), recording
    )
  }

  private func diagnostic(
    _ error: TrainingError, _ recordings: [Recording], _ test: Recording?,
    _ settings: TrainingSettings
  ) -> Diagnostic {
    switch error {
    case .evaluation(let error, let isSmaller):
      EvaluationDiagnostics.diagnostic(error, recordings[isSmaller ? 1 : 0], at: range)
    case .test(let error):
      EvaluationDiagnostics.diagnostic(error, test ?? whole, at: request.test?.range ?? range)
    case .diverged(let divergence):
      TrainingDiagnostics.diverged(
        divergence, recordings[divergence.isSmallerBatch ? 1 : 0], parameters, settings, at: range)
    }
  }
}
