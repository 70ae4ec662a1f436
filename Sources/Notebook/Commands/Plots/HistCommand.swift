import Diagnostics
import Language
import Plots
import StyledText
import Tensors

/// How the numbers of a value, or of a network's layers and weights, are spread.
enum HistCommand: NotebookCommand {
  static let name = "hist"
  static let category = CommandCategory.plots
  static let summary =
    "Draws how numbers are spread: of a value, or of a network's layers and weights."
  static let usage = "hist e [bins=20] [log=true]  or  hist net [over X] [gradients=true]"
  static let options =
    [
      CommandOption("bins", "number", "about how many bins, between nice numbers"),
      CommandOption("log", "true|false", "bins of decades on both sides of zero"),
      CommandOption(
        "gradients", "true|loss",
        "of a network: the gradients of the loss that is stated of it, or of this one"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "A bin [a, b) holds a ≤ x < b, the last one b too; whole numbers get a bin each where there "
        + "are few. Bins are as wide as Freedman and Diaconis propose, at least as many as Sturges "
        + "does, and end at nice numbers. What is infinite or no number has rows of its own."),
    .text(
      "hist net shows a small histogram of each of its weights, all over the same range, and, over "
        + "X or where a loss of it is stated, of what each layer gives: sat is the share of entries "
        + "near an end of the layer's function, dead the share of units (of a convolution: channels) "
        + "that are 0 in every row."),
    .text(
      "gradients=true shows the gradients of that loss by each weight, by size on a logarithmic "
        + "scale. hist grad(J, W1) log=true looks at one of them closely."),
  ]
  static let examples = [
    "seed 0; e := randn(1000)", "hist e height=8", "hist floor(e)",
    "net = affine(8, 16) -> relu -> affine(16, 2)", "hist net over randn(50, 8)",
  ]

  /// The most bins one may ask for.
  private static let mostBins = 200

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, self, keywords: ["over"])
    let subject = try reader.subject()
    var numbers = OptionReader(reader, session, source)
    let bins = try numbers.whole("bins", atLeast: 1).map { min($0, mostBins) }
    let isLogarithmic = try reader.word("log", of: ["true", "false"]) == "true"
    let style = try PlotOptions(reader, in: session, source: source).style
    let gradients = try reader.expression("gradients")
    if subject.isNetwork(session.state) {
      let plot = try network(
        subject, gradients, over: reader.afterKeyword["over"], isLogarithmic: isLogarithmic,
        in: &session, source)
      return Outcome(drawing: plot, name: subject.bareName, style: style)
    }
    if let gradients { throw PlotDiagnostics.gradientsOfNetwork(at: gradients.range) }
    if reader.afterKeyword["over"] != nil {
      throw CommandDiagnostics.usage(self, at: command.word.range)
    }
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

  /// What its layers give where it is applied, then what it learns; or the gradients of that.
  private static func network(
    _ subject: Expression, _ gradients: Expression?, over data: [Expression]?,
    isLogarithmic: Bool, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> PlotColumn {
    let histograms = try NetworkHistograms(subject, in: &session, source)
    let stated = try session.facts(withLossOf: subject, in: source)
    if let gradients, gradients.bareName != "false" {
      var loss = gradients
      if gradients.bareName == "true" {
        guard stated.count == 1 else {
          throw PlotDiagnostics.noLoss(of: subject.shortText, stated, at: gradients.range)
        }
        loss = Expression(.name(stated[0]), at: gradients.range)
      }
      return PlotColumn([
        try histograms.learnt(gradientsOf: loss, isLogarithmic: true, in: &session, source)
      ])
    }
    var plots: [any Plot] = []
    if let data {
      guard data.count == 1 else {
        throw CommandDiagnostics.usage(self, at: data.dropFirst().first?.range ?? subject.range)
      }
      let application = Expression(.call(subject, [Argument(data[0])]), at: data[0].range)
      if let layers = try histograms.layers(in: application, in: &session, source) {
        plots.append(layers)
      }
    } else if let loss = stated.first {
      let application = Expression(.name(loss), at: subject.range)
      if let layers = try histograms.layers(in: application, in: &session, source) {
        plots.append(layers)
      }
    }
    if plots.isEmpty || data == nil {
      plots.append(
        try histograms.learnt(
          gradientsOf: nil, isLogarithmic: isLogarithmic, in: &session, source))
    }
    return PlotColumn(plots)
  }

  /// `300×2, mean 0.0004, sd 0.0121`
  private static func facts(_ shape: Shape, _ summary: TensorSummary) -> String {
    let size =
      shape.rank > 1 ? "\(shape)" : shape.count == 1 ? "1 number" : "\(shape) numbers"
    guard summary.count > 0 else { return size }
    return size + ", mean \(NumberText.significant(summary.mean, digits: 3))"
      + ", sd \(NumberText.significant(summary.deviation, digits: 3))"
  }
}
