import Diagnostics
import Language
import Plots
import StyledText
import Tensors

/// What a `contour` line asks for, with the function compiled.
struct ContourRequest {
  let expression: Expression
  let style: PlotStyle
  private let sweep: Sweep
  private let names: [Name]
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>
  private let columns: Int
  private let path: Path?

  /// The way that is drawn on the map.
  private enum Path {
    case given([(Double, Double)], name: String)
    case descent(start: (Double, Double), steps: Int, rate: Double)
  }

  private static let usualRate = 0.1
  private static let usualColumns = 97
  private static let mostColumns = 1000
  private static let mostSteps = 100_000

  init(
    _ reader: CommandReader, in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    let subject = try reader.subject()
    expression = subject
    guard reader.ranges.count == 2 else {
      throw FieldDiagnostics.needsTwoRanges(
        subject.shortText,
        at: reader.ranges.dropFirst(2).first?.name.range ?? subject.range)
    }
    let names = reader.ranges.map(\.name)
    self.names = names
    style = try PlotOptions(reader, in: session, source: source).style
    var options = OptionReader(reader, session, source)
    x = try options.range(reader.ranges[0].from, reader.ranges[0].to, names[0].text)
    y = try options.range(reader.ranges[1].from, reader.ranges[1].to, names[1].text)
    columns = min(
      try options.whole("points", atLeast: 2) ?? ContourRequest.usualColumns,
      ContourRequest.mostColumns)
    path = try ContourRequest.path(reader, names, &options, in: &session, source)
    let isDescent = if case .descent? = path { true } else { false }
    sweep = try Sweep(
      [session.state.applied(subject, to: names)], varying: names, withDerivatives: isDescent,
      in: &session, source: source)
    guard sweep.shapes[0].rank == 0 else {
      throw FieldDiagnostics.notANumber(subject.shortText, sweep.shapes[0], at: subject.range)
    }
  }

  // MARK: - The path

  private static func path(
    _ reader: CommandReader, _ names: [Name], _ options: inout OptionReader,
    in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Path? {
    let steps = try options.whole("descend", atLeast: 1)
    let rate = try options.number("lr") ?? usualRate
    guard rate > 0, rate.isFinite else {
      throw FieldDiagnostics.rate(at: reader.range(of: "lr"))
    }
    if steps == nil, let option = ["lr", "start"].first(where: { reader.options[$0] != nil }) {
      throw FieldDiagnostics.onlyForDescent(option, at: reader.range(of: option))
    }
    if let expression = try reader.expression("path") {
      guard steps == nil else {
        throw FieldDiagnostics.pathAndDescent(at: reader.range(of: "descend"))
      }
      let tensor = try session.evaluate([expression], in: source, expression.range)[0]
      guard tensor.shape.rank == 2, tensor.shape[1] == 2, tensor.shape[0] > 0 else {
        throw FieldDiagnostics.noPath(expression.shortText, tensor.shape, at: expression.range)
      }
      let points = PlaneColumns(across: 0, up: 1).points(tensor)
      return .given(Array(zip(points.x, points.y)), name: expression.label)
    }
    guard let steps else { return nil }
    guard steps <= mostSteps else {
      throw FieldDiagnostics.tooManySteps(most: mostSteps, at: reader.range(of: "descend"))
    }
    let start = try self.start(reader, names, &options, session)
    return .descent(start: start, steps: steps, rate: rate)
  }

  private static func start(
    _ reader: CommandReader, _ names: [Name], _ options: inout OptionReader, _ session: Session
  ) throws(Diagnostic) -> (Double, Double) {
    if let value = reader.options["start"] {
      guard case .list(let expressions) = value, expressions.count == 2 else {
        throw FieldDiagnostics.start(at: value.range)
      }
      let start = (
        try options.number(expressions[0], "the start"),
        try options.number(expressions[1], "the start")
      )
      guard start.0.isFinite, start.1.isFinite else {
        throw FieldDiagnostics.start(at: value.range)
      }
      return start
    }
    let missing = names.filter {
      session.state.definitions[$0.text]?.tensor?.scalar?.isFinite != true
    }
    guard missing.isEmpty else {
      throw FieldDiagnostics.noStart(missing.map(\.text), at: reader.range(of: "descend"))
    }
    let numbers = names.map { session.state.definitions[$0.text]?.tensor?.scalar ?? 0 }
    return (numbers[0], numbers[1])
  }

  // MARK: - Drawing

  func chart(_ interruption: Interruption) throws(Diagnostic) -> Chart {
    let rows = max(columns * 2 / 3, 2)
    var values: [Double] = []
    values.reserveCapacity(columns * rows)
    let across = NumberField.steps(x, columns)
    for up in NumberField.steps(y, rows) {
      for step in across { values.append(try sweep.number(at: [step, up], interruption)) }
    }
    let field = NumberField(x: x, y: y, columns: columns, rows: rows, values)
    let (marks, notes) = try pathMarks(interruption)
    return Chart(
      expression.label, x: Axis(names[0].text), y: Axis(names[1].text), marks, notes: notes,
      ground: .contours(ContourMap(field)))
  }

  /// The path with its ends, and where it ends if that cannot be shown.
  private func pathMarks(
    _ interruption: Interruption
  ) throws(Diagnostic) -> (marks: [Chart.Mark], notes: [String]) {
    let points: [(Double, Double)]
    let name: String
    switch path {
    case nil: return ([], [])
    case .given(let given, let text): (points, name) = (given, text)
    case .descent(let start, let steps, let rate):
      points = try descent(from: start, steps, rate, interruption)
      name =
        "\(EvaluatorDiagnostics.count(points.count - 1, "step")), lr \(NumberText.significant(rate))"
    }
    let series = Chart.Series(name, x: points.map(\.0), y: points.map(\.1), isPath: true)
    var (marks, notes) = ([Chart.Mark.curve(series)], [String]())
    if case .descent(_, let steps, _)? = path, points.count - 1 < steps {
      notes.append(FieldDiagnostics.diverged(after: points.count - 1, of: steps))
    }
    for (name, point) in [("start", points[0]), ("end", points[points.count - 1])] {
      func text(_ number: Double) -> String { NumberText.significant(number, digits: 3) }
      let label = "\(name) (\(text(point.0)), \(text(point.1)))"
      if x.contains(point.0), y.contains(point.1) {
        marks.append(.points(Chart.Series(label, x: [point.0], y: [point.1])))
      } else {
        notes.append("\(label) is outside the picture")
      }
    }
    return (marks, notes)
  }

  /// Steps against the gradient, until one comes to what is no number.
  private func descent(
    from start: (Double, Double), _ steps: Int, _ rate: Double, _ interruption: Interruption
  ) throws(Diagnostic) -> [(Double, Double)] {
    var points = [start]
    for _ in 0..<steps {
      let last = points[points.count - 1]
      let outputs = try sweep.values(at: [last.0, last.1], interruption)
      let slope = (outputs[1].values[0], outputs[2].values[0])
      let next = (last.0 - rate * slope.0, last.1 - rate * slope.1)
      guard next.0.isFinite, next.1.isFinite else { break }
      points.append(next)
    }
    return points
  }
}
