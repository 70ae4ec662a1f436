import Diagnostics
import Language
import Plots
import StyledText
import Tensors

/// How the numbers of a value, or of all weights of a network, are spread.
enum HistCommand: NotebookCommand {
  static let name = "hist"
  static let category = CommandCategory.plots
  static let summary = "Draws how numbers are spread: of a value, or of a network's weights."
  static let usage = "hist e [bins=20] [log=true], hist net [gradients=J]"
  static let options =
    [
      CommandOption("bins", "number", "about how many bins, between nice numbers"),
      CommandOption("log", "true|false", "bins of decades on both sides of zero"),
      CommandOption("gradients", "loss", "of a network: the gradients of this loss"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "A bin [a, b) holds a ≤ x < b, the last one b too; whole numbers get a bin each where there "
        + "are few. Bins are as wide as Freedman and Diaconis propose, at least as many as Sturges "
        + "does, and end at nice numbers. What is infinite or no number has rows of its own."),
    .text(
      "hist net shows a small histogram of each of its weights, all over the same range; "
        + "gradients=J those of a loss, by size on a logarithmic scale. hist grad(J, W1) log=true "
        + "looks at one of them closely."),
  ]
  static let examples = [
    "seed 0; e := randn(1000)", "hist e height=8", "hist floor(e)",
    "net = affine(8, 16) -> relu -> affine(16, 2)", "hist net",
  ]

  /// The most bins one may ask for.
  private static let mostBins = 200

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, self)
    let subject = try reader.subject()
    var numbers = OptionReader(reader, session, source)
    let bins = try numbers.whole("bins", atLeast: 1).map { min($0, mostBins) }
    let isLogarithmic = try reader.word("log", of: ["true", "false"]) == "true"
    let style = try PlotOptions(reader, in: session, source: source).style
    let gradients = try reader.expression("gradients")
    if subject.isNetwork(session.state) {
      let plot = try NetworkHistograms(
        subject, gradientsOf: gradients, isLogarithmic: isLogarithmic || gradients != nil,
        in: &session, source
      ).plot
      return Outcome(drawing: plot, name: subject.bareName, style: style)
    }
    if let gradients { throw PlotDiagnostics.gradientsOfNetwork(at: gradients.range) }
    let value = try session.evaluate([subject], in: source, subject.range)[0]
    do throws(Interrupted) {
      let numbers = try HistogramSource(value.values, session.context.interruption)
      let plot = try numbers.histogram(
        subject.label, facts: facts(value.shape, numbers.summary),
        most: bins.map { max($0, style.height) } ?? style.height, count: bins,
        isLogarithmic: isLogarithmic)
      return Outcome(drawing: plot, name: subject.bareName, style: style)
    } catch { throw EvaluatorDiagnostics.interrupted() }
  }

  /// `300×2, mean 0.0004, sd 0.0121`
  private static func facts(_ shape: Shape, _ summary: TensorSummary) -> String {
    let size = shape.rank == 0 ? "1 number" : shape.rank == 1 ? "\(shape) numbers" : "\(shape)"
    guard summary.count > 0 else { return size }
    return size + ", mean \(NumberText.significant(summary.mean, digits: 3))"
      + ", sd \(NumberText.significant(summary.deviation, digits: 3))"
  }
}
