import Diagnostics
import Language
import Networks
import StyledText
import Tensors

/// Training: steps against the gradient of a scalar.
enum TrainCommand: StatementCommand {
  static let name = "train"
  static let category = CommandCategory.networks
  static let summary = "Makes a scalar small by steps against its gradient."
  static let usage = "train J [steps=100] [lr=...] [optimizer=gd] [batch=n] [over X y] [wrt W ...]"
  static let options =
    [
      CommandOption("steps", "n", "how many updates; 100 unless said"),
      CommandOption("epochs", "n", "instead of steps: how often every row is seen"),
      CommandOption("lr", "x", "the learning rate η; the optimizer's own unless said"),
      CommandOption(
        "optimizer", Optimiser.all.map(\.name).joined(separator: "|"),
        "how a gradient becomes a step"),
    ]
    + Optimiser.all.flatMap { optimiser in
      optimiser.options.map { option in
        CommandOption(
          option.name, NumberText.significant(option.value),
          "\(optimiser.name): \(option.meaning); \(option.values)")
      }
    } + [
      CommandOption(
        "batch", "n",
        "rows a step; in a fresh random order each epoch, the last batch may be smaller"
      ),
      CommandOption(
        "bootstrap", "true|false", "draws as many rows with replacement first: bagging"),
      CommandOption("decay", "λ", "weight decay: every gradient g becomes g + λW"),
      CommandOption(
        "schedule", "name",
        "how the learning rate changes: one of those below; what brackets leave out follows from steps"
      ),
      CommandOption("test", "e", "a scalar that is looked at, not learnt from: test_loss"),
      CommandOption("every", "n", "steps between two looks at it"),
      CommandOption(
        "patience", "n",
        "looks without a smaller test loss after which training stops; the best kept"
      ),
      CommandOption(
        "plot", "true|false",
        "draws the losses and, where there are two features, the classes: while it trains on a "
          + "terminal, at the end elsewhere"
      ),
    ]
  static let details: [HelpPage.Part] = [
    .heading("Optimizers"),
    .list(
      Optimiser.all.map { HelpPage.Term(HelpText.code($0.name), HelpText.code($0.formula)) }),
    .heading("Schedules of the learning rate; t counts steps from 0"),
    .list(
      Schedule.all.map { schedule in
        HelpPage.Term(
          HelpText.code(schedule.call), "\(HelpText.code(schedule.formula))  \(schedule.summary)")
      }),
    .text(
      "Trained is what comes after `wrt`; without it what the networks in J learn, or, where there is "
        + "none, the values set with `:=` that J depends on, but not what a loss compares with. "
        + "The losses are kept as `loss`, those of `test` as `test_loss`; a fact or value of that name "
        + "stays, and `loss_history` is used. `undo` takes the training back. Dropout draws new masks "
        + "each step. Without batch, sgd draws one row at random each step."),
  ]
  static let examples = [
    "x := [1, 2, 3]; y := [1, 3, 5]; w := 0; b := 0; J = mse(w * x + b, y)",
    "train J steps=500 lr=0.1 wrt w b", "[w, b]",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText, isQuiet: Bool,
    emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    let request = try TrainRequest(command, in: session, source: source)
    let run = try TrainingRun(request, in: &session, source: source)
    var report = try run.train(&session)
    let text = isQuiet ? StyledText() : report.text(session.context.fitted(session.settings))
    var outcome = Outcome(.command, name: report.label, text: text, steps: report.json)
    outcome.plot = report.picture
    if let plot = report.picture { session.lastPlot = plot }
    if report.duration != nil, !isQuiet {
      report.duration = nil
      outcome.expectation = report.text(session.settings)
    }
    emit(outcome)
    guard report.ending == .interrupted else { return }
    if report.steps > 0 {
      session.entry.finishedCommand = request.command(
        stoppedAfter: report.steps, report.settings)
    }
    throw TrainingDiagnostics.interrupted(after: report.steps, of: report.settings.steps)
  }
}
