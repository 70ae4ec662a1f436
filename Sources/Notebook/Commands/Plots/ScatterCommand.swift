import Diagnostics
import Language
import Plots
import Tensors

/// Points, each with the sign of its class.
enum ScatterCommand: NotebookCommand {
  static let name = "scatter"
  static let category = CommandCategory.plots
  static let summary = "Draws points: the rows of a matrix or two vectors, a sign for each class."
  static let usage = "scatter X [y] [columns=0,1]  or  scatter a b [y]"
  static let options = [PlaneColumns.option] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "A matrix holds a point in each row; after it come the labels: whole numbers, or rows with a "
        + "single 1. A vector holds one coordinate of each point; after it comes the vector of the "
        + "other, then the labels. Up to \(ClassLabels.most) classes have signs of their own. Where "
        + "several points fall into one place of the screen, the class with most of them is shown.")
  ]
  static let examples = [
    "X := [0, 0; 0, 1; 1, 0; 1, 1]; y := [0, 1, 1, 0]", "scatter X y height=6",
    "t := linspace(0, 2 * pi, 40); scatter cos(t) sin(t) height=8",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, ScatterCommand.self)
    let expressions = reader.expressions
    guard (1...3).contains(expressions.count) else {
      throw CommandDiagnostics.usage(
        self, at: expressions.dropFirst(3).first?.range ?? command.word.range)
    }
    let style = try PlotOptions(reader, in: session, source: source).style
    let range = expressions[0].range.union(expressions[expressions.count - 1].range)
    let tensors = try session.evaluate(expressions, in: source, range)
    var options = OptionReader(reader, session, source)
    let names = expressions.map(\.label)
    let points: ClassedPoints
    let axes: (String, String)
    let isMatrix = tensors[0].shape.rank != 1
    if isMatrix {
      guard expressions.count < 3 else {
        throw CommandDiagnostics.usage(self, at: expressions[2].range)
      }
      let columns = try PlaneColumns(
        tensors[0], reader, &options, text: expressions[0].shortText, at: expressions[0].range)
      points = columns.points(tensors[0])
      axes = (
        PlaneColumns.label(names[0], columns.across), PlaneColumns.label(names[0], columns.up)
      )
    } else {
      points = try pair(tensors, expressions, reader)
      axes = (names[0], names[1])
    }
    let coordinates = isMatrix ? 1 : 2
    let own = isMatrix ? names[0] : "\(names[1]) over \(names[0])"
    guard expressions.count > coordinates else {
      let series = Chart.Series("", x: points.x, y: points.y)
      return Outcome(
        drawing: Chart(own, x: Axis(axes.0), y: Axis(axes.1), [.points(series)]), style: style)
    }
    let labels = try ClassLabels(
      tensors[coordinates], rows: points.x.count, of: expressions[0].shortText,
      text: expressions[coordinates].shortText, at: expressions[coordinates].range,
      help: FieldDiagnostics.twoVectors)
    let series = points.series(labels.labels.map(String.init), labels.classes)
    let chart = Chart(
      "\(own) by \(names[coordinates])", x: Axis(axes.0), y: Axis(axes.1),
      series.map { .points($0) })
    return Outcome(drawing: chart, style: style)
  }

  /// The points whose coordinates two vectors hold.
  private static func pair(
    _ tensors: [Tensor], _ expressions: [Expression], _ reader: CommandReader
  ) throws(Diagnostic) -> ClassedPoints {
    let first = expressions[0]
    guard tensors.count > 1 else {
      throw FieldDiagnostics.noPoints(first.shortText, tensors[0].shape, at: first.range)
    }
    if let value = reader.options["columns"] {
      throw FieldDiagnostics.noColumns(first.shortText, at: value.range)
    }
    guard tensors[1].shape == tensors[0].shape else {
      throw tensors[1].shape.rank == 1
        ? PlotDiagnostics.differentLengths(
          first.label, tensors[0].shape[0], expressions[1].label, tensors[1].shape[0],
          at: expressions[1].range)
        : FieldDiagnostics.differentRows(
          first.shortText, tensors[0].shape[0], expressions[1].shortText, tensors[1].shape,
          at: expressions[1].range)
    }
    return ClassedPoints(x: tensors[0].values, y: tensors[1].values)
  }
}
