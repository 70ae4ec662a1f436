import Diagnostics
import Differentiation
import Language
import Operations
import Plots
import Tensors

/// A classifier looked at over a plane: recorded and compiled once, to be drawn again and again while
/// its parameters change.
///
/// The name of the data is replaced by points of the plane, a fixed number at a time; facts follow.
struct Boundary {
  /// What is to be drawn.
  struct Request {
    /// A network, a function of one argument, or an expression of the data.
    var classifier: Expression
    var data: Expression
    var labels: Expression
    /// The columns of the data that the picture shows; nil for two columns.
    var columns: (across: Int, up: Int)?
  }

  private let request: Request
  private let columns: (across: Int, up: Int)
  private let data: Tensor
  private let labels: ClassLabels
  /// The class of each row's label among those of the classifier.
  private let classes: [Int]
  private let names: [String]
  private let rule: DecisionRule
  private let recording: Recording
  private let plan: Plan
  private let rows: Node
  private let grid: FieldGrid

  /// The points that are classified at once.
  private static let rowsAtOnce = 1024

  init(
    _ request: Request, in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    self.request = request
    let isApplied = session.state.isApplicable(request.classifier)
    if let name = request.classifier.bareName, session.state.definitions[name] == nil,
      !BuiltInNames.isReserved(name)
    {
      throw FieldDiagnostics.noClassifier(
        name, candidates: session.state.order, at: request.classifier.range)
    }
    guard isApplied || request.data.bareName != nil else {
      throw FieldDiagnostics.nameTheData(request.data, at: request.data.range)
    }
    // Read once, since what draws it would draw other rows at each reading; from here on it is known
    // by how it was written, which is a name already or hides none.
    let values = try session.evaluate(
      [request.data, request.labels], in: source, request.classifier.range)
    data = values[0]
    let reading = try Boundary.recorder(
      request.classifier, Name(request.data.description, at: request.data.range), holding: data,
      in: session, source)
    session.keepDraws(reading)
    let whole = try session.values(reading.recording, request.classifier.range)[0]
    let text = request.data.shortText
    guard data.shape.rank == 2, data.shape[0] > 0 else {
      throw FieldDiagnostics.noPoints(text, data.shape, at: request.data.range)
    }
    let width = data.shape[1]
    guard let columns = request.columns ?? (width == 2 ? (0, 1) : nil) else {
      throw FieldDiagnostics.columnChoice(text, width, at: request.data.range)
    }
    self.columns = columns
    labels = try ClassLabels(
      values[1], rows: data.shape[0], of: text, text: request.labels.shortText,
      at: request.labels.range)
    (recording, rows) = try Boundary.record(
      request.classifier, isApplied ? Boundary.hiddenName : request.data.bareName ?? "", width,
      in: session, source)
    guard
      let rule = DecisionRule(
        recording.outputs[0], in: recording.graph, rows: Boundary.rowsAtOnce)
    else {
      throw FieldDiagnostics.noScores(
        request.classifier.shortText, whole.shape, rows: data.shape[0],
        at: request.classifier.range)
    }
    self.rule = rule
    (classes, names) = try Boundary.matched(labels, rule, request)
    let points = Boundary.columns(data, columns)
    grid = FieldGrid(x: FieldGrid.around(points.x), y: FieldGrid.around(points.y))
    do throws(EvaluationError) {
      plan = try Plan(
        recording.graph, outputs: recording.outputs,
        keeping: [rows] + recording.bindings.map(\.node), budget: session.budget)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: request.classifier.range)
    }
    try requireSeparateRows(whole, session.context.interruption)
  }

  // MARK: - Recording

  /// A name that nobody can type, so that it hides nothing.
  private static let hiddenName = "rows of the picture"

  /// The classifier recorded with some rows in the place of the data.
  private static func recorder(
    _ classifier: Expression, _ place: Name, holding rows: Tensor, in session: Session,
    _ source: SourceText
  ) throws(Diagnostic) -> Recorder {
    var state = session.state
    state.define(
      place.text, as: .value(rows, role: .data),
      from: Stated(source: source, range: classifier.range))
    let data = Expression(.name(place.text), at: place.range)
    var recorder = Recorder(state, source: source, budget: session.budget)
    try recorder.record([state.classifying(classifier, data)])
    return recorder
  }

  private static func record(
    _ classifier: Expression, _ name: String, _ width: Int, in session: Session,
    _ source: SourceText
  ) throws(Diagnostic) -> (Recording, Node) {
    let rows = Tensor(repeating: 0, shape: Shape([rowsAtOnce, width]))
    let recording: Recording
    do throws(Diagnostic) {
      recording = try recorder(
        classifier, Name(name, at: classifier.range), holding: rows, in: session, source
      ).recording
    } catch {
      // It could be read with the data itself: it is tied to their number.
      if error.isInterruption { throw error }
      throw FieldDiagnostics.tiedToData(
        classifier.shortText, name, rows: rowsAtOnce, error.message, at: classifier.range)
    }
    let needed = recording.graph.needed(for: recording.outputs)
    guard let leaf = recording.nodes[name], leaf.position < needed.count, needed[leaf.position]
    else {
      throw FieldDiagnostics.ignoresData(
        classifier.shortText, name == hiddenName ? nil : name, at: classifier.range)
    }
    return (recording, leaf)
  }

  /// The labels as classes of the rule, and what all its classes are called.
  private static func matched(
    _ labels: ClassLabels, _ rule: DecisionRule, _ request: Request
  ) throws(Diagnostic) -> ([Int], [String]) {
    let text = request.classifier.shortText
    switch rule {
    case .largest(let columns):
      if let label = labels.labels.first(where: { !(0..<columns).contains($0) }) {
        throw FieldDiagnostics.labelBeyond(
          "\(label)", classes: columns, text, at: request.labels.range)
      }
      guard columns <= ClassLabels.most else {
        throw FieldDiagnostics.tooManyScores(
          text, columns, most: ClassLabels.most, at: request.classifier.range)
      }
      return (labels.classes.map { labels.labels[$0] }, (0..<columns).map(String.init))
    case .above:
      // One label alone is the upper one if it is positive.
      let both =
        switch labels.labels.count {
        case 2: labels.labels
        case 1 where labels.labels[0] > 0: [0, labels.labels[0]]
        case 1: [labels.labels[0], 1]
        default:
          throw FieldDiagnostics.needsTwoClasses(
            text, labels.labels.count, at: request.labels.range)
        }
      let upper = both[1]
      return (
        labels.classes.map { labels.labels[$0] == upper ? 1 : 0 }, both.map(String.init)
      )
    }
  }

  /// Refuses what would classify a row otherwise beside other rows.
  private func requireSeparateRows(
    _ whole: Tensor, _ interruption: Interruption
  ) throws(Diagnostic) {
    let alone = try scores(of: data, interruption)
    // Sums of other lengths may round otherwise.
    let isSame = zip(whole.values, alone).allSatisfy { one, other in
      one == other || one.isNaN && other.isNaN
        || abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1)
    }
    guard whole.values.count == alone.count, isSame else {
      throw FieldDiagnostics.mixesRows(
        request.classifier.shortText, request.data.shortText, at: request.classifier.range)
    }
  }

  // MARK: - Drawing

  /// Gives a parameter the value it has come to.
  func bind(_ name: String, to value: Tensor) {
    for binding in recording.bindings where binding.name == name {
      plan.bind(binding.node, to: value)
    }
  }

  /// The entries of a parameter, to be written in place; nil for what it does not read.
  func entries(of name: String) -> UnsafeMutablePointer<Double>? {
    recording.bindings.first { $0.name == name }.flatMap { plan.entries(of: $0.node) }
  }

  /// The picture as the parameters are now.
  func chart(_ interruption: Interruption = .never) throws(Diagnostic) -> Chart {
    let field = try classes(of: picture, interruption)
    let own = try classes(of: data, interruption)
    let hits = zip(own, classes).count { $0 == $1 }
    let points = Boundary.columns(data, columns)
    let text = request.data.label
    let isFlat = data.shape[1] > 2
    return Chart(
      "\(request.classifier.label)  accuracy \(ShareText.tenths(hits, of: own.count))",
      x: Axis(PlaneColumns.label(text, columns.across)),
      y: Axis(PlaneColumns.label(text, columns.up)),
      points.series(names, classes).map { .points($0) },
      notes: isFlat ? ["the ground is drawn where the other columns have their means"] : [],
      ground: .classes(ClassField(grid, classes: field)))
  }

  private static func columns(
    _ data: Tensor, _ columns: (across: Int, up: Int)
  ) -> ClassedPoints {
    PlaneColumns(across: columns.across, up: columns.up).points(data)
  }

  /// The rows that stand for the points of the picture; other columns have their means.
  private var picture: Tensor {
    let width = data.shape[1]
    var row = (0..<width).map { column in
      let entries = stride(from: column, to: data.values.count, by: width).map {
        data.values[$0]
      }.filter(\.isFinite)
      return entries.reduce(0) { $0 + $1 / Double(entries.count) }
    }
    var values: [Double] = []
    values.reserveCapacity(grid.count * width)
    for index in 0..<grid.count {
      (row[columns.across], row[columns.up]) = grid.middle(index)
      values += row
    }
    return Tensor(shape: Shape([grid.count, width]), values: values)
  }

  private func classes(
    of data: Tensor, _ interruption: Interruption
  ) throws(Diagnostic) -> [Int] {
    rule.classes(try scores(of: data, interruption))
  }

  /// The scores of each row, so many at a time; the last ones are filled up with zeros.
  private func scores(
    of data: Tensor, _ interruption: Interruption
  ) throws(Diagnostic) -> [Double] {
    let (count, width) = (data.shape[0], data.shape[1])
    var scores: [Double] = []
    do throws(EvaluationError) {
      for start in stride(from: 0, to: count, by: Boundary.rowsAtOnce) {
        let rows = min(Boundary.rowsAtOnce, count - start)
        var values = Array(data.values[start * width..<(start + rows) * width])
        values += Array(repeating: 0, count: (Boundary.rowsAtOnce - rows) * width)
        plan.bind(
          self.rows, to: Tensor(shape: Shape([Boundary.rowsAtOnce, width]), values: values))
        try plan.run(interruption)
        let found = try plan.tensor(recording.outputs[0], interruption).values
        scores += found[..<(rows * (found.count / Boundary.rowsAtOnce))]
      }
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: request.classifier.range)
    }
    return scores
  }
}

extension SessionState {
  /// Whether an expression is a network or the bare name of a function, to be applied to the data.
  func isApplicable(_ expression: Expression) -> Bool {
    expression.isNetwork(self) || isFunction(expression)
  }

  /// What a classifier says of data: a network as it is used after training.
  func classifying(_ classifier: Expression, _ data: Expression) -> Expression {
    let range = classifier.range
    if classifier.isNetwork(self) {
      let isTraining = Argument(label: "train", Expression(.name("false"), at: range))
      return Expression(.call(classifier, [Argument(data), isTraining]), at: range)
    }
    return isFunction(classifier)
      ? Expression(.call(classifier, [Argument(data)]), at: range) : classifier
  }
}
