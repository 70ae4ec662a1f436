import Diagnostics
import Language
import Operations
import Plots
import Tensors

/// What a `plot` line asks for.
struct PlotRequest {
  private let reader: CommandReader
  private let source: SourceText
  private let points: Int
  private let showsDerivatives: Bool
  private let log: String
  private let ylim: ClosedRange<Double>?
  private let range: SourceRange
  let style: PlotStyle

  /// What the axis below measures, and the curves above it.
  struct Curves {
    let label: String
    let range: ClosedRange<Double>?
    var isWhole = false
    let series: [Chart.Series]
  }

  /// Fine enough for four dots to a column of a wide terminal.
  private static let usualPoints = 801
  private static let mostPoints = 1_000_000
  private static let mostCurves = 24
  private static let usualRange = -5.0...5.0
  private static let usualName = "x"

  init(
    _ reader: CommandReader, in session: Session, source: SourceText
  ) throws(Diagnostic) {
    self.reader = reader
    self.source = source
    var numbers = OptionReader(reader, session, source)
    points = min(
      try numbers.whole("points", atLeast: 2) ?? PlotRequest.usualPoints, PlotRequest.mostPoints)
    ylim = try numbers.range("ylim")
    log = try reader.word("log", of: ["x", "y", "xy", "yx"]) ?? ""
    if let ylim, log.contains("y"), !Scale.isShown(ylim, .log) {
      throw PlotDiagnostics.notPositive("ylim", at: reader.range(of: "ylim"))
    }
    showsDerivatives = try reader.word("derivative", of: ["true", "false"]) == "true"
    style = try PlotOptions(reader, in: session, source: source).style
    range = reader.expressions.reduce(reader.expressions[0].range) { $0.union($1.range) }
  }

  func chart(_ curves: Curves) -> Chart {
    Chart(
      curves.series.count == 1 ? curves.series[0].name : "",
      x: Axis(
        curves.label, kind: kind(of: "x"), range: curves.range, isWhole: curves.isWhole),
      y: Axis("", kind: kind(of: "y"), range: ylim), curves.series.map { .curve($0) })
  }

  private func kind(of axis: Character) -> Scale.Kind { log.contains(axis) ? .log : .linear }

  /// The curves, from wherever they come.
  func curves(in session: inout Session) throws(Diagnostic) -> Curves {
    guard reader.ranges.count <= 1 else {
      throw PlotDiagnostics.oneRange(at: reader.ranges[1].name.range)
    }
    if let asked = reader.ranges.first {
      var numbers = OptionReader(reader, session, source)
      let range = try numbers.range(asked.from, asked.to, asked.name.text)
      return try swept(asked.name, range, in: &session)
    }
    if let name = freeName(session) {
      return try swept(
        Name(name, at: reader.expressions[0].range), PlotRequest.usualRange, in: &session)
    }
    let values = try session.evaluate(reader.expressions, in: source, range)
    if values.allSatisfy({ $0.shape.rank == 0 }) {
      let names = session.state.variables(behind: reader.expressions)
      guard names.count == 1 else {
        throw PlotDiagnostics.needsRange(
          reader.expressions.map(\.shortText), names: names, at: range)
      }
      return try swept(
        Name(names[0], at: reader.expressions[0].range), PlotRequest.usualRange, in: &session)
    }
    return try columns(values, in: &session)
  }

  // MARK: - Functions

  /// The one name that means nothing yet, or the argument of functions that are named alone.
  ///
  /// A name that stands in no formula is misspelt rather than a curve, unless it is the usual one.
  private func freeName(_ session: Session) -> String? {
    let unknown = Set(
      reader.expressions.flatMap { $0.freeNames() }.filter {
        session.state.definitions[$0] == nil && BuiltInNames.constants[$0] == nil
          && !BuiltInNames.isFunction($0)
      })
    if unknown.count == 1, let name = unknown.first {
      let isCurve =
        name == PlotRequest.usualName || reader.expressions.contains { $0.isFormula(of: name) }
      return isCurve ? name : nil
    }
    let isFunction = reader.expressions.contains { session.state.isFunction($0) }
    return unknown.isEmpty && isFunction ? PlotRequest.usualName : nil
  }

  private func swept(
    _ name: Name, _ range: ClosedRange<Double>, in session: inout Session
  ) throws(Diagnostic) -> Curves {
    if let over = reader.afterKeyword["over"]?.first {
      throw PlotDiagnostics.rangeAndOver(name.text, at: over.range)
    }
    let expressions = reader.expressions.map { session.state.applied($0, to: [name]) }
    let sweep = try Sweep(
      expressions, varying: [name], withDerivatives: showsDerivatives, in: &session,
      source: source)
    let kind = kind(of: "x")
    guard Scale.isShown(range, kind) else {
      throw PlotDiagnostics.notPositive(name.text, at: name.range)
    }
    let scale = Scale(kind, range)
    var names: [String] = []
    for (shape, text) in zip(sweep.shapes, labels(expressions, by: name.text)) {
      guard shape.rank <= 1 else {
        throw PlotDiagnostics.notCurves(text, shape, at: self.range)
      }
      names += shape.rank == 0 ? [text] : (0..<shape.count).map { "\(text)[\($0)]" }
      try requireFew(names.count)
    }
    var series = names.map { Chart.Series($0, x: [], y: []) }
    for index in 0..<points {
      let x = scale.number(at: Double(index) / Double(points - 1))
      let entries = try sweep.values(at: [x], session.context.interruption).flatMap(\.values)
      for (curve, y) in entries.enumerated() {
        series[curve].x.append(x)
        series[curve].y.append(y)
      }
    }
    return Curves(label: name.text, range: range, series: series)
  }

  private func labels(_ expressions: [Expression], by name: String) -> [String] {
    let own = expressions.map { $0.label }
    return showsDerivatives ? own + own.map { "∂\($0)/∂\(name)" } : own
  }

  // MARK: - Vectors

  private func columns(
    _ values: [Tensor], in session: inout Session
  ) throws(Diagnostic) -> Curves {
    var series: [Chart.Series] = []
    for (value, expression) in zip(values, reader.expressions) {
      let (text, shape) = (expression.label, value.shape)
      guard (1...2).contains(shape.rank) else {
        throw PlotDiagnostics.notCurves(text, shape, at: expression.range)
      }
      let width = shape.rank == 1 ? 1 : shape[1]
      try requireFew(series.count + width)
      for column in 0..<width {
        let entries = stride(from: column, to: value.values.count, by: max(width, 1))
        series.append(
          Chart.Series(
            shape.rank == 1 ? text : "\(text)[:, \(column)]",
            x: (0..<shape[0]).map(Double.init), y: entries.map { value.values[$0] }))
      }
    }
    guard let over = try self.over(in: &session) else {
      return Curves(label: "index", range: nil, isWhole: true, series: series)
    }
    for index in series.indices {
      guard series[index].y.count == over.values.count else {
        throw PlotDiagnostics.differentLengths(
          series[index].name, series[index].y.count, over.text, over.values.count, at: over.range)
      }
      series[index].x = over.values
    }
    return Curves(label: over.text, range: nil, series: series)
  }

  /// What the curves are drawn over.
  private func over(
    in session: inout Session
  ) throws(Diagnostic) -> (text: String, values: [Double], range: SourceRange)? {
    guard let expressions = reader.afterKeyword["over"] else { return nil }
    guard expressions.count == 1 else {
      throw CommandDiagnostics.usage(PlotCommand.self, at: reader.command.word.range)
    }
    let expression = expressions[0]
    let value = try session.evaluate(expressions, in: source, expression.range)[0]
    guard value.shape.rank == 1 else {
      throw PlotDiagnostics.notCurves(expression.shortText, value.shape, at: expression.range)
    }
    return (expression.label, value.values, expression.range)
  }

  private func requireFew(_ count: Int) throws(Diagnostic) {
    if count > PlotRequest.mostCurves {
      throw PlotDiagnostics.tooManyCurves(count, most: PlotRequest.mostCurves, at: range)
    }
  }
}

extension SessionState {
  /// Whether an expression is the bare name of a function of one argument or more.
  func isFunction(_ expression: Expression) -> Bool {
    guard let name = expression.bareName else { return false }
    return definitions[name]?.isFunction ?? BuiltInNames.isFunction(name)
  }

  /// A function's bare name called with names; any other expression as it is.
  func applied(_ expression: Expression, to names: [Name]) -> Expression {
    guard isFunction(expression) else { return expression }
    let arguments = names.map { Argument(Expression(.name($0.text), at: expression.range)) }
    return Expression(.call(expression, arguments), at: expression.range)
  }

  /// The scalar variables that expressions follow, directly or through facts.
  fileprivate func variables(behind expressions: [Expression]) -> [String] {
    inOrderOfDependence(expressions.flatMap { $0.freeNames() }).filter { name in
      guard case .value(let tensor, role: .variable)? = definitions[name]?.kind else {
        return false
      }
      return tensor.shape.rank == 0
    }
  }
}

extension Expression {
  /// Whether the expression computes with a name, rather than being a name itself.
  fileprivate func isFormula(of name: String) -> Bool {
    bareName == nil && memberName == nil && freeNames().contains(name)
  }

  /// The expression as a picture names it.
  var label: String {
    let text = description
    return text.count <= 40 ? text : text.prefix(39) + "…"
  }
}
