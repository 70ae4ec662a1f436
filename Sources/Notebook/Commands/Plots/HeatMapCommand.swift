import Diagnostics
import Language
import Plots
import Tensors

/// A matrix as a picture.
enum HeatMapCommand: NotebookCommand {
  static let name = "heatmap"
  static let category = CommandCategory.plots
  static let summary = "Draws a matrix, its numbers as shades."
  static let usage = "heatmap W [range=-1..1] [numbers=true|false]"
  static let options =
    [
      CommandOption(
        "range", "from..to", "the numbers between which the shades go, all there are unless given"),
      CommandOption(
        "numbers", "true|false", "whether numbers stand in the cells: up to 8×8 unless said"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "Numbers of both signs are shown around zero: blue below, white at zero, orange above; others "
        + "from dark to bright. Where there are no colours for that, the denser a sign the greater "
        + "the number. A matrix larger than the screen is averaged in blocks, and the picture says so."
    ),
    .text("A vector is one row. A row of pixels is an image once it is reshaped."),
  ]
  static let examples = [
    "heatmap [1, -2, 3; 0, 1, -1]", "heatmap outer(sin(arange(0, 9)), cos(arange(0, 24))) height=9",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, HeatMapCommand.self)
    let expression = try reader.subject()
    let style = try PlotOptions(reader, in: session, source: source).style
    var options = OptionReader(reader, session, source)
    let range = try options.range("range")
    let numbers = try reader.word("numbers", of: ["true", "false"]).map { $0 == "true" }
    let tensor = try session.evaluate([expression], in: source, expression.range)[0]
    let shape = tensor.shape
    guard (1...2).contains(shape.rank) else {
      throw FieldDiagnostics.noMatrix(expression.shortText, shape, at: expression.range)
    }
    let map = HeatMap(
      expression.label, rows: shape.rank == 1 ? 1 : shape[0], columns: shape[shape.rank - 1],
      tensor.values, shape: "\(shape)", range: range, showsNumbers: numbers)
    return Outcome(drawing: map, name: expression.bareName, style: style)
  }
}
