import Diagnostics
import Differentiation
import Language
import Networks
import Plots
import StyledText
import Tensors

/// The initialisation lab: what becomes of numbers on their way through a deep network.
enum LabCommand: NotebookCommand {
  static let name = "lab"
  static let category = CommandCategory.networks
  static let summary =
    "Sends random numbers through a deep network and back, to compare ways of drawing its weights."
  static let usage =
    "lab init|batchnorm|depth [init=small,xavier] [activation=tanh] [layers=10] [units=100]"
    + " [points=1000] [gradients=true] [seed=0]"
  static let options =
    [
      CommandOption("init", "names", "how weights are drawn, one or several: small,xavier,he"),
      CommandOption(
        "activation", "names", "what each layer applies, one or several; tanh unless given"),
      CommandOption(
        "batchnorm", "true|false", "normalise before each activation; true,false compares"),
      CommandOption("layers", "number", "10 unless given, 30 for depth"),
      CommandOption("units", "number", "of each layer, 100 unless given"),
      CommandOption("points", "number", "examples, 1000 unless given"),
      CommandOption("gradients", "true|false", "show the gradients of the weights as well"),
      CommandOption("seed", "number", "of the lab's own random numbers, 0 unless given"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "X = randn(points, units) goes through layers h = f(h @ W) without biases; 100*randn comes "
        + "back as the gradient of some loss with respect to the last h. All settings see the same X "
        + "and the same gradient: drawn are X, the gradient, then the weights layer by layer. The "
        + "session's own random numbers stay as they are."),
    .heading("Experiments"),
    .list(
      LabRequest.Experiment.allCases.map { experiment in
        HelpPage.Term(HelpText.code("lab \(experiment.rawValue)"), experiment.meaning)
      }),
    .heading("Columns and words"),
    .text(
      "sat is the share of entries near an end of the activation, where its slope is below 5% of "
        + "the steepest; dead the share of units that are 0 for every point. Activations vanish or "
        + "explode if their sd changes tenfold from the first layer to the last, by 5% a layer or "
        + "more; gradients likewise on the way back. They saturate if half of a layer does, and die "
        + "if a quarter of its units do."),
    .heading("Numbers it leaves"),
    .list(
      LabNumbers.all.map { number in
        HelpPage.Term(HelpText.code("lab.\(number.name)"), number.meaning)
      }),
    .text(
      "Layers, or settings × layers if there are several; one number, or one for each setting."),
  ]
  static let examples = [
    "lab init init=small,xavier layers=5 units=50 points=200",
    "lab.sd",
    "lab batchnorm activation=relu layers=4 units=50 points=200",
    "lab depth layers=20 units=50 points=200 height=8",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let request = try LabRequest(command, in: session, source: source)
    let runs: [LabRun]
    var detailed: [LabRun] = []
    do throws(EvaluationError) {
      var lab = try InitialisationLab(request.sizes, seed: request.seed, budget: session.budget)
      let bins = InitialisationLab.Bins.edges(request.scale.edges)
      runs = try lab.run(request.settings, bins: bins, budget: session.budget)
      if request.showsGradients {
        // Only now it is known which sizes there are.
        let edges = InitialisationLab.Bins.edges(SharedScale(gradientsOf: runs).signedEdges)
        detailed = try lab.run(
          request.settings, bins: bins, gradientBins: edges, budget: session.budget)
      }
    } catch {
      throw LabDiagnostics.diagnostic(error, request.sizes, at: command.range)
    }
    let stated = Stated(source: source, range: command.range)
    let isKept = session.state.keep(lab: runs, from: stated)
    let view = LabView(request: request, runs: runs, detailed: detailed, isKept: isKept)
    var outcome = Outcome(drawing: view.plot, style: request.style)
    outcome.steps = view.json
    return outcome
  }
}
