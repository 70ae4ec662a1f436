import Diagnostics
import Language
import Plots
import Tensors

/// Which class a classifier gives to every point around its data.
enum BoundaryCommand: NotebookCommand {
  static let name = "boundary"
  static let category = CommandCategory.plots
  static let summary = "Draws which class a classifier gives to every point around its data."
  static let usage = "boundary net X y [columns=0,1]"
  static let options =
    [
      CommandOption(
        "columns", "i,j",
        "the two columns to show where there are more than two; the others stay at their means")
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "The classifier is a network, a function of rows, or an expression in which the name of the "
        + "data stands for the points of the picture: boundary softmax(X @ W + b) X y. Facts follow. "
        + "A network is used as after training: train=false."),
    .text(
      "With a column of scores for each class the largest decides. A single column tells two labels "
        + "apart: it stands for the greater one where it is above 0.5, if it ends in sigmoid or a "
        + "comparison, or above 0, if it is any other score. A comma parts expressions where a bracket "
        + "would join them: boundary f, X, (t + 1) / 2."),
  ]
  static let examples = [
    "X := [0, 0; 0, 1; 1, 0; 1, 1]; y := [0, 1, 1, 0]",
    "net = affine(2, 8) -> tanh -> affine(8, 2); J = cross_entropy(net(X), y);",
    "train J steps=200 lr=0.5;", "boundary net X y height=10",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, BoundaryCommand.self)
    guard reader.expressions.count == 3 else {
      throw FieldDiagnostics.needsThree(
        at: reader.expressions.dropFirst(3).first?.range ?? command.word.range)
    }
    let style = try PlotOptions(reader, in: session, source: source).style
    var options = OptionReader(reader, session, source)
    var request = Boundary.Request(
      classifier: reader.expressions[0], data: reader.expressions[1],
      labels: reader.expressions[2])
    if reader.options["columns"] != nil {
      let data = try session.evaluate([request.data], in: source, request.data.range)[0]
      let columns = try PlaneColumns(
        data, reader, &options, text: request.data.shortText, at: request.data.range)
      request.columns = (columns.across, columns.up)
    }
    let boundary = try Boundary(request, in: &session, source: source)
    return Outcome(
      drawing: try boundary.chart(session.context.interruption),
      name: request.classifier.bareName, style: style)
  }
}
