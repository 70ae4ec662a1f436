import Diagnostics
import Language
import Plots

/// Curves: functions of one name, losses, columns of numbers.
enum PlotCommand: NotebookCommand {
  static let name = "plot"
  static let category = CommandCategory.plots
  static let summary = "Draws functions of one name, or vectors such as the losses of a training."
  static let usage = "plot e [, e2 ...] [x=-5..5] [over t] [derivative=true]"
  static let options =
    [
      CommandOption(
        "derivative", "true|false", "draw the derivative of each function beside it"),
      CommandOption("points", "number", "at how many places a function is evaluated, 801"),
      CommandOption("log", "x|y|xy", "axes on which equal ratios are equal lengths"),
      CommandOption("ylim", "from..to", "the values to show, all unless given"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "x=-5..5 names what goes through a range, whatever it is called; where none is given, the one "
        + "name of a formula that has no value, or x alone, goes from -5 to 5. A function is evaluated point by point with everything else as it is "
        + "set; facts follow. A function's bare name will do: plot tanh. Where a value is not a "
        + "number the curve has a gap, and the picture says how many there are."),
    .text(
      "A vector is drawn against its index, or over another vector: plot y over t; a matrix "
        + "column by column. More than three curves are drawn in several panels under one scale."),
  ]
  static let examples = [
    "plot sin(x), cos(x) x=-5..5", "plot relu derivative=true",
    "W := 3; J = (W - 1)^2", "plot J W=-2..4 height=8",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(
      command, PlotCommand.self, keywords: ["over"], takesRanges: true)
    guard !reader.expressions.isEmpty else {
      throw CommandDiagnostics.usage(self, at: command.word.range)
    }
    let request = try PlotRequest(reader, in: session, source: source)
    let curves = try request.curves(in: &session)
    let chart = request.chart(curves)
    return Outcome(
      drawing: chart, name: reader.expressions.count == 1 ? reader.expressions[0].bareName : nil,
      style: request.style)
  }
}
